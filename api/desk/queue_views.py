"""The queue: one photo after the other, each decided with one key; undoing."""

import time
from dataclasses import replace

from flask import current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from api.desk import card, rulings
from api.desk.blueprint import bp
from api.desk.person import person
from api.desk.photo_views import known
from api.desk.rights import Right, needs
from api.service import service
from api.store import batches, claims, decisions
from api.store.claims import Place
from api.store.decisions import BadRuling, Decided

PUT_OFF = 50
"""Photos that an officer may put off before the first comes again."""


def asked() -> Place:
    """Return where in the queue the officer is: it travels with the page."""
    put_off = request.values.get("put_off", "").split()
    return Place(batch_id=request.values.get("batch") or None, without=tuple(put_off[-PUT_OFF:]))


@bp.get("/queue")
@needs(Right.DECIDE)
def queue() -> str:
    """Show the next photo, claimed for this officer."""
    return render_template("desk/queue.html", **_next(asked()))


@bp.post("/photos/<id_>/decide")
@needs(Right.DECIDE)
def decide(id_: str) -> ResponseReturnValue:
    """Decide a photo and show the next one, or why it cannot be decided."""
    place, store, now = asked(), service().store, time.time()
    act = decisions.act(person().name, now)
    try:
        with store.writing() as connection:
            row = known(connection, id_)
            batch = batches.get(connection, row["batch_id"])
            lang = batch["lang"] if batch else "id"
            ruling = rulings.ruling(row, lang, request.form, store.vault, service().office)
            decisions.decide(connection, store.vault, id_, ruling, act)
    except BadRuling as error:
        return _card(id_, place, wrong=str(error))
    except Decided:
        return _fragment(place, outcome="already_decided")
    if request.form.get("alone"):
        return _card(id_, place, outcome=ruling.decision)
    here = replace(place, beside=row["reference_mac"])
    return _fragment(here, outcome=ruling.decision, message=ruling.message)


@bp.post("/photos/<id_>/put-off")
@needs(Right.DECIDE)
def put_off(id_: str) -> str:
    """Leave a photo for later, or for others, and show the next one."""
    place = asked()
    with service().store.writing() as connection:
        claims.release(connection, person().name)
    return _fragment(replace(place, without=(*place.without, id_)))


@bp.post("/undo")
@needs(Right.DECIDE)
def undo() -> ResponseReturnValue:
    """Take back this officer's last act, and show what it was about."""
    place, store, of = asked(), service().store, request.form.get("of") or None
    act = decisions.act(person().name, time.time())
    with store.writing() as connection:
        group = decisions.last_group(connection, act.who, of)
        ids = [] if group is None else decisions.photos_of(connection, group)
        undone = decisions.undo(connection, store.vault, group, act) if group else 0
    if undone == 0:
        return _fragment(place, outcome="nothing_to_undo")
    if undone == 1 and of is None:
        return _card(ids[0], place, outcome="undone")
    flash("undone_all" if undone > 1 else "undone")
    return _to_batch(ids[0])


def _to_batch(photo_id: str) -> ResponseReturnValue:
    with service().store.reading() as connection:
        where = url_for("desk.batch", id_=known(connection, photo_id)["batch_id"])
    return current_app.response_class(headers={"HX-Redirect": where})


def _next(place: Place) -> dict[str, object]:
    now, me = time.time(), person().name
    with service().store.writing() as connection:
        photo = claims.claim_next(connection, me, now, place)
        shown = photo and card.load(connection, known(connection, photo["id"]), now)
        return {"card": shown, "queue": _left(connection, place, now)}


def _left(connection: Connection, place: Place, now: float) -> dict[str, object]:
    left = claims.count(connection, person().name, now, place.batch_id)
    return {"place": place, "left": left}


def _fragment(place: Place, **told: object) -> str:
    return render_template("desk/card.html", **_next(place), **told)


def _card(id_: str, place: Place, **told: object) -> str:
    """Show this very photo again, where it was shown: in the queue or alone."""
    now = time.time()
    with service().store.writing() as connection:
        shown = card.load(connection, known(connection, id_), now)
        alone = bool(request.form.get("alone"))
        queue = None if alone else _left(connection, place, now)
    return render_template("desk/card.html", card=shown, queue=queue, **told)
