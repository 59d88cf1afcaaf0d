"""Pages of one photo: its card and its pictures."""

import time
from collections.abc import Callable
from functools import partial

from flask import Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, RowMapping

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.photos import pictures
from api.desk.photos.card import load_card
from api.service import service
from api.store import audit_trail
from api.store.photos import intake, search
from precheck.decode.guards import Guards
from precheck.errors import PrecheckError

Renderer = Callable[[bytes, RowMapping, Guards], bytes | None]
RENDERERS: dict[str, Renderer] = {
    "overlay": pictures.overlay_picture,
    "number": pictures.number_picture,
    "picture": pictures.plain_picture,
}


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
    """Return one of the pictures and add an audit entry."""
    render = RENDERERS.get(picture)
    if render is None:
        abort(404)
    with service().store.writing() as connection:
        row = photo_or_404(connection, id_)
        data = row["file_id"] and intake.picture(connection, service().store.vault, row["file_id"])
        audit_trail.add(connection, person().name, "view_picture", id_, {"as": picture})
    if not data:
        abort(404)
    return _uploaded_file(data) if row["answer"] is None else _rendered(render, data, row)


def card_variables(id_: str) -> dict[str, object]:
    """Return the template variables of the card."""
    with service().store.writing() as connection:
        return {
            "card": load_card(connection, photo_or_404(connection, id_), time.time()),
            "queue": None,
        }


def photo_or_404(connection: Connection, id_: str) -> RowMapping:
    """Return the photo. Aborts with 404 if it does not exist."""
    return search.get(connection, id_) or abort(404)


def _rendered(render: Renderer, data: bytes, row: RowMapping) -> Response:
    here = service()
    guards = Guards(max_bytes=here.settings.max_bytes, max_pixels=here.settings.max_pixels)
    jpeg = here.pictures.run(partial(render, data, row, guards))
    if jpeg is None:
        abort(404)
    return current_app.response_class(jpeg, mimetype="image/jpeg")


def _uploaded_file(data: bytes) -> Response:
    try:
        picture = pictures.browser_picture(data)
    except PrecheckError:
        picture = None
    if picture is None:
        abort(404)
    return current_app.response_class(picture[0], mimetype=picture[1])
