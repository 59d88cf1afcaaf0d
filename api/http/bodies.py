"""The body of a request, which is whole or refused."""

from collections.abc import Iterator
from typing import Protocol

from werkzeug.exceptions import RequestTimeout

UNFINISHED = "The request's body did not arrive in time or broke off: send it again."


class Readable(Protocol):
    """What gunicorn reads a body with."""

    def read(self, size: int | None = None, /) -> bytes:
        """Read so many bytes; fewer only at the end."""

    def readline(self, size: int | None = None, /) -> bytes:
        """Read a line, or so many bytes of it."""


class CompleteBody:
    """A body that ends before the length its head told raises RequestTimeout (408).

    gunicorn returns what arrived until then, and a part of a photo, or none, would be taken
    for what the caller sent.
    """

    def __init__(self, body: Readable, length: str | None) -> None:
        """length: the Content-Length; None for a body in chunks, whose end gunicorn verifies."""
        self._body = body
        self._left = int(length) if length and length.isdecimal() else None

    def read(self, size: int | None = None, /) -> bytes:
        """Read so many bytes, all without a size. Raises RequestTimeout."""
        try:
            data = self._body.read(size)
        except OSError as error:
            raise RequestTimeout(UNFINISHED) from error
        return self._counted(data, all_read=size is None or size < 0 or len(data) < size)

    def readline(self, size: int | None = None, /) -> bytes:
        """Read a line. Raises RequestTimeout."""
        try:
            data = self._body.readline(size)
        except OSError as error:
            raise RequestTimeout(UNFINISHED) from error
        return self._counted(data, all_read=not data and size != 0)

    def readlines(self, _hint: int | None = None, /) -> list[bytes]:
        """Read all lines. Raises RequestTimeout."""
        return list(self)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines. Raises RequestTimeout."""
        return iter(self.readline, b"")

    def _counted(self, data: bytes, *, all_read: bool) -> bytes:
        if self._left is not None:
            self._left -= len(data)
            if all_read and self._left > 0:
                raise RequestTimeout(UNFINISHED)
        return data
