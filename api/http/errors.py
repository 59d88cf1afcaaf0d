"""Errors as RFC 9457 problem+json with a stable code and the status that each error has.

Handlers exist for PrecheckError, HTTPException and an unavailable database, but not for Exception:
Flask turns a crash into InternalServerError, whose detail reveals nothing.
"""

from http import HTTPStatus

from flask import Flask, Response, g, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from api.errors import ServiceError
from api.metrics import record
from api.process.capacity import Busy
from api.process.logs import log
from api.service import service
from api.store.database.engine import UNAVAILABLE
from api.store.database.fault_log import log_unavailable
from precheck.answer.sentences import error_message
from precheck.decision.decide import next_without_verdict
from precheck.errors import (
    INSTALLATION_ERRORS,
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

CORE_STATUS: dict[type[PrecheckError], HTTPStatus] = {
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    NotAPicture: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    BrokenPicture: HTTPStatus.UNPROCESSABLE_ENTITY,
    LockedPdf: HTTPStatus.UNPROCESSABLE_ENTITY,
    NoSuchPage: HTTPStatus.UNPROCESSABLE_ENTITY,
    BadPolicy: HTTPStatus.INTERNAL_SERVER_ERROR,
    BadModel: HTTPStatus.SERVICE_UNAVAILABLE,
    ToolMissing: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Statuses of the core's errors, which know no HTTP; a ServiceError has its own."""

CRASH_DETAIL = "Something went wrong here. It is in our log under this id."

BAD_MODEL_DETAIL = "A file of the models is missing or damaged. The service's log names it."

DATABASE_UNAVAILABLE = Busy("The database does not answer. Ask again shortly.")

OUT_OF_MEMORY = Busy("There is not enough memory for this request now. Ask again shortly.")


def register(app: Flask) -> None:
    """Register the error handlers."""
    app.register_error_handler(PrecheckError, of_error)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(MemoryError, of_memory)
    for kind in UNAVAILABLE:
        app.register_error_handler(kind, of_database)


def of_error(error: PrecheckError) -> Response:
    """Return the problem of a PrecheckError."""
    detail = str(error)
    if isinstance(error, BadModel):
        log.error(detail, code=error.code)
        detail = BAD_MODEL_DETAIL
    status, headers = status_of(type(error)), _headers(error)
    return problem(status, error.code, detail, headers=headers, extra=_advice(error))


def status_of(kind: type[PrecheckError]) -> HTTPStatus:
    """Return the HTTP status of an error: its own, or that of the core's table."""
    return kind.status if issubclass(kind, ServiceError) else CORE_STATUS[kind]


def _headers(error: PrecheckError) -> dict[str, str]:
    if isinstance(error, ServiceError):
        return dict(error.headers)
    return {"Retry-After": "60"} if isinstance(error, INSTALLATION_ERRORS) else {}


def of_database(error: SQLAlchemyError) -> Response:
    """Return the problem of a database that does not answer."""
    log_unavailable(error)
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
