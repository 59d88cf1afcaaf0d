"""The containers of deploy/compose.yaml, by docker-compose on Docker or on podman's socket."""

import os
import secrets
import signal
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.container.engine import engine
from tests.setup.conftest import ROOT

PROJECT = "precheck-trial"
"""Not the name of a real set-up, whose volumes `down` would remove."""
SITE = "localhost"
PATIENCE = 240  # seconds; a loaded machine starts slowly
HEALTH_SECONDS = 5
"""Between two checks: the shorter of the intervals in the file."""
CONFIGURATION = Path(__file__).with_name("containers.conf")


class Stack:
    """What an operator does with `docker compose`, and what a machine does to containers."""

    def __init__(self, host: Mapping[str, str], keys: str) -> None:
        """host: variables that name the engine. keys: SHA-256 of callers' keys, with commas."""
        self._environment = {
            **os.environ,
            **host,
            "PRECHECK_SITE": SITE,
            "PRECHECK_TLS": "internal",
            "PRECHECK_API_KEYS": keys,
            "POSTGRES_PASSWORD": secrets.token_hex(24),
            "RABBITMQ_PASSWORD": secrets.token_hex(24),
        }

    def compose(self, *arguments: str) -> str:
        """Run a command of docker-compose and return what it printed."""
        file = ROOT / "deploy" / "compose.yaml"
        command = ["docker-compose", "--env-file", "/dev/null", "--project-name", PROJECT]
        done = subprocess.run(
            [*command, "--file", file, *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def up(self) -> None:
        """Start what does not run, and wait until the proxy listens."""
        self.compose("up", "--detach", "--no-build")
        wait(_listens)

    def containers(self, service: str) -> list[str]:
        """Return the ids of a service's containers that run."""
        return self.compose("ps", "--quiet", service).split()

    def kill(self, container: str) -> None:
        """End a container's first process as a crash does: the restart policy holds."""
        os.kill(int(inspected(container, "{{.State.Pid}}")), signal.SIGKILL)

    def authority(self, folder: Path) -> Path:
        """Return the certificate that callers of the proxy trust."""
        (proxy,) = self.containers("proxy")
        file = folder / "root.crt"
        root = engine("exec", proxy, "cat", "/data/caddy/pki/authorities/local/root.crt")
        file.write_text(root.stdout)
        return file

    def rows(self, query: str) -> list[str]:
        """Return the rows of a query, as PostgreSQL's psql prints them."""
        psql = ("psql", "--username", "precheck", "--tuples-only", "--no-align", "--command")
        return self.compose("exec", "-T", "postgres", *psql, query).splitlines()


def _listens() -> bool:
    """Return whether the proxy shows its certificate."""
    try:
        ssl.get_server_certificate((SITE, 443))
    except OSError:
        return False
    return True


def inspected(container: str, template: str) -> str:
    """Return one value of what the engine knows of a container."""
    return engine("inspect", "--format", template, container).stdout.strip()


def healthy(container: str) -> bool:
    """Return whether the container's last health check passed."""
    return inspected(container, "{{.State.Health.Status}}") == "healthy"


def wait(until: Callable[[], bool], seconds: float = PATIENCE, pause: float = 0.2) -> None:
    """Wait until it is so, asking every `pause` seconds."""
    began = time.monotonic()
    while not until():
        assert time.monotonic() - began < seconds, until
        time.sleep(pause)


@contextmanager
def started(keys: str) -> Iterator[Stack]:
    """Run all containers until the block ends; then nothing of them is left."""
    with _host() as host, _health_checks():
        stack = Stack(host, keys)
        try:
            stack.up()
            yield stack
        finally:
            stack.compose("down", "--volumes", "--timeout", "5")


@contextmanager
def _host() -> Iterator[Mapping[str, str]]:
    """Yield the variables by which docker-compose finds an engine: Docker's daemon, else podman."""
    docker = subprocess.run(["docker", "info"], capture_output=True, check=False)
    if docker.returncode == 0:
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="precheck-") as folder:
        socket = Path(folder) / "podman.sock"
        command = ["podman", "system", "service", "--time", "0", f"unix://{socket}"]
        environment = os.environ | {"CONTAINERS_CONF_OVERRIDE": str(CONFIGURATION)}
        with (Path(folder) / "log").open("w") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait(socket.exists, 30)
            yield {"DOCKER_HOST": f"unix://{socket}"}
        finally:
            process.terminate()
            process.wait(30)


@contextmanager
def _health_checks() -> Iterator[None]:
    """Run the health checks of all containers: podman leaves that to systemd's timers."""
    over = threading.Event()
    of_project = f"--filter=label=com.docker.compose.project={PROJECT}"

    def check() -> None:
        while not over.wait(HEALTH_SECONDS):
            for container in engine("ps", "--quiet", of_project).stdout.split():
                engine("healthcheck", "run", container, check=False)  # it may be gone

    thread = threading.Thread(target=check)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
