"""Cards of the queue: the next photo, or the same one again, with the officer's position."""

import time

from flask import render_template, request
from sqlalchemy import Connection

from api.desk.accounts.person import person
from api.desk.photos.card import load_card
from api.desk.photos.views import photo_or_404
from api.service import service
from api.store import office_suite
from api.store.photos import claims, holders
from api.store.photos.claims import QueuePosition

MAX_POSTPONED = 50
"""Postponed photos that are remembered; the first ones are shown again after that."""


def requested_position() -> QueuePosition:
    """Return the officer's position in the queue, which the page sends."""
    put_off = request.values.get("put_off", "").split()
    return QueuePosition(
        batch_id=request.values.get("batch") or None, postponed=tuple(put_off[-MAX_POSTPONED:])
    )


def next_card(position: QueuePosition, **variables: object) -> str:
    """Claim and render the next photo's card."""
    return render_template("desk/photos/card.html", **next_variables(position), **variables)


def next_variables(position: QueuePosition) -> dict[str, object]:
    """Claim the next photo and return the template variables of its card."""
    now, me = time.time(), person().name
    with service().store.writing() as connection:
        photo = claims.claim_next(connection, me, now, position)
        shown = photo and load_card(connection, photo_or_404(connection, photo["id"]), now)
        return {"card": shown, "queue": _left(connection, position, now)}


def same_card(id_: str, position: QueuePosition, **variables: object) -> str:
    """Render this photo's card and no other's, in the queue or alone on its page as before."""
    now = time.time()
    with service().store.writing() as connection:
        shown = load_card(connection, photo_or_404(connection, id_), now)
        queue = None if alone() else _left(connection, position, now)
    return render_template("desk/photos/card.html", card=shown, queue=queue, **variables)


def alone() -> bool:
    """Return whether the card stands alone on its photo's page."""
    return bool(request.values.get("alone"))


def _left(connection: Connection, position: QueuePosition, now: float) -> dict[str, object]:
    me, batch_id = person().name, position.batch_id
    left = claims.count(connection, me, now, batch_id)
    return {
        "place": position,
        "left": left,
        "second_opinions": 0 if left else office_suite.count_open(connection, me),
        "holders": holders.holders(connection, me, now, batch_id),
    }
