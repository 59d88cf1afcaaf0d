"""One photo: its card and its pictures."""

import time
from collections.abc import Callable
from functools import partial

from flask import Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, RowMapping

from api.desk import card, pictures
from api.desk.blueprint import bp
from api.desk.person import person
from api.desk.rights import Right, needs
from api.service import service
from api.store import intake, search, trail
from precheck.decode import Guards
from precheck.errors import PrecheckError

Drawn = Callable[[bytes, RowMapping, Guards], bytes | None]
PICTURES: dict[str, Drawn] = {
    "overlay": pictures.marked,
    "number": pictures.number,
    "picture": pictures.plain,
}


@bp.get("/photos/<id_>")
@needs(Right.DECIDE)
def photo(id_: str) -> str:
    """Show one photo on a page of its own."""
    return render_template("desk/photo.html", **shown(id_))


@bp.get("/photos/<id_>/card")
@needs(Right.DECIDE)
def photo_card(id_: str) -> str:
    """Show its card; the page asks for this until a worker has seen it."""
    return render_template("desk/card.html", **shown(id_))


@bp.get("/photos/<id_>/<picture>.jpg")
@needs(Right.DECIDE)
def photo_picture(id_: str, picture: str) -> ResponseReturnValue:
    """Show one of its pictures, and note who looks."""
    draw = PICTURES.get(picture)
    if draw is None:
        abort(404)
    with service().store.writing() as connection:
        row = known(connection, id_)
        data = row["file_id"] and intake.picture(connection, service().store.vault, row["file_id"])
        act = trail.Act(who=person().name, act="view_picture", subject=id_, detail={"as": picture})
        trail.add(connection, act, time.time())
    if not data:
        abort(404)
    return _as_it_came(data) if row["answer"] is None else _drawn(draw, data, row)


def shown(id_: str) -> dict[str, object]:
    """Return what the card's page shows."""
    with service().store.writing() as connection:
        return {"card": card.load(connection, known(connection, id_), time.time()), "queue": None}


def known(connection: Connection, id_: str) -> RowMapping:
    """Return the photo; 404 where there is none."""
    row = search.photo(connection, id_)
    if row is None:
        abort(404)
    return row


def _drawn(draw: Drawn, data: bytes, row: RowMapping) -> Response:
    here = service()
    guards = Guards(max_bytes=here.settings.max_bytes, max_pixels=here.settings.max_pixels)
    jpeg = here.pictures.run(partial(draw, data, row, guards))
    if jpeg is None:
        abort(404)
    return current_app.response_class(jpeg, mimetype="image/jpeg")


def _as_it_came(data: bytes) -> Response:
    try:
        came = pictures.as_it_came(data)
    except PrecheckError:
        came = None
    if came is None:
        abort(404)
    return current_app.response_class(came[0], mimetype=came[1])
