"""The proxy of `deploy/proxy` on Debian's Caddy, on free ports, with a certificate of its own."""

import os
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.ports import free_port

CADDYFILE = Path(__file__).resolve().parents[2] / "deploy" / "proxy" / "Caddyfile"
COMMAND = ("caddy", "run", "--adapter", "caddyfile", "--config", CADDYFILE)
START = 60  # seconds; a loaded machine starts slowly


@dataclass(frozen=True)
class Proxy:
    https: str
    http: str
    authority: Path
    """Certificate that callers trust."""
    log: Path


@contextmanager
def caddy(folder, upstream, **settings):
    """Serve until the block ends."""
    https, http, log = free_port(), free_port(), folder / "caddy.log"
    environment = os.environ | {
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "PRECHECK_HTTPS_PORT": str(https),
        "PRECHECK_HTTP_PORT": str(http),
        "PRECHECK_UPSTREAM": upstream.removeprefix("http://"),
        **{f"PRECHECK_{name.upper()}": value for name, value in settings.items()},
    }
    authority = folder / "data/caddy/pki/authorities/local/root.crt"
    with log.open("w") as lines:
        process = subprocess.Popen(COMMAND, stdout=lines, stderr=lines, env=environment)
    try:
        _wait(https, process, log)
        yield Proxy(f"https://localhost:{https}", f"http://localhost:{http}", authority, log)
    finally:
        process.terminate()
        process.wait(20)


def _wait(port, process, log):
    until = time.monotonic() + START
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            if "certificate obtained" in log.read_text():
                return
    raise TimeoutError(log.read_text())
