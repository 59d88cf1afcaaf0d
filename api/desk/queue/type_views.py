"""The document type that an officer sets: it decides the number asked for, and the messages."""

import time

from flask import abort, request
from flask.typing import ResponseReturnValue

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.photos.views import photo_or_404
from api.desk.queue.rendering import requested_position, same_card
from api.desk.queue.views import require_shown
from api.service import service
from api.store.decisions import officer_types
from api.store.photos.number_kinds import number_kind
from precheck.options import TYPES

AS_RECOGNISED = "auto"
"""Sent to take a set type back."""


@bp.post("/photos/<id_>/type")
@needs(Right.DECIDE)
def set_type(id_: str) -> ResponseReturnValue:
    """Set the document type and show the photo again.

    What was typed as the number stays in its field if the number is of the same kind as before.
    """
    require_shown(id_)
    asked, position, store = request.form.get("type"), requested_position(), service().store
    if asked not in {*TYPES, AS_RECOGNISED}:
        abort(400)
    with store.writing() as connection:
        before = number_kind(photo_or_404(connection, id_))
        type_ = None if asked == AS_RECOGNISED else asked
        kept = officer_types.set_type(connection, id_, type_, person().name, time.time())
        after = number_kind(photo_or_404(connection, id_))
    typed = request.form.get("number") if before == after else None
    return same_card(id_, position, outcome="type_set" if kept else "already_decided", typed=typed)
