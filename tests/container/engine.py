"""Runs the image as compose.yaml says, by docker or by podman without a daemon."""

import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.setup.conftest import ROOT

PATIENCE = 90  # seconds; a loaded machine starts slowly


def engine(*arguments, check=True):
    """Run a command of the engine and return what it printed."""
    command = [ROOT / "setup" / "engine.sh", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stderr + done.stdout
    return done


def as_composed(volume: str, port: int) -> list[str]:
    """Return the options of the engine that do what compose.yaml says; the volume is given."""
    command = ["docker-compose", "--file", ROOT / "compose.yaml", "config", "--format", "json"]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    service = said["services"]["precheck"]
    (mount,), (published,) = service["volumes"], service["ports"]
    return [
        f"--volume={volume}:{mount['target']}",
        f"--publish={published['host_ip']}:{port}:{published['target']}",
        f"--shm-size={service['shm_size']}",
        *(["--read-only"] if service["read_only"] else []),
        *(f"--tmpfs={one}" for one in service["tmpfs"]),
        *(f"--cap-drop={one}" for one in service["cap_drop"]),
        *(f"--security-opt={one.removesuffix(':true')}" for one in service["security_opt"]),
        *(f"--env={name}={value}" for name, value in service["environment"].items()),
    ]


@contextmanager
def started(image: str, name: str, volume: str, port: int) -> Iterator[str]:
    """Run the image until the block ends; yields the container's name once it is healthy."""
    engine("run", "--detach", f"--name={name}", *as_composed(volume, port), image)
    try:
        until = time.monotonic() + PATIENCE
        while health(name) != "healthy":
            assert time.monotonic() < until, engine("logs", name).stdout
            assert running(name), engine("logs", name).stdout
            time.sleep(0.5)
        yield name
    finally:
        engine("rm", "--force", name, check=False)


def health(name: str) -> str:
    """Return the health check's word; podman without systemd runs it only when told to.

    Docker knows no such command, and needs none.
    """
    engine("healthcheck", "run", name, check=False)
    return engine("inspect", "--format", "{{.State.Health.Status}}", name).stdout.strip()


def running(name: str) -> bool:
    """Return whether the container's process has not ended."""
    return engine("inspect", "--format", "{{.State.Running}}", name).stdout.strip() == "true"


def exit_status(name: str) -> int:
    """Return the exit status of a container that has stopped."""
    return int(engine("inspect", "--format", "{{.State.ExitCode}}", name).stdout)


def new_key(image: str, volume: str) -> Mapping[str, str]:
    """Make a caller's key in the volume, as compose.yaml tells, and return its header."""
    done = engine("run", "--rm", f"--volume={volume}:/data", image, "key", "new", "bot")
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("key: ")]
    return {"Authorization": f"Bearer {line.removeprefix('key: ').strip()}"}


@contextmanager
def new_volume(name: str) -> Iterator[str]:
    """Make a volume for the time of the block."""
    engine("volume", "create", name)
    try:
        yield name
    finally:
        engine("volume", "rm", "--force", name, check=False)
