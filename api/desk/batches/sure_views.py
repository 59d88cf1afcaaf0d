"""Sure verdicts of a batch: those that are accepted unseen, and those that an officer must see."""

import time
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, RowMapping

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.pages.language import in_language, localised
from api.desk.pages.words import LEFT_WORDS
from api.desk.photos import tiles
from api.service import service
from api.store import batches
from api.store.decisions import together, undoing, unseen
from api.store.decisions.decision import Act
from api.store.decisions.unseen import UnseenCount, UnseenRules
from api.store.photos import outgoing, re_photos


@bp.post("/batches/<id_>/accept-sure")
@needs(Right.DECIDE)
def accept_sure(id_: str) -> ResponseReturnValue:
    """Accept what may be accepted unseen as one act, which can be undone, and queue the rest."""
    store, act = service().store, Act.begin(person().name, time.time())
    with store.writing() as connection:
        rules = _rules(connection, id_)
        accepted = together.accept_sure(connection, store.vault, id_, rules, act)
        rest = unseen.count(connection, id_, rules)
        together.queue_left(connection, id_, rules)
    flash(_said(accepted, rest))
    return redirect(url_for("desk.batch", id_=id_))


@bp.get("/batches/<id_>/left")
@needs(Right.DECIDE)
def left(id_: str) -> str:
    """Show the photos that are not accepted unseen, by reason."""
    store = service().store
    with store.writing() as connection:
        rules = _rules(connection, id_)
        batch = batches.get(connection, id_) or abort(404)
        piles = {}
        for reason in unseen.count(connection, id_, rules).left:
            which = unseen.left(id_, rules) & (unseen.why_left(rules) == reason.value)
            piles[reason] = re_photos.find(connection, store.vault, which)
        tiles.audit(connection, "left", id_, piles.values())
    return render_template(
        "desk/batches/left.html",
        batch=batch,
        name=batches.open_name(store.vault, batch),
        piles=tiles.piles(piles),
        left_words=localised(LEFT_WORDS),
    )


@bp.post("/batches/<id_>/left/queue")
@needs(Right.DECIDE)
def queue_left(id_: str) -> ResponseReturnValue:
    """Put the chosen photos, or all that are left, into the queue and show it."""
    ids = request.form.getlist("photo") or None
    with service().store.writing() as connection:
        together.queue_left(connection, id_, _rules(connection, id_), ids)
    return redirect(url_for("desk.queue", batch=id_))


def offered(connection: Connection, batch: RowMapping) -> dict[str, Any]:
    """Return what the batch's page offers for its sure verdicts, as template variables."""
    id_ = batch["id"]
    sure = unseen.count(connection, id_, UnseenRules.of(service().office, batch["line"]))
    return {
        "sure": sure,
        "left_words": localised(LEFT_WORDS),
        "sure_re_photos": re_photos.count(connection, id_),
        "unsent": outgoing.count_unsent(connection, id_),
        "undoable": undoing.last_group(connection, person().name, id_),
    }


def _rules(connection: Connection, id_: str) -> UnseenRules:
    batch = batches.get(connection, id_) or abort(404)
    return UnseenRules.of(service().office, batch["line"])


def _said(accepted: int, rest: UnseenCount) -> str:
    """Return what the act did: how many were accepted, how many were left, and why."""
    words = localised(LEFT_WORDS)
    said = in_language(f"{accepted} foto diterima.", f"{accepted} photos accepted.")
    if not rest.left:
        return said
    total = sum(rest.left.values())
    why = ", ".join(f"{number} {words[reason]}" for reason, number in rest.left.items())
    queued = in_language(
        f"{total} tidak ikut dan sekarang menunggu petugas: {why}.",
        f"{total} were left and now wait for an officer: {why}.",
    )
    return f"{said} {queued}"
