"""Sure re-photo verdicts of one batch or of all: listed by reason, confirmed together, undone."""

import time
from collections import defaultdict
from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import RowMapping

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.pages.language import in_language
from api.desk.photos import tiles
from api.desk.queue.messages import decision_message
from api.service import service
from api.store import batches
from api.store.decisions import together, undoing
from api.store.decisions.decision import Act
from api.store.photos import outgoing, re_photos
from api.store.photos.search import FoundPhoto

BROKEN_FILE = "error"
"""The pile of files that cannot be decoded, which have no reason."""


@bp.get("/re-photos")
@needs(Right.DECIDE)
def all_re_photos() -> str:
    """Show the sure re-photo verdicts by reason, with thumbnails."""
    store, batch_id = service().store, request.args.get("batch") or None
    with store.writing() as connection:
        batch = batch_id and (batches.get(connection, batch_id) or abort(404))
        which = re_photos.undecided() & re_photos.in_batch(batch_id)
        piles = _by_reason(re_photos.find(connection, store.vault, which))
        tiles.audit(connection, "re-photos", batch_id, piles.values())
        group = undoing.last_group(connection, person().name, batch_id)
        return render_template(
            "desk/re_photos/re_photos.html",
            batch=batch,
            name=batch and batches.open_name(store.vault, batch),
            piles=tiles.piles(piles),
            undoable=len(undoing.photos_of(connection, group)) if group else 0,
            unsent=outgoing.count_unsent(connection, batch_id),
        )


@bp.post("/re-photos/confirm")
@needs(Right.DECIDE)
def confirm_re_photos() -> ResponseReturnValue:
    """Ask for other photos with the machine's reasons, as one act."""
    store, ids = service().store, request.form.getlist("photo")
    with store.writing() as connection:
        act = Act.begin(person().name, time.time())
        done = together.confirm_re_photos(connection, store.vault, ids, _message, act)
    flash(in_language(f"{done} foto diminta ulang.", f"Another photo asked for: {done}."))
    return _back()


@bp.post("/re-photos/queue")
@needs(Right.DECIDE)
def queue_re_photos() -> ResponseReturnValue:
    """Put the chosen photos into the officers' queue, to be decided one by one."""
    with service().store.writing() as connection:
        done = together.queue_re_photos(connection, request.form.getlist("photo"))
    flash(in_language(f"{done} foto masuk antrean.", f"Photos put into the queue: {done}."))
    return _back()


@bp.post("/re-photos/undo")
@needs(Right.DECIDE)
def undo_re_photos() -> ResponseReturnValue:
    """Undo this officer's last act and return to the list."""
    store, act = service().store, Act.begin(person().name, time.time())
    with store.writing() as connection:
        group = undoing.last_group(connection, act.who, request.form.get("batch") or None)
        undone = undoing.undo(connection, store.vault, group, act) if group else 0
    flash(in_language(f"Diurungkan: {undone} foto.", f"Undone: photos: {undone}."))
    return _back()


def _by_reason(found: Sequence[FoundPhoto]) -> dict[str, list[FoundPhoto]]:
    piles: dict[str, list[FoundPhoto]] = defaultdict(list)
    for one in found:
        piles[one.photo["reason"] or BROKEN_FILE].append(one)
    return piles


def _message(photo: RowMapping) -> str | None:
    """Return the message to the citizen; None keeps that of a broken file."""
    reason = photo["reason"]
    if reason is None:
        return None
    return decision_message(photo, photo["batch_lang"], service().office, reason=reason)


def _back() -> ResponseReturnValue:
    return redirect(url_for("desk.all_re_photos", batch=request.form.get("batch") or None))
