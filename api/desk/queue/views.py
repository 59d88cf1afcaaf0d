"""Pages of the queue: decide, postpone and undo."""

import time
from dataclasses import replace

from flask import current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.photos.card import load_card
from api.desk.photos.views import photo_or_404
from api.desk.queue import wrong_decision
from api.desk.queue.decision_form import photo_decision
from api.service import service
from api.store import batches
from api.store.decisions import recording, undoing
from api.store.decisions.decision import Act, AlreadyDecided, BadDecision
from api.store.photos import claims
from api.store.photos.claims import QueuePosition

MAX_POSTPONED = 50
"""Postponed photos that are remembered; the first ones are shown again after that."""


def requested_position() -> QueuePosition:
    """Return the officer's position in the queue, which the page sends."""
    put_off = request.values.get("put_off", "").split()
    return QueuePosition(
        batch_id=request.values.get("batch") or None, postponed=tuple(put_off[-MAX_POSTPONED:])
    )


@bp.get("/queue")
@needs(Right.DECIDE)
def queue() -> str:
    """Show the next photo, claimed for this officer."""
    return render_template("desk/queue/queue.html", **_next(requested_position()))


@bp.post("/photos/<id_>/decide")
@needs(Right.DECIDE)
def decide(id_: str) -> ResponseReturnValue:
    """Record a decision and show the next photo, or the error."""
    position, store, now = requested_position(), service().store, time.time()
    act = Act.begin(person().name, now)
    try:
        with store.writing() as connection:
            row = photo_or_404(connection, id_)
            batch = batches.get(connection, row["batch_id"])
            lang = batch["lang"] if batch else "id"
            decision = photo_decision(row, lang, request.form, store.vault, service().office)
            recording.decide(connection, store.vault, id_, decision, act)
    except BadDecision as error:
        wrong = wrong_decision.explain(error, row, request.form, store.vault)
        return _card(id_, position, wrong=wrong)
    except AlreadyDecided:
        return _fragment(position, outcome="already_decided")
    if request.form.get("alone"):
        return _card(id_, position, outcome=decision.decision)
    position = replace(position, reference_mac=row["reference_mac"])
    return _fragment(position, outcome=decision.decision, message=decision.message)


@bp.post("/photos/<id_>/put-off")
@needs(Right.DECIDE)
def put_off(id_: str) -> str:
    """Postpone a photo and show the next one."""
    position = requested_position()
    with service().store.writing() as connection:
        claims.release(connection, person().name)
    return _fragment(replace(position, postponed=(*position.postponed, id_)))


@bp.post("/undo")
@needs(Right.DECIDE)
def undo() -> ResponseReturnValue:
    """Undo this officer's last act and show its photo or batch."""
    position, store, of = requested_position(), service().store, request.form.get("of") or None
    act = Act.begin(person().name, time.time())
    with store.writing() as connection:
        group = undoing.last_group(connection, act.who, of)
        ids = [] if group is None else undoing.photos_of(connection, group)
        undone = undoing.undo(connection, store.vault, group, act) if group else 0
    if undone == 0:
        return _fragment(position, outcome="nothing_to_undo")
    if undone == 1 and of is None:
        return _card(ids[0], position, outcome="undone")
    flash("undone_all" if undone > 1 else "undone")
    return _to_batch(ids[0])


def _to_batch(photo_id: str) -> ResponseReturnValue:
    with service().store.reading() as connection:
        where = url_for("desk.batch", id_=photo_or_404(connection, photo_id)["batch_id"])
    return current_app.response_class(headers={"HX-Redirect": where})


def _next(position: QueuePosition) -> dict[str, object]:
    now, me = time.time(), person().name
    with service().store.writing() as connection:
        photo = claims.claim_next(connection, me, now, position)
        shown = photo and load_card(connection, photo_or_404(connection, photo["id"]), now)
        return {"card": shown, "queue": _left(connection, position, now)}


def _left(connection: Connection, position: QueuePosition, now: float) -> dict[str, object]:
    left = claims.count(connection, person().name, now, position.batch_id)
    return {"place": position, "left": left}


def _fragment(position: QueuePosition, **variables: object) -> str:
    return render_template("desk/photos/card.html", **_next(position), **variables)


def _card(id_: str, position: QueuePosition, **variables: object) -> str:
    """Show the same photo again, in the queue or alone as before."""
    now = time.time()
    with service().store.writing() as connection:
        shown = load_card(connection, photo_or_404(connection, id_), now)
        alone = bool(request.form.get("alone"))
        queue = None if alone else _left(connection, position, now)
    return render_template("desk/photos/card.html", card=shown, queue=queue, **variables)
