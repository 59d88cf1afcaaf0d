"""Error pages of the desk."""

from http import HTTPStatus

from flask import Response, g, make_response, render_template
from werkzeug.exceptions import HTTPException

from api.desk.blueprint import bp
from api.http.errors import DATABASE_UNAVAILABLE, STATUS, code_of
from api.store.database.engine import UNAVAILABLE
from precheck.errors import PrecheckError


@bp.errorhandler(PrecheckError)
def of_error(error: PrecheckError) -> Response:
    """Return the page of a PrecheckError."""
    return _page(STATUS[type(error)], error.code, str(error))


@bp.errorhandler(HTTPException)
def of_http(error: HTTPException) -> Response | HTTPException:
    """Return the page of an HTTP error; redirects pass unchanged."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    return _page(HTTPStatus(error.code), code_of(error.name), error.description or error.name)


def of_database(_: Exception) -> Response:
    """Return the page of a database that does not answer."""
    return of_error(DATABASE_UNAVAILABLE)


for kind in UNAVAILABLE:
    bp.register_error_handler(kind, of_database)


def _page(status: HTTPStatus, code: str, detail: str) -> Response:
    g.code = code
    page = render_template(
        "desk/pages/error.html", status=int(status), code=code, detail=detail, id=g.id
    )
    return make_response(page, status)
