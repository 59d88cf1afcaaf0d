"""gunicorn's worker, made safe against callers that are slow, silent or gone.

- A connection takes a thread only once its caller has sent something.
- Health has a thread of its own: it answers while all others are busy.
- Head and body of a request must arrive in time, however slowly they drip.
- A body that did not arrive in time is 408; a request that found no thread in time is 503.
- What the application left unread is read before the answer, so that the connection stays usable.
  A caller without a valid key has a second for it, and may not be silent.
- Connections whose callers do not close them end in threads of their own.
- Connections go to processes without work first.
- A stopping worker refuses new connections at once.
"""

import socket
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from threading import local
from typing import Any

from gunicorn.http.message import Request
from gunicorn.workers.gthread import TConn, ThreadWorker

from api.http.bodies import CompleteBody
from api.http.gunicorn_errors import send_busy

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
UNAUTHORISED_UNREAD_SECONDS = 1.0
UNAUTHORISED_SILENT_SECONDS = 0.3
"""Limits of the same for a caller without a valid key, who must not hold a thread."""
CLOSING_THREADS = 4
"""Threads that close connections; each waits up to two seconds for its caller to close too."""
MAX_CLOSING = 200
"""Connections that wait for these threads; further ones are closed at once."""
HEALTH_REQUEST = b"GET /health/"
YIELD_SECONDS = 0.002
"""Time in which another process may accept a connection before one that is at work does."""


class Connection(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A connection that is closed without keeping the process's main thread waiting."""

    closing: ThreadPoolExecutor

    def close(self, graceful: bool = False) -> None:
        """Close the connection. graceful: let its caller read the answer first."""
        waiting = self.closing._work_queue.qsize()  # noqa: SLF001 - the pool does not tell otherwise
        if graceful and waiting < MAX_CLOSING:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_WR)  # its caller sees the end at once
            self.closing.submit(super().close, graceful=True)
        else:
            super().close()


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """A process that serves requests in threads."""

    def init_process(self) -> None:
        """Prepare the process and serve."""
        self._health = ThreadPoolExecutor(1, thread_name_prefix="health")
        self._closing = ThreadPoolExecutor(CLOSING_THREADS, thread_name_prefix="closing")
        self._deadlines: dict[TConn, float] = {}
        self._tasks: dict[TConn, Future[Any]] = {}
        self._answering = local()
        super().init_process()

    def load_wsgi(self) -> None:
        """Load the application."""
        self.wsgi = partial(self._call, self.app.wsgi())

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
        conn = Connection(self.cfg, client, address, listener.getsockname())
        conn.closing = self._closing
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
        done = self._tasks[conn] = pool.submit(self.handle, conn)
        done.add_done_callback(
            lambda future: self.method_queue.defer(self.finish_request, conn, future)
        )

    def handle_request(self, req: Request, conn: TConn) -> bool:
        """Answer a request whose head is read; grant time for its body."""
        length = _content_length(req)
        self._answering.conn = conn
        self._deadlines[conn] = time.monotonic() + BODY_SECONDS + length / MIN_BODY_RATE
        return bool(super().handle_request(req, conn))

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """Keep or close the connection after the answer."""
        self._deadlines.pop(conn, None)
        self._tasks.pop(conn, None)
        super().finish_request(conn, fs)

    def murder_pending(self) -> None:
        """Close connections that wait in vain; gunicorn calls this every second.

        One that still waits for a thread is told that all are taken. Else only the reading side is
        closed: a complete request gets its answer, any other one 408.
        """
        super().murder_pending()
        now = time.monotonic()
        for conn, deadline in tuple(self._deadlines.items()):
            if now > deadline:
                del self._deadlines[conn]
                with suppress(OSError):
                    if self._tasks[conn].cancel():
                        send_busy(conn.sock)
                    else:
                        conn.sock.shutdown(socket.SHUT_RD)

    def _call(self, app: Any, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Call the application; read the rest of the body before the answer, or close after it."""
        body, conn = environ["wsgi.input"], self._answering.conn
        environ["wsgi.input"] = CompleteBody(body, environ.get("CONTENT_LENGTH"))

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            unauthorised = status.startswith("401")
            if unauthorised:
                self._deadlines[conn] = time.monotonic() + UNAUTHORISED_UNREAD_SECONDS
                conn.sock.settimeout(UNAUTHORISED_SILENT_SECONDS)
            if status.startswith("408") or not _read_rest(body):
                start_response.__self__.force_close()
            if unauthorised:
                conn.sock.setblocking(True)
            return start_response(status, headers, exc_info)

        answer: Iterable[bytes] = app(environ, start)
        return answer

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
            self.sockets.clear()  # a worker that is stopped before it accepts comes here twice


def _first_bytes(client: socket.socket) -> bytes:
    """Return the first bytes that wait to be read, without reading them."""
    with suppress(OSError):
        return client.recv(len(HEALTH_REQUEST), socket.MSG_PEEK | socket.MSG_DONTWAIT)
    return b""


def _content_length(req: Request) -> int:
    length = dict(req.headers).get("CONTENT-LENGTH", "0")
    return int(length) if length.isdecimal() else 0


def _read_rest(body: Any) -> bool:
    """Read and drop the rest of a body; return whether that was all of it."""
    until, left = time.monotonic() + MAX_UNREAD_SECONDS, MAX_UNREAD_BYTES
    while left > 0 and time.monotonic() < until:
        try:
            part = body.read(65_536)
        except OSError:  # silent for too long, or gone
            return False
        if not part:
            return True
        left -= len(part)
    return False
