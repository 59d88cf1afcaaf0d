"""Connections of the calls: to allowed addresses, and shut at the deadline however bytes drip."""

import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Self, cast

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from api.outgoing.addresses import Network, connect

_THREAD = threading.local()


class Exchange:
    """One call under way in this thread: its deadline, and what may be called."""

    def __init__(self, seconds: float, private: Sequence[Network]) -> None:
        self.private = private
        self.sent = False
        """Whether the server may have received the request."""
        self.expired = False
        self._handle: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        _THREAD.exchange = self
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        _THREAD.exchange = None
        with self._lock:
            self._forget()

    def watch(self, connected: socket.socket) -> None:
        """Shut this connection at the deadline; now, if that has passed.

        A handle of its own is kept: TLS takes the socket over, and a body that ends with the
        connection is read after the socket is closed.
        """
        with self._lock:
            self._forget()
            self._handle = socket.fromfd(connected.fileno(), connected.family, connected.type)
            if self.expired:
                self._shut()

    def _expire(self) -> None:
        with self._lock:
            self.expired = True
            self._shut()

    def _shut(self) -> None:
        if self._handle is not None:
            with suppress(OSError):
                self._handle.shutdown(socket.SHUT_RDWR)

    def _forget(self) -> None:
        if self._handle is not None:
            self._handle.close()
            self._handle = None


def _current() -> Exchange:
    return cast("Exchange", _THREAD.exchange)


class _Guarded(HTTPConnection):
    """A connection to an allowed address."""

    encrypted = False

    def _new_conn(self) -> socket.socket:
        exchange, timeout = _current(), self.timeout
        try:
            new = connect(self.host, self.port, timeout, exchange.private, encrypted=self.encrypted)
        except OSError as error:
            raise NewConnectionError(self, "no connection") from error
        exchange.watch(new)
        return new

    def request(self, *args: Any, **options: Any) -> None:
        if self.sock is None:
            self.connect()
        assert self.sock is not None
        _current().watch(self.sock)
        _current().sent = True
        super().request(*args, **options)


class _Encrypted(_Guarded, HTTPSConnection):
    encrypted = True


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _EncryptedPool(HTTPSConnectionPool):
    ConnectionCls = _Encrypted


def guarded_adapter() -> HTTPAdapter:
    """Return an adapter whose connections are guarded; to be used within an Exchange."""
    adapter = HTTPAdapter(pool_maxsize=16)
    adapter.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _EncryptedPool}
    return adapter
