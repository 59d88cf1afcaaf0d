"""A PostgreSQL of Debian's package, on a free port, in a folder of its own; it can be stopped."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.servers.ports import free_port

(*_, PROGRAMS) = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
FAST = "-c fsync=off -c full_page_writes=off -c shared_buffers=32MB"


class Postgres:
    """The server: started, stopped as by a crash, and restarted on the same data."""

    def __init__(self, folder):
        port = free_port()
        self.address = f"postgresql://precheck@127.0.0.1:{port}/postgres"
        self._data, self._log = folder / "data", folder / "log"
        self._options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        self._options += f" -p {port} {FAST}"
        _run("initdb", "--no-sync", "-A", "trust", "-U", "precheck", "-E", "UTF8", "-D", self._data)

    def start(self):
        control = ("-D", self._data, "-w", "-l", self._log)
        _run("pg_ctl", "start", *control, "-o", self._options)

    def stop(self):
        """Stop it at once: every connection breaks."""
        _run("pg_ctl", "stop", "-D", self._data, "-m", "immediate")


@contextmanager
def postgres_server():
    """Serve until the block ends; yields the server."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
    try:
        _as_postgres("chown", "postgres", folder, root=True)
        server = Postgres(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres():
    """Serve until the block ends; yields the address of an empty database."""
    with postgres_server() as server:
        yield server.address


def _run(program, *arguments):
    _as_postgres(PROGRAMS / program, *arguments)


def _as_postgres(*command, root=False):
    """Run it as a user that PostgreSQL accepts: it refuses root."""
    if os.getuid() != 0:
        command = () if root else command
    elif not root:
        command = ("runuser", "-u", "postgres", "--", *command)
    if command:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/tmp")
