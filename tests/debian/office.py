"""An office's machine: the package installed, its settings, what its operator does."""

from collections.abc import Mapping
from pathlib import Path

import requests

from tests.debian.machine import Machine
from tests.docs.commands import block
from tests.servers.ports import free_port
from tests.setup.conftest import ROOT

PAGE = (ROOT / "docs" / "debian.md").read_text()
SETTINGS = "/etc/precheck/precheck.toml"
UNIT = "precheck.service"


def install(machine: Machine, package: Path) -> None:
    """Install a package as the page says, from a folder with nothing else."""
    machine.run("find", "/root", "-name", "*.deb", "-delete")
    machine.put(package, "/root")
    machine.shell(block(PAGE, "Upgrade").partition("\n")[0])


class Office:
    """A machine with the package, on a port of its own."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def set(self, **settings: str | int) -> None:
        """Write settings into the file; the service knows them after a restart."""
        for name, value in settings.items():
            written = f'"{value}"' if isinstance(value, str) else str(value).lower()
            added, removed = f"$ a {name} = {written}", f"/^#* *{name} = /d"
            self.machine.run("sed", "--in-place", "-e", added, "-e", removed, SETTINGS)

    def restart(self) -> None:
        """Restart the service; it answers when this returns."""
        self.machine.run("systemctl", "restart", UNIT)

    def new_key(self) -> Mapping[str, str]:
        """Make a caller's key and return its header."""
        printed = self.machine.run("precheck-api", "key", "new", "bot").stdout
        (line,) = [line for line in printed.splitlines() if line.startswith("key: ")]
        return {"Authorization": f"Bearer {line.removeprefix('key: ').strip()}"}

    def state(self, name: str = "ActiveState") -> str:
        """Return a property of the service's unit."""
        return self.machine.run("systemctl", "show", "--value", "-p", name, UNIT).stdout.strip()

    def log(self) -> str:
        """Return what the service and systemd wrote of it since the boot."""
        return self.machine.run("journalctl", "--boot", "--unit", UNIT, "--output", "cat").stdout

    def said(self) -> str:
        """Return the last line that begins with Error, as the service ends with it."""
        return [line for line in self.log().splitlines() if line.startswith("Error: ")][-1]

    def ready(self) -> bool:
        """Return whether the service answers and can check."""
        try:
            return requests.get(f"{self.url}/health/ready", timeout=5).ok
        except requests.RequestException:
            return False
