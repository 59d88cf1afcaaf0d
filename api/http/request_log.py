"""A line of the log and a count for each request, with its id; a line for a crash."""

import time
import traceback
from types import TracebackType

from flask import Flask, Response, g, request

from api.http.auth import DESK_BLUEPRINT
from api.metrics import record
from api.process.logs import log
from precheck.answer.as_json import new_id
from precheck.options import LANGUAGES

ExceptionInfo = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


def register(app: Flask) -> None:
    """Give each request an id and a log line, and count it."""
    record.start_at_zero()
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
    seconds = time.perf_counter() - g.start
    endpoint = DESK_BLUEPRINT if request.blueprint == DESK_BLUEPRINT else request.endpoint
    record.request(endpoint or "none", response.status_code, seconds)
    if g.code is not None:
        record.refusal(g.code)
    log.info(
        "request",
        id=g.id,
        method=request.method,
        endpoint=request.endpoint,
        status=response.status_code,
        ms=round(1000 * seconds),
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
