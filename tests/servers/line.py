"""A line to a server of this machine that breaks off amid what is sent over it."""

import math
import socket
from contextlib import contextmanager, suppress
from threading import Lock, Thread

CHUNK = 16_384
"""Bytes forwarded at once."""


class Line:
    """Forwards connections to a port. A new one has a thread for each direction."""

    def __init__(self, port: int) -> None:
        self.to = ("127.0.0.1", port)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.lock, self.open = Lock(), set()
        self.mend()
        Thread(target=self._accept, daemon=True).start()

    def mend(self, most: float = math.inf) -> None:
        """Let connections through until this many bytes were sent to the server."""
        with self.lock:
            self.left, self.whole = most, True

    def cut(self) -> None:
        """Break off all that is under way; nothing gets through until the line is mended."""
        with self.lock:
            self.whole = False
            for one in self.open:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the line."""
        self.listening.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listening.accept()
                Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        with near, suppress(OSError), socket.create_connection(self.to) as far:
            with self.lock:
                if not self.whole:
                    return
                self.open |= {near, far}
            back = Thread(target=_forward, args=(far, near), daemon=True)
            back.start()
            _forward(near, far, self._count)
            back.join()
            with self.lock:
                self.open -= {near, far}

    def _count(self, sent: int) -> None:
        self.left -= sent
        if self.left <= 0:
            self.cut()


def _forward(one: socket.socket, other: socket.socket, count=lambda _: None) -> None:
    with suppress(OSError):
        while data := one.recv(CHUNK):
            other.sendall(data)
            count(len(data))
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)


@contextmanager
def line_to(port: int):
    """Yield a line to a port."""
    line = Line(port)
    try:
        yield line
    finally:
        line.close()
