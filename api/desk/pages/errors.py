"""Error pages of the desk."""

from http import HTTPStatus

from flask import Response, g, make_response, render_template
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from api.desk.accounts.bilingual import Bilingual
from api.desk.blueprint import bp
from api.desk.pages.error_words import error_advice, error_title
from api.desk.pages.language import in_language
from api.http.errors import DATABASE_UNAVAILABLE, OUT_OF_MEMORY, code_of, status_of
from api.metrics import record
from api.store.database.engine import UNAVAILABLE
from api.store.database.fault_log import log_unavailable
from precheck.errors import PrecheckError


@bp.errorhandler(PrecheckError)
def of_error(error: PrecheckError) -> Response:
    """Return the page of a PrecheckError."""
    advice = error.indonesian if isinstance(error, Bilingual) else ""
    words = in_language(advice, str(error)) if advice else error_advice(error.code)
    return _page(status_of(type(error)), error.code, words)


@bp.errorhandler(HTTPException)
def of_http(error: HTTPException) -> Response | HTTPException:
    """Return the page of an HTTP error; redirects pass unchanged."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    code = code_of(error.name)
    return _page(HTTPStatus(error.code), code, error_advice(code))


def of_database(error: SQLAlchemyError) -> Response:
    """Return the page of a database that does not answer."""
    log_unavailable(error)
    record.reject("database")
    g.nobody = True
    return of_error(DATABASE_UNAVAILABLE)


for kind in UNAVAILABLE:
    bp.register_error_handler(kind, of_database)


@bp.errorhandler(MemoryError)
def of_memory(_: MemoryError) -> Response:
    """Return the page of a machine without memory for this request."""
    return of_error(OUT_OF_MEMORY)


def _page(status: HTTPStatus, code: str, advice: str) -> Response:
    g.code = code
    page = render_template(
        "desk/pages/error.html",
        status=int(status),
        code=code,
        title=error_title(code),
        advice=advice,
        id=g.id,
    )
    return make_response(page, status)
