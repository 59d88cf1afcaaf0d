"""One JSON line a request: codes and times, never a number, a file name, a picture or a reference.

What may be logged is a closed list, so that nothing else slips through.
"""

import logging
import time
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import TextIO

import structlog
from flask import Flask, Response, g, request

from precheck.options import LANGUAGES
from precheck.render import new_id

ALLOWED = frozenset(
    {
        *("event", "level", "timestamp"),
        *("id", "method", "endpoint", "status", "ms", "code"),
        *("verdict", "next", "reason", "type"),
        *("error", "at", "address", "policy", "models", "changes", "keys", "workers"),
    }
)

Crash = tuple[type, BaseException, TracebackType] | tuple[None, None, None]

log = structlog.get_logger()


def configure(stream: TextIO) -> None:
    """Write one JSON object a line to the stream."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(stream),
    )


def only_allowed(
    _logger: object, _method: str, event: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    """Drop every key that is not on the list."""
    return {key: value for key, value in event.items() if key in ALLOWED}


class ServerLines(logging.Handler):
    """The server's own lines, without what they quote of requests."""

    QUOTES = ("Invalid request", "Error handling request", "Exception in")

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        told = record.getMessage()
        quoting = next((start for start in self.QUOTES if told.startswith(start)), None)
        log.log(record.levelno, quoting or told)


def register(app: Flask) -> None:
    """Give each request an id and a line in the log."""
    app.before_request(_begin)
    app.after_request(_end)
    app.log_exception = _crashed  # type: ignore[method-assign, assignment]  # Flask's would log the message


def _begin() -> None:
    g.id, g.start, g.code, g.told = new_id(), time.perf_counter(), None, {}
    asked = request.args.get("lang")
    g.lang = asked if asked in LANGUAGES else LANGUAGES[0]


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.id
    log.info(
        "request",
        id=g.id,
        method=request.method,
        endpoint=request.endpoint,
        status=response.status_code,
        ms=round(1000 * (time.perf_counter() - g.start)),
        code=g.code,
        **g.told,
    )
    return response


def _crashed(crash: Crash) -> None:
    """Log where it crashed; not the message, which may quote what was read."""
    kind, _, trace = crash
    at = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    log.error(
        "crash",
        id=g.id,
        error=f"{kind.__module__}.{kind.__qualname__}" if kind else None,
        at=at[-8:],
    )
