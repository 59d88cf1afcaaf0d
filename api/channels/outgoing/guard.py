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

from api.channels.outgoing.addresses import Network, connect

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
            self._handle = None

    def watch(self, handle: socket.socket) -> None:
        """Shut this socket at the deadline; now, if that has passed."""
        with self._lock:
            self._handle = handle
            if self.expired:
                _shut(handle)

    def _expire(self) -> None:
        with self._lock:
            self.expired = True
            if self._handle is not None:
                _shut(self._handle)


def _shut(handle: socket.socket) -> None:
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


def _current() -> Exchange:
    return cast("Exchange", _THREAD.exchange)


class _Guarded(HTTPConnection):
    """A connection to an allowed address; a second handle of its socket is kept for the deadline.

    TLS takes the first handle over, which can then no longer be shut.
    """

    encrypted = False
    _handle: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        exchange, timeout = _current(), self.timeout
        try:
            new = connect(self.host, self.port, timeout, exchange.private, encrypted=self.encrypted)
        except OSError as error:
            raise NewConnectionError(self, "no connection") from error
        self._handle = new.dup()
        exchange.watch(self._handle)
        return new

    def request(self, *args: Any, **options: Any) -> None:
        if self.sock is None:
            self.connect()
        assert self._handle is not None
        _current().watch(self._handle)
        _current().sent = True
        super().request(*args, **options)

    def close(self) -> None:
        super().close()
        if self._handle is not None:
            self._handle.close()
            self._handle = None


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
