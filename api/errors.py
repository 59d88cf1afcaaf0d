"""Every error as RFC 9457 problem+json with a stable code. One table says which status.

Registered for PrecheckError, HTTPException and a database that does not answer, never for
Exception: Flask itself turns a crash into InternalServerError, whose detail tells nothing.
"""

from http import HTTPStatus

from flask import Flask, Response, g, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from api.auth import NoKey
from api.batches import BatchClosed, NoSuchBatch
from api.capacity import RETRY_AFTER, Busy
from api.checks import NoSuchCheck
from api.inputs import BadBody, BadOption, NoImage
from api.logs import log
from api.passwords import BadPassword
from api.people import BadAccount
from api.rate import TooMany
from api.received import BatchFull
from api.service import service
from api.store.decisions import BadRuling, Decided
from api.store.engine import BUSY
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
from precheck.sentences import apology

STATUS: dict[type[PrecheckError], HTTPStatus] = {
    NoImage: HTTPStatus.BAD_REQUEST,
    BadBody: HTTPStatus.BAD_REQUEST,
    BadOption: HTTPStatus.BAD_REQUEST,
    NoKey: HTTPStatus.UNAUTHORIZED,
    BadAccount: HTTPStatus.BAD_REQUEST,
    BadRuling: HTTPStatus.BAD_REQUEST,
    BadPassword: HTTPStatus.BAD_REQUEST,
    NoSuchBatch: HTTPStatus.NOT_FOUND,
    NoSuchCheck: HTTPStatus.NOT_FOUND,
    BatchClosed: HTTPStatus.CONFLICT,
    BatchFull: HTTPStatus.CONFLICT,
    Decided: HTTPStatus.CONFLICT,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    NotAPicture: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    BrokenPicture: HTTPStatus.UNPROCESSABLE_ENTITY,
    LockedPdf: HTTPStatus.UNPROCESSABLE_ENTITY,
    NoSuchPage: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    BadPolicy: HTTPStatus.INTERNAL_SERVER_ERROR,
    BadModel: HTTPStatus.INTERNAL_SERVER_ERROR,
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
    ToolMissing: HTTPStatus.SERVICE_UNAVAILABLE,
}

BROKEN = "Something went wrong here. It is in our log under this id."

NO_DATABASE = Busy("The database does not answer. Ask again shortly.")

HEADERS: dict[type[PrecheckError], dict[str, str]] = {
    Busy: {"Retry-After": str(RETRY_AFTER)},
    ToolMissing: {"Retry-After": "60"},
    NoKey: {"WWW-Authenticate": "Bearer"},
}


def register(app: Flask) -> None:
    """Answer errors as problems."""
    app.register_error_handler(PrecheckError, of_error)
    app.register_error_handler(HTTPException, of_http)
    for kind in BUSY:
        app.register_error_handler(kind, of_database)


def of_error(error: PrecheckError) -> Response:
    """Tell one of our own errors as a problem."""
    headers = HEADERS.get(type(error), {})
    if isinstance(error, TooMany):
        headers = {"Retry-After": str(error.retry_after)}
    return problem(
        STATUS[type(error)], error.code, str(error), headers=headers, extra=_advice(error)
    )


def of_database(error: SQLAlchemyError) -> Response:
    """Tell that the database does not answer."""
    log.error("database", error=type(error).__qualname__)
    return of_error(NO_DATABASE)


def of_http(error: HTTPException) -> Response | HTTPException:
    """Tell one of Flask's own errors as a problem; a redirect stays what it is."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    if error.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return of_error(TooLarge("The request is larger than we take."))
    headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    code = code_of(error.name)
    detail = error.description or error.name
    if error.code == HTTPStatus.INTERNAL_SERVER_ERROR:
        detail = BROKEN
    return problem(HTTPStatus(error.code), code, detail, headers=headers)


def code_of(name: str) -> str:
    """Return the code of an error that only HTTP has a name for."""
    return name.lower().replace(" ", "_")


def problem(
    status: HTTPStatus,
    code: str,
    detail: str,
    *,
    headers: dict[str, str] | None = None,
    extra: dict[str, str] | None = None,
) -> Response:
    """Return an RFC 9457 answer."""
    g.code = code
    response = jsonify({**members(status, code, detail, g.id), **(extra or {})})
    response.status_code = status
    response.headers.update(headers or {})
    response.content_type = "application/problem+json"
    return response


def members(status: HTTPStatus, code: str, detail: str, id_: str) -> dict[str, object]:
    """Return what every problem tells."""
    return {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
        "code": code,
        "id": id_,
    }


def _advice(error: PrecheckError) -> dict[str, str]:
    """Return what to tell the citizen, where there is something the citizen can mend."""
    spoken = apology(error, service().office.settings.texts[g.lang])
    if spoken is None:
        return {}
    message, short = spoken
    return {"message": message, "message_short": short, "next": "retry"}
