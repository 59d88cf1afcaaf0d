"""Pages of one photo: its card and its pictures."""

import time
from functools import partial

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, RowMapping

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.photos import pictures, visibility
from api.desk.photos.card import load_card
from api.desk.photos.pictures import Renderer
from api.service import service
from api.store import audit_trail
from api.store.photos import intake, search
from precheck.decode.guards import Guards
from precheck.errors import PrecheckError


@bp.get("/photos/<id_>")
@needs(Right.DECIDE)
def photo(id_: str) -> str:
    """Show one photo on a page of its own."""
    return render_template("desk/photos/photo.html", **card_variables(id_))


@bp.get("/photos/<id_>/card")
@needs(Right.DECIDE)
def photo_card(id_: str) -> str:
    """Show the card; the page polls this until the photo is checked."""
    return render_template("desk/photos/card.html", **card_variables(id_))


@bp.get("/photos/<id_>/<picture>.jpg")
@needs(Right.DECIDE)
def photo_picture(id_: str, picture: str) -> ResponseReturnValue:
    """Return one of the pictures, the number in it shown or covered, and add an audit entry."""
    if picture not in pictures.RENDERERS:
        abort(404)
    with service().store.writing() as connection:
        row = photo_or_404(connection, id_)
        seen = visibility.sees_number(connection, row, time.time())
        masked = "masked" in request.args or not seen
        data = row["file_id"] and intake.picture(connection, service().store.vault, row["file_id"])
        detail = {"as": picture, "number": "masked" if masked else "shown"}
        audit_trail.add(connection, person().name, "view_picture", id_, detail)
    if not data or (masked and visibility.is_hidden(row)):
        abort(404)
    if row["answer"] is None:
        return _uploaded_file(data)
    return _rendered(pictures.RENDERERS[picture], data, row, masked=masked)


@bp.post("/photos/<id_>/number")
@needs(Right.NUMBERS)
def unmask_number(id_: str) -> str:
    """Unmask the number, note who did it, and show the card with it."""
    with service().store.writing() as connection:
        visibility.unmask(connection, photo_or_404(connection, id_)["id"])
    return render_template("desk/photos/card.html", **card_variables(id_, unmasked=True))


def card_variables(id_: str, *, unmasked: bool = False) -> dict[str, object]:
    """Return the template variables of the card."""
    with service().store.writing() as connection:
        photo_row = photo_or_404(connection, id_)
        return {
            "card": load_card(connection, photo_row, time.time(), unmasked=unmasked),
            "queue": None,
        }


def photo_or_404(connection: Connection, id_: str) -> RowMapping:
    """Return the photo. Aborts with 404 if it does not exist."""
    return search.get(connection, id_) or abort(404)


def _rendered(renderer: Renderer, data: bytes, row: RowMapping, *, masked: bool) -> Response:
    here = service()
    guards = Guards(max_bytes=here.settings.max_bytes, max_pixels=here.settings.max_pixels)
    covered = visibility.masked_places(row) if masked else []
    draw = partial(pictures.picture, data, row, guards, renderer, covered)
    jpeg = here.pictures.run(draw)
    if jpeg is None:
        abort(404)
    return current_app.response_class(jpeg, mimetype="image/jpeg")


def _uploaded_file(data: bytes) -> Response:
    try:
        shown = pictures.browser_picture(data)
    except PrecheckError:
        shown = None
    if shown is None:
        abort(404)
    return current_app.response_class(shown[0], mimetype=shown[1])
