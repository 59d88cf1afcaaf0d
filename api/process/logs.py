"""The log: JSON lines with codes and times, and no number, file name, picture or reference.

Only the fields of a closed list are logged.
"""

import logging
from collections.abc import MutableMapping
from contextlib import suppress
from typing import TextIO, cast

import structlog

ALLOWED_FIELDS = frozenset(
    {
        *("event", "level", "timestamp"),
        *("id", "method", "endpoint", "status", "ms", "code"),
        *("verdict", "next", "reason", "type", "filing"),
        *("error", "at", "address", "policy", "models", "changes", "keys", "workers", "advice"),
    }
)

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
