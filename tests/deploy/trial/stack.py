"""The containers of deploy/compose.yaml, started by docker-compose on podman's socket."""

import os
import secrets
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.setup.conftest import ROOT

PROJECT = "precheck-trial"
"""Not the name of a real set-up, whose volumes `down` would remove."""
SITE = "localhost"
PATIENCE = 240  # seconds; a loaded machine starts slowly
CONFIGURATION = Path(__file__).with_name("containers.conf")


class Stack:
    """What an operator does with `docker compose`, and what a machine does to containers."""

    def __init__(self, socket: str, keys: str) -> None:
        """keys: the SHA-256 of those that callers hold, separated by commas."""
        self._environment = _environment() | {
            "DOCKER_HOST": socket,
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
        file.write_text(podman("exec", proxy, "cat", "/data/caddy/pki/authorities/local/root.crt"))
        return file

    def rows(self, query: str) -> list[str]:
        """Return the rows of a query, as PostgreSQL's psql prints them."""
        psql = ("psql", "--username", "precheck", "--tuples-only", "--no-align", "--command")
        return self.compose("exec", "-T", "postgres", *psql, query).splitlines()


def podman(*arguments: str) -> str:
    """Run a command of podman and return what it printed."""
    done = subprocess.run(
        ["podman", *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout.strip()


def inspected(container: str, template: str) -> str:
    """Return one value of what the engine knows of a container."""
    return podman("inspect", "--format", template, container)


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
def engine() -> Iterator[str]:
    """Answer docker-compose on a socket until the block ends; yields the socket's address."""
    with tempfile.TemporaryDirectory(prefix="precheck-") as folder:
        socket = Path(folder) / "podman.sock"
        command = ["podman", "system", "service", "--time", "0", f"unix://{socket}"]
        with (Path(folder) / "log").open("w") as log:
            process = subprocess.Popen(command, env=_environment(), stdout=log, stderr=log)
        try:
            wait(socket.exists, 30)
            with _health_checks():
                yield f"unix://{socket}"
        finally:
            process.terminate()
            process.wait(30)


@contextmanager
def started(keys: str) -> Iterator[Stack]:
    """Run all containers until the block ends; then nothing of them is left."""
    with engine() as socket:
        stack = Stack(socket, keys)
        try:
            stack.compose("up", "--detach", "--no-build", "--pull", "never")
            yield stack
        finally:
            stack.compose("down", "--volumes", "--timeout", "5")


@contextmanager
def _health_checks() -> Iterator[None]:
    """Run the health checks of all containers: podman leaves that to systemd's timers."""
    over = threading.Event()
    of_project = ("--filter", f"label=com.docker.compose.project={PROJECT}")

    def check() -> None:
        while not over.wait(1):
            listed = podman("ps", "--quiet", *of_project).split()
            for container in listed:
                subprocess.run(
                    ["podman", "healthcheck", "run", container],
                    env=_environment(),
                    capture_output=True,
                    check=False,  # it may be gone, or have none
                )

    thread = threading.Thread(target=check)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _environment() -> dict[str, str]:
    return os.environ | {
        "CONTAINERS_CONF_OVERRIDE": str(CONFIGURATION),
        "PODMAN_IGNORE_CGROUPSV1_WARNING": "1",
    }
