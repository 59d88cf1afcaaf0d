"""A PostgreSQL of Debian's package, on a free port, in a folder of its own."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.servers.ports import free_port

(*_, PROGRAMS) = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@contextmanager
def postgres():
    """Serve until the block ends; yields the address of an empty database."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
    try:
        _as_postgres("chown", "postgres", folder, root=True)
        data, port = folder / "data", free_port()
        options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -p {port}"
        fast = "-c fsync=off -c full_page_writes=off -c shared_buffers=32MB"
        _run("initdb", "--no-sync", "-A", "trust", "-U", "precheck", "-E", "UTF8", "-D", data)
        control = ("-D", data, "-w", "-l", folder / "log")
        _run("pg_ctl", "start", *control, "-o", f"{options} {fast}")
        try:
            yield f"postgresql://precheck@127.0.0.1:{port}/postgres"
        finally:
            _run("pg_ctl", "stop", "-D", data, "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
