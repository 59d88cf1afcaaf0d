"""Pages of the queue: decide, postpone and undo."""

import time
from dataclasses import replace
from functools import partial

from flask import abort, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.photos.views import photo_or_404
from api.desk.queue import wrong_decision
from api.desk.queue.decision_form import NumberUnconfirmed, photo_decision
from api.desk.queue.rendering import alone, next_card, next_variables, requested_position, same_card
from api.service import service
from api.store import batches
from api.store.decisions import recording, undoing
from api.store.decisions.decision import Act, AlreadyDecided, BadDecision
from api.store.photos import claims, holders
from api.store.photos.claims import QueuePosition


@bp.get("/queue")
@needs(Right.DECIDE)
def queue() -> str:
    """Show the next photo, claimed for this officer; its card alone where the page asks for it."""
    position = requested_position()
    if request.headers.get("HX-Request"):
        return next_card(position)
    return render_template("desk/queue/queue.html", **next_variables(position))


@bp.post("/photos/<id_>/decide")
@needs(Right.DECIDE)
def decide(id_: str) -> ResponseReturnValue:
    """Record a decision and show the next photo, or the same one with what went wrong."""
    require_shown(id_)
    position, store = requested_position(), service().store
    act = Act.begin(person().name, time.time())
    try:
        with store.writing() as connection:
            row = photo_or_404(connection, id_)
            batch = batches.get(connection, row["batch_id"])
            lang = batch["lang"] if batch else "id"
            decision = photo_decision(row, lang, request.form, store.vault, service().office)
            recording.decide(connection, store.vault, id_, decision, act)
    except BadDecision as error:
        wrong = wrong_decision.explain(error, row, request.form, store.vault)
        return same_card(id_, position, wrong=wrong)
    except NumberUnconfirmed:
        return same_card(id_, position, asked=True, typed=request.form.get("number"))
    except AlreadyDecided:
        return not_recorded(id_, position, decision.decision)
    if alone():
        return same_card(id_, position, outcome=decision.decision)
    position = replace(position, after=row)
    return next_card(position, outcome=decision.decision, message=decision.message)


@bp.post("/photos/<id_>/put-off")
@needs(Right.DECIDE)
def put_off(id_: str) -> str:
    """Postpone a photo with its document and show the next one."""
    position = requested_position()
    with service().store.writing() as connection:
        claims.release(connection, person().name)
    return next_card(replace(position, postponed=(*position.postponed, id_)))


@bp.post("/undo")
@needs(Right.DECIDE)
def undo() -> ResponseReturnValue:
    """Undo this officer's last act and show its photo or batch.

    On a photo's own page only an act that decided this photo is undone.
    """
    position, store, of = requested_position(), service().store, request.form.get("of") or None
    shown = request.form.get("shown") if alone() else None
    act = Act.begin(person().name, time.time())
    with store.writing() as connection:
        group = undoing.last_group(connection, act.who, of, shown)
        rows = [] if group is None else undoing.photos_of(connection, group)
        undone = undoing.undo(connection, store.vault, group, act) if group else 0
    if shown is not None and undone == 0:
        return same_card(shown, position, outcome="nothing_to_undo")
    if undone == 0:
        return next_card(position, outcome="nothing_to_undo")
    if of is None and len({row["file_mac"] for row in rows}) == 1:
        return same_card(shown or rows[0]["id"], position, outcome="undone")
    flash("undone_all" if undone > 1 else "undone")
    where = url_for("desk.batch", id_=rows[0]["batch_id"])
    path, _, query = request.headers.get("HX-Current-URL", "").partition("?")
    if query and path.endswith(where):  # the list as it is filtered there
        where = f"{where}?{query}"
    return current_app.response_class(headers={"HX-Redirect": where})


def require_shown(id_: str) -> None:
    """Abort with 400 unless the photo to be decided is the one that the card displays."""
    if request.form.get("shown", id_) != id_:
        abort(400)


def not_recorded(id_: str, position: QueuePosition, decision: str) -> str:
    """Show on the same photo who was quicker; go on if this is a decision whose answer got lost."""
    me = person().name
    with service().store.reading() as connection:
        row = photo_or_404(connection, id_)
        held = holders.holder(connection, row, me, time.time())
    if (row["decided_by"], row["decision"]) == (me, decision):
        again = partial(same_card, id_) if alone() else next_card
        return again(position, outcome="recorded_before")
    taken = row["decision"] is not None or held is not None
    return same_card(id_, position, outcome="already_decided" if taken else "changed")
