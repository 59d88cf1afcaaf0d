"""Acts on the photos selected in a list: decide them together, undo that."""

import time
from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, RowMapping

from api.desk.accounts.person import person
from api.desk.accounts.return_address import safe_address
from api.desk.accounts.rights import Right, needs
from api.desk.accounts.sessions import MAX_SESSION_SECONDS
from api.desk.blueprint import bp
from api.desk.pages.language import in_language, localised
from api.desk.pages.words import OBSTACLE_WORDS
from api.desk.queue.decision_form import ALLOWED_REASONS
from api.desk.queue.messages import decision_message
from api.service import service
from api.store import audit_trail
from api.store.decisions import selected, undoing
from api.store.decisions.decision import Act
from api.store.decisions.selected import OfficeRules, Outcome, Selection
from api.store.decisions.unseen import UnseenRules


@bp.post("/selection/decide")
@needs(Right.DECIDE)
def decide_selection() -> ResponseReturnValue:
    """Decide the selected photos: as the machine did, or `again` for one reason. One act."""
    here, act = service(), Act.begin(person().name, time.time())
    machine, reason = request.form.get("act") == "machine", request.form.get("again")
    if not machine and reason not in ALLOWED_REASONS:
        flash(in_language("Pilih alasannya dulu.", "Choose the reason first."))
        return _back()
    rules = OfficeRules(lambda line: UnseenRules.of(here.office, line), _message)
    with here.store.writing() as connection:
        ids = request.form.getlist("photo")
        seen = _seen(connection, ids, act)
        selection = Selection(ids=ids, seen=seen, reason=None if machine else reason)
        outcome = selected.decide(connection, here.store.vault, selection, rules, act)
    flash(_said(outcome))
    return _back()


@bp.post("/selection/undo")
@needs(Right.DECIDE)
def undo_selection() -> ResponseReturnValue:
    """Undo this officer's last act and return to the list."""
    store, act = service().store, Act.begin(person().name, time.time())
    with store.writing() as connection:
        group = undoing.last_group(connection, act.who)
        undone = undoing.undo(connection, store.vault, group, act) if group else 0
    flash(in_language(f"Diurungkan: {undone} foto.", f"Photos undone: {undone}."))
    return _back()


def _seen(connection: Connection, ids: Sequence[str], act: Act) -> frozenset[str]:
    """Return the photos that the officer opened, or whose pictures stood on the screen."""
    opened = audit_trail.viewed(connection, act.who, ids, act.at - MAX_SESSION_SECONDS)
    return opened.union(request.form.getlist("seen"))


def _message(photo: RowMapping, reason: str) -> str:
    return decision_message(photo, photo["batch_lang"], service().office, reason=reason)


def _said(outcome: Outcome) -> str:
    """Return what was decided, and how many were left for which reason."""
    words = localised(OBSTACLE_WORDS)
    accepted, again = outcome.decided["accept"], outcome.decided["re-photo"]
    said = []
    if accepted or not again:
        said.append(in_language(f"{accepted} foto diterima.", f"{accepted} photos accepted."))
    if again:
        said.append(in_language(f"{again} foto diminta ulang.", f"{again} photos sent back."))
    if outcome.left:
        why = ", ".join(f"{count} {words[why]}" for why, count in outcome.left.most_common())
        said.append(in_language(f"Tidak ikut: {why}.", f"Left as they are: {why}."))
    return " ".join(said)


def _back() -> ResponseReturnValue:
    return redirect(safe_address(request.form.get("back", "")) or url_for("desk.photos"))
