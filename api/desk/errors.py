"""Errors as pages: people sit at the desk, not programs."""

from http import HTTPStatus

from flask import Response, g, make_response, render_template
from werkzeug.exceptions import HTTPException

from api.desk.blueprint import bp
from api.errors import NO_DATABASE, STATUS, code_of
from api.store.engine import BUSY
from precheck.errors import PrecheckError


@bp.errorhandler(PrecheckError)
def of_error(error: PrecheckError) -> Response:
    """Tell one of our own errors."""
    return _page(STATUS[type(error)], error.code, str(error))


@bp.errorhandler(HTTPException)
def of_http(error: HTTPException) -> Response | HTTPException:
    """Tell one of Flask's own; a redirect stays what it is."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    return _page(HTTPStatus(error.code), code_of(error.name), error.description or error.name)


def of_database(_: Exception) -> Response:
    """Tell that the database does not answer."""
    return of_error(NO_DATABASE)


for kind in BUSY:
    bp.register_error_handler(kind, of_database)


def _page(status: HTTPStatus, code: str, detail: str) -> Response:
    g.code = code
    page = render_template("desk/error.html", status=int(status), code=code, detail=detail, id=g.id)
    return make_response(page, status)
