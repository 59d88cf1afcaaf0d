"""One JSON line per request with codes and times: no number, file name, picture or reference.

Only the fields of a closed list are logged.
"""

import logging
import time
import traceback
from collections.abc import MutableMapping
from contextlib import suppress
from types import TracebackType
from typing import TextIO, cast

import structlog
from flask import Flask, Response, g, request

from precheck.answer.as_json import new_id
from precheck.options import LANGUAGES

ALLOWED_FIELDS = frozenset(
    {
        *("event", "level", "timestamp"),
        *("id", "method", "endpoint", "status", "ms", "code"),
        *("verdict", "next", "reason", "type", "filing"),
        *("error", "at", "address", "policy", "models", "changes", "keys", "workers"),
    }
)

ExceptionInfo = tuple[type, BaseException, TracebackType] | tuple[None, None, None]

log = structlog.get_logger()


def configure(stream: TextIO) -> None:
    """Write one JSON object per line to the stream."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(cast("TextIO", OptionalOutput(stream))),
    )


class OptionalOutput:
    """A stream that loses lines rather than fail a request: its disk is full, its reader gone."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Write a line."""
        with suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        """Hand over what was written."""
        with suppress(OSError):
            self._stream.flush()


def only_allowed(
    _logger: object, _method: str, event: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    """Drop every field that is not on the list."""
    return {key: value for key, value in event.items() if key in ALLOWED_FIELDS}


class ServerLogHandler(logging.Handler):
    """Writes lines of a server to this log, without the parts of requests they quote."""

    QUOTING_PREFIXES = ("Invalid request", "Error handling request", "Exception in")

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        message = record.getMessage()
        prefix = next((one for one in self.QUOTING_PREFIXES if message.startswith(one)), None)
        log.log(record.levelno, prefix or message)


def register(app: Flask) -> None:
    """Give each request an id and a log line."""
    app.before_request(_begin)
    app.after_request(_end)
    app.log_exception = _crashed  # type: ignore[method-assign, assignment]  # Flask's logs the message


def _begin() -> None:
    g.id, g.start, g.code, g.log_fields = new_id(), time.perf_counter(), None, {}
    lang = request.args.get("lang")
    g.lang = lang if lang in LANGUAGES else LANGUAGES[0]
    g.attempt = request.args.get("attempt", 1, type=int)


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
        **g.log_fields,
    )
    return response


def _crashed(crash: ExceptionInfo) -> None:
    """Log the place of a crash without the message, which may quote personal data."""
    kind, _, trace = crash
    at = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    log.error(
        "crash",
        id=g.id,
        error=f"{kind.__module__}.{kind.__qualname__}" if kind else None,
        at=at[-8:],
    )
