"""The line forwards what is sent, until it breaks off."""

import contextlib
import socket
from threading import Thread

from tests.servers.line import line_to


def test_it_breaks_off_amid_what_is_sent():
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=echo, args=(server,), daemon=True).start()
        with line_to(server.getsockname()[1]) as line:
            assert sent(line, b"one") == b"one"
            line.mend(100_000)
            assert len(sent(line, bytes(1_000_000))) < 1_000_000
            assert sent(line, b"two") == b""
            line.mend()
            assert sent(line, b"three") == b"three"


def echo(server):
    with contextlib.suppress(OSError):
        while True:
            one, _ = server.accept()
            Thread(target=answer, args=(one,), daemon=True).start()


def answer(one):
    with one, contextlib.suppress(OSError):
        while data := one.recv(65_536):
            one.sendall(data)


def sent(line, data):
    """Send and return what comes back until the end."""
    got = b""
    with (
        socket.create_connection(("127.0.0.1", line.port), timeout=20) as one,
        contextlib.suppress(OSError),
    ):
        Thread(target=send, args=(one, data), daemon=True).start()
        while part := one.recv(65_536):
            got += part
    return got


def send(one, data):
    with contextlib.suppress(OSError):
        one.sendall(data)
        one.shutdown(socket.SHUT_WR)
