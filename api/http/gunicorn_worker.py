"""gunicorn's worker, made safe against callers that are slow, silent or gone.

- A connection takes a thread only once its caller has sent something.
- Health has a thread of its own: it answers while all others are busy.
- Head and body of a request must arrive in time, however slowly they drip.
- What the application left unread is read before the answer, so that the connection stays usable.
- Connections go to processes without work first.
- A stopping worker refuses new connections at once.
"""

import socket
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.http.message import Request
from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_SECONDS = 10.0
"""Time in which the head of a request must arrive."""
BODY_SECONDS = 30.0
"""Time in which a small body must arrive."""
MIN_BODY_RATE = 16_000
"""Bytes a second of a large body: a slow mobile connection."""
MAX_UNREAD_BYTES = 101_000_000
MAX_UNREAD_SECONDS = 5.0
"""Limits of reading what the application did not read.

As many bytes as the proxy passes on: it loses the answer of a service that closes meanwhile.
"""
HEALTH_REQUEST = b"GET /health/"
YIELD_SECONDS = 0.002
"""Time in which another process may accept a connection before one that is at work does."""


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """A process that serves requests in threads."""

    def init_process(self) -> None:
        """Prepare the process and serve."""
        self._health = ThreadPoolExecutor(1, thread_name_prefix="health")
        self._deadlines: dict[TConn, float] = {}
        super().init_process()

    def load_wsgi(self) -> None:
        """Load the application."""
        self.wsgi = partial(_call, self.app.wsgi())

    def accept(self, listener: socket.socket) -> bool:
        """Accept a connection, if one waits, and wait for its first bytes without a thread.

        A process at work lets an idle one accept it: a caller keeps its connections, and two of
        them at one process would leave another without work.
        """
        if self._deadlines:
            time.sleep(YIELD_SECONDS)
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return False
        self.nr_conns += 1
        conn = TConn(self.cfg, client, address, listener.getsockname())
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(client, EVENT_READ, partial(self.on_pending_socket_readable, conn))
        return True

    def enqueue_req(self, conn: TConn) -> None:
        """Pass a connection whose caller has sent something to a thread.

        Its time runs from now, also while it waits for a thread: many that drip end together.
        """
        pool = self._health if _first_bytes(conn.sock) == HEALTH_REQUEST else self.tpool
        self._deadlines[conn] = time.monotonic() + HEAD_SECONDS
        done = pool.submit(self.handle, conn)
        done.add_done_callback(
            lambda future: self.method_queue.defer(self.finish_request, conn, future)
        )

    def handle_request(self, req: Request, conn: TConn) -> bool:
        """Answer a request whose head is read; grant time for its body."""
        length = _content_length(req)
        self._deadlines[conn] = time.monotonic() + BODY_SECONDS + length / MIN_BODY_RATE
        return bool(super().handle_request(req, conn))

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """Keep or close the connection after the answer."""
        self._deadlines.pop(conn, None)
        super().finish_request(conn, fs)

    def murder_pending(self) -> None:
        """Close connections that wait in vain; gunicorn calls this every second.

        Only the reading side of a late one is closed: a complete request gets its answer.
        """
        super().murder_pending()
        now = time.monotonic()
        for conn, deadline in tuple(self._deadlines.items()):
            if now > deadline:
                del self._deadlines[conn]
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)

    def set_accept_enabled(self, enabled: bool) -> None:
        """Begin or cease to accept connections; a stopping worker closes its listeners.

        It accepts those that wait first: closing a listener resets them.
        """
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                while self.accept(listener):
                    pass
                listener.close()


def _first_bytes(client: socket.socket) -> bytes:
    """Return the first bytes that wait to be read, without reading them."""
    with suppress(OSError):
        return client.recv(len(HEALTH_REQUEST), socket.MSG_PEEK | socket.MSG_DONTWAIT)
    return b""


def _content_length(req: Request) -> int:
    length = dict(req.headers).get("CONTENT-LENGTH", "0")
    return int(length) if length.isdecimal() else 0


def _call(app: Any, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Call the application; read the rest of the body before the answer, or close after it."""

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        if not _read_rest(environ["wsgi.input"]):
            start_response.__self__.force_close()
        return start_response(status, headers, exc_info)

    answer: Iterable[bytes] = app(environ, start)
    return answer


def _read_rest(body: Any) -> bool:
    """Read and drop the rest of a body; return whether that was all of it."""
    until, left = time.monotonic() + MAX_UNREAD_SECONDS, MAX_UNREAD_BYTES
    while left > 0 and time.monotonic() < until:
        part = body.read(65_536)
        if not part:
            return True
        left -= len(part)
    return False
