"""A Redis of Debian's package, on a free port, that keeps nothing."""

import socket
import subprocess
import time
from contextlib import contextmanager

from tests.servers.ports import free_port

START = 20  # seconds; a loaded machine starts slowly


@contextmanager
def redis():
    """Serve until the block ends; yields its address and its process."""
    port = free_port()
    options = ("--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
    with subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL) as process:
        try:
            _wait(port, process)
            yield f"redis://127.0.0.1:{port}", process
        finally:
            process.terminate()


def _wait(port, process):
    until = time.monotonic() + START
    while time.monotonic() < until:
        assert process.poll() is None
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError
