"""Taking over what another officer holds: noted in the audit trail, photo by photo."""

import time

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.photos.views import photo_or_404
from api.desk.queue.rendering import next_card, requested_position, same_card
from api.service import service
from api.store import audit_trail
from api.store.photos import holders
from api.store.photos.documents import same_document


@bp.post("/queue/take-over")
@needs(Right.DECIDE)
def take_over() -> ResponseReturnValue:
    """Take over what an officer holds of the queue, and show the first of it."""
    position = requested_position()
    _take(holders.claimed_by(request.form.get("from", ""), position.batch_id))
    return next_card(position, outcome="taken_over")


@bp.post("/photos/<id_>/take-over")
@needs(Right.DECIDE)
def take_over_photo(id_: str) -> ResponseReturnValue:
    """Take over a photo with its document, and show it."""
    with service().store.reading() as connection:
        photo = photo_or_404(connection, id_)
    _take(same_document(photo))
    return same_card(id_, requested_position())


def _take(which: ColumnElement[bool]) -> None:
    me = person().name
    with service().store.writing() as connection:
        for photo in holders.take_over(connection, which, me, time.time()):
            before = {"from": photo["claimed_by"]}
            audit_trail.add(connection, me, "take_over", photo["id"], before)
