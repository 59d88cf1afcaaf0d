"""A Debian machine that systemd boots, in a folder, by systemd-nspawn."""

import os
import shutil
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 180  # seconds; a loaded machine boots slowly
RESTART = 133  # exit status of systemd-nspawn by which a machine asks to be started again
CGROUPS = Path("/sys/fs/cgroup")
ENTER = 'for one in $1; do echo $$ >"$one/cgroup.procs"; done; shift; exec "$@"'
"""Runs a command in the given cgroups."""


class Machine:
    """One machine. It shares this one's network, its ports too."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = f"precheck-{uuid.uuid4().hex[:8]}"
        self._process: subprocess.Popen[bytes] | None = None

    def boot(self) -> None:
        """Start it and wait until it is up."""
        self._process = subprocess.Popen(
            [
                *("sh", "-c", ENTER, "sh", " ".join(map(str, self._made_cgroups()))),
                "systemd-nspawn",
                "--quiet",
                "--boot",
                f"--directory={self.folder}",
                f"--machine={self.name}",
                "--register=no",
                "--keep-unit",
                "--console=pipe",
                "--link-journal=no",
                "--resolv-conf=replace-host",
            ],
            env=os.environ | {"SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        self.wait_until_up()

    def wait_until_up(self) -> None:
        """Wait until the boot is finished; a failed unit is told by its name."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                state = self.run("systemctl", "is-system-running", check=False).stdout.strip()
            except (ProcessLookupError, IndexError):
                state = "off"
            if state in {"running", "degraded"}:
                failed = self.run("systemctl", "--failed", "--plain", "--no-legend").stdout
                assert state == "running", failed
                return
            assert time.monotonic() < until, state
            time.sleep(0.5)

    def reboot(self) -> None:
        """Restart it from within, as its owner does."""
        self.run("systemctl", "reboot", check=False)
        assert self._process.wait(PATIENCE) == RESTART
        self.boot()

    def power_off(self) -> None:
        """Stop it as its power button does."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for one in self._cgroups():
            for folder in sorted(one.rglob("*/"), reverse=True):
                folder.rmdir()
            one.rmdir()

    def run(self, *command: object, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command as root in it."""
        within = ["nsenter", f"--target={self._leader()}", "--all", "--wdns=/root"]
        done = subprocess.run(
            [*within, *map(str, command)],
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not check or done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done

    def shell(self, commands: str) -> None:
        """Run the lines of a page in it."""
        self.run("sh", "-eux", "-c", commands)

    def put(self, file: Path, place: str) -> None:
        """Copy a file of this machine into a folder of it."""
        shutil.copy(file, self.folder / place.lstrip("/"))

    def _leader(self) -> int:
        return self._leaders()[0]

    def _leaders(self) -> list[int]:
        """Return the machine's first process; empty while it restarts."""
        process = self._process.pid
        children = Path(f"/proc/{process}/task/{process}/children")
        return [int(one) for one in children.read_text().split()]

    def _cgroups(self) -> list[Path]:
        """Return where the machine's processes are counted: an own place, as for a service."""
        trees = (CGROUPS, CGROUPS / "unified", CGROUPS / "systemd")
        return [one / self.name for one in trees if (one / "cgroup.procs").exists()]

    def _made_cgroups(self) -> list[Path]:
        for one in self._cgroups():
            one.mkdir(exist_ok=True)
        return self._cgroups()


@contextmanager
def booted(base: Path) -> Iterator[Machine]:
    """Boot a copy of a machine's folder until the block ends, then delete the copy."""
    folder = base.parent / f"machine-{uuid.uuid4().hex[:8]}"
    subprocess.run(["cp", "--archive", "--reflink=auto", base, folder], check=True)
    machine = Machine(folder)
    try:
        machine.boot()
        yield machine
    finally:
        machine.power_off()
        shutil.rmtree(folder)
        folder.with_name(f".#{folder.name}.lck").unlink(missing_ok=True)
