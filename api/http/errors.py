"""Errors as RFC 9457 problem+json with a stable code and the status of one table.

Handlers exist for PrecheckError, HTTPException and an unavailable database, but not for Exception:
Flask turns a crash into InternalServerError, whose detail reveals nothing.
"""

from http import HTTPStatus

from flask import Flask, Response, g, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from api.batches.intake import BatchFull
from api.batches.views import BatchClosed, NoSuchBatch
from api.channels.signatures import BadSignature
from api.check.decision_views import NoSuchCheck
from api.desk.accounts.creation import BadAccount
from api.desk.accounts.passwords import BadPassword
from api.http.auth import Forbidden, NoKey
from api.http.capacity import RETRY_AFTER_SECONDS, Busy
from api.http.health import StorageFault
from api.http.inputs import BadBody, BadOption, NoImage
from api.http.logs import log
from api.http.rate_limit import TooMany
from api.metrics import record
from api.service import service
from api.store.database.engine import UNAVAILABLE
from api.store.decisions.decision import AlreadyDecided, BadDecision
from api.submissions.records.rows import NoSuchSubmission, ServiceGone, SubmissionClosed
from api.submissions.views import NoSuchPhoto
from precheck.answer.sentences import error_message
from precheck.decision.decide import next_without_verdict
from precheck.errors import (
    BadModel,
    BadPolicy,
    BrokenPicture,
    LockedPdf,
    NoSuchPage,
    NotAPicture,
    PrecheckError,
    TooLarge,
    ToolMissing,
)

STATUS: dict[type[PrecheckError], HTTPStatus] = {
    NoImage: HTTPStatus.BAD_REQUEST,
    BadBody: HTTPStatus.BAD_REQUEST,
    BadOption: HTTPStatus.BAD_REQUEST,
    NoKey: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    BadSignature: HTTPStatus.FORBIDDEN,
    BadAccount: HTTPStatus.BAD_REQUEST,
    BadDecision: HTTPStatus.BAD_REQUEST,
    BadPassword: HTTPStatus.BAD_REQUEST,
    NoSuchBatch: HTTPStatus.NOT_FOUND,
    NoSuchCheck: HTTPStatus.NOT_FOUND,
    NoSuchSubmission: HTTPStatus.NOT_FOUND,
    NoSuchPhoto: HTTPStatus.NOT_FOUND,
    ServiceGone: HTTPStatus.CONFLICT,
    SubmissionClosed: HTTPStatus.CONFLICT,
    BatchClosed: HTTPStatus.CONFLICT,
    BatchFull: HTTPStatus.CONFLICT,
    AlreadyDecided: HTTPStatus.CONFLICT,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    NotAPicture: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    BrokenPicture: HTTPStatus.UNPROCESSABLE_ENTITY,
    LockedPdf: HTTPStatus.UNPROCESSABLE_ENTITY,
    NoSuchPage: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    BadPolicy: HTTPStatus.INTERNAL_SERVER_ERROR,
    BadModel: HTTPStatus.SERVICE_UNAVAILABLE,
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
    ToolMissing: HTTPStatus.SERVICE_UNAVAILABLE,
    StorageFault: HTTPStatus.SERVICE_UNAVAILABLE,
}

CRASH_DETAIL = "Something went wrong here. It is in our log under this id."

BAD_MODEL_DETAIL = "A file of the models is missing or damaged. The service's log names it."

DATABASE_UNAVAILABLE = Busy("The database does not answer. Ask again shortly.")

OUT_OF_MEMORY = Busy("There is not enough memory for this request now. Ask again shortly.")

ERROR_HEADERS: dict[type[PrecheckError], dict[str, str]] = {
    Busy: {"Retry-After": str(RETRY_AFTER_SECONDS)},
    ToolMissing: {"Retry-After": "60"},
    BadModel: {"Retry-After": "60"},
    StorageFault: {"Retry-After": "10"},
    NoKey: {"WWW-Authenticate": "Bearer"},
    Forbidden: {"WWW-Authenticate": 'Bearer error="insufficient_scope"'},
}


def register(app: Flask) -> None:
    """Register the error handlers."""
    app.register_error_handler(PrecheckError, of_error)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(MemoryError, of_memory)
    for kind in UNAVAILABLE:
        app.register_error_handler(kind, of_database)


def of_error(error: PrecheckError) -> Response:
    """Return the problem of a PrecheckError."""
    headers = ERROR_HEADERS.get(type(error), {})
    if isinstance(error, TooMany):
        headers = {"Retry-After": str(error.retry_after)}
    detail = str(error)
    if isinstance(error, BadModel):
        log.error(detail, code=error.code)
        detail = BAD_MODEL_DETAIL
    return problem(STATUS[type(error)], error.code, detail, headers=headers, extra=_advice(error))


def of_database(error: SQLAlchemyError) -> Response:
    """Return the problem of a database that does not answer."""
    log.error("database", error=type(error).__qualname__)
    record.reject("database")
    return of_error(DATABASE_UNAVAILABLE)


def of_memory(_error: MemoryError) -> Response:
    """Return the problem of a machine without memory for this request."""
    log.error("out of memory")
    return of_error(OUT_OF_MEMORY)


def of_http(error: HTTPException) -> Response | HTTPException:
    """Return the problem of an HTTP error; redirects pass unchanged."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    if error.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return of_error(TooLarge("The request is larger than we take."))
    headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    code = code_of(error.name)
    detail = error.description or error.name
    if error.code == HTTPStatus.INTERNAL_SERVER_ERROR:
        detail = CRASH_DETAIL
    return problem(HTTPStatus(error.code), code, detail, headers=headers)


def code_of(name: str) -> str:
    """Return the code of an error that is known by its HTTP name alone."""
    return name.lower().replace(" ", "_")


def problem(
    status: HTTPStatus,
    code: str,
    detail: str,
    *,
    headers: dict[str, str] | None = None,
    extra: dict[str, str] | None = None,
) -> Response:
    """Return an RFC 9457 response."""
    g.code = code
    response = jsonify({**problem_members(status, code, detail, g.id), **(extra or {})})
    response.status_code = status
    response.headers.update(headers or {})
    response.content_type = "application/problem+json"
    return response


def problem_members(status: HTTPStatus, code: str, detail: str, id_: str) -> dict[str, object]:
    """Return the members that every problem has."""
    return {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
        "code": code,
        "id": id_,
    }


def _advice(error: PrecheckError) -> dict[str, str]:
    """Return the message to the citizen; empty if the citizen can do nothing about the error."""
    office = service().office
    next_ = next_without_verdict(g.attempt, office)
    sentences = error_message(error.code, office.settings.texts[g.lang], next_)
    if sentences is None:
        return {}
    message, short = sentences
    return {"message": message, "message_short": short, "next": next_}
