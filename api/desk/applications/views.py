"""Pages of applications: the list, which is the officers' start page, and one application."""

import time
from urllib.parse import urlencode

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.applications.listing import list_variables, officers
from api.desk.applications.sheet import load_sheet
from api.desk.blueprint import bp
from api.desk.pages import words
from api.desk.pages.language import in_language
from api.service import service
from api.store import submissions as store
from api.store.stages import Stage
from api.store.submissions import Submission
from api.store.tables.columns import ID
from api.submissions import steps
from api.submissions.records.rows import Transaction
from api.submissions.rules import rules
from api.submissions.steps import NotAllowed, Step, WordMissing
from api.submissions.wording import NO_WORD, Word

MAX_MOVED = 200
"""Applications that one request moves."""


@bp.get("/")
@needs()
def applications() -> ResponseReturnValue:
    """List the applications, or show the first page that the role may see."""
    if not person().may(Right.DECIDE):
        permitted = (endpoint for right, endpoint, *_ in words.NAVIGATION if person().may(right))
        return redirect(url_for(next(permitted, "desk.password")))
    return render_template("desk/applications/list.html", **list_variables())


@bp.get("/applications/<id_>")
@needs(Right.DECIDE)
def application(id_: str) -> str:
    """Show one application with all its papers, and note who saw it."""
    with service().store.writing() as connection:
        sheet = load_sheet(connection, application_or_404(connection, id_), time.time())
    return render_template("desk/applications/application.html", sheet=sheet)


@bp.post("/applications/move")
@needs(Right.DECIDE)
def move_applications() -> ResponseReturnValue:
    """Move the ticked applications, each from the stage in which it was shown."""
    ticked = request.form.getlist("application")[:MAX_MOVED]
    to = _stage(request.form.get("to", ""))
    outcomes = [_moved_silently(one, to) for one in ticked]
    moved, left = outcomes.count(True), outcomes.count(False)
    flash(
        in_language(
            f"{moved} permohonan dipindahkan, {left} tidak.", f"Moved: {moved}, not moved: {left}."
        )
    )
    return redirect(f"{url_for('desk.applications')}?{urlencode(list(request.args.items()))}")


@bp.post("/applications/<id_>/move")
@needs(Right.DECIDE)
def move_application(id_: str) -> ResponseReturnValue:
    """Move an application, with a word to the citizen where one is needed."""
    word = Word(request.form.get("word", ""), tuple(request.form.getlist("slot")))
    try:
        seen, to = _stage(request.form.get("seen", "")), _stage(request.form.get("to", ""))
        if not _moved(id_, seen, to, word):
            flash("moved_meanwhile")
    except WordMissing:
        flash("word_missing")
    return redirect(url_for("desk.application", id_=id_))


@bp.post("/applications/<id_>/assign")
@needs(Right.DECIDE)
def assign_application(id_: str) -> ResponseReturnValue:
    """Assign an application to an officer, or to nobody."""
    to = request.form.get("officer") or None
    with service().store.writing() as connection:
        row = application_or_404(connection, id_, lock=True)
        if to is not None and to not in officers(connection):
            abort(404)
        try:
            steps.assign(_act(connection), row, to, person().name)
        except NotAllowed:
            flash("moved_meanwhile")
    return redirect(url_for("desk.application", id_=id_))


@bp.post("/applications/<id_>/note")
@needs(Right.DECIDE)
def note_application(id_: str) -> ResponseReturnValue:
    """Replace the officers' note."""
    with service().store.writing() as connection:
        row = application_or_404(connection, id_, lock=True)
        steps.note(_act(connection), row, request.form.get("note", ""), person().name)
    flash("note_saved")
    return redirect(url_for("desk.application", id_=id_))


def application_or_404(connection: Connection, id_: str, *, lock: bool = False) -> Submission:
    """Return an application. Aborts with 404 if it does not exist."""
    row = store.get(connection, id_, lock=lock) if ID.fullmatch(id_) else None
    return row or abort(404)


def _moved(id_: str, seen: Stage, to: Stage, word: Word = NO_WORD) -> bool:
    """Move an application; return whether it was where it was shown. Raises WordMissing."""
    step = Step(seen=seen, to=to, who=person().name, word=word)
    with service().store.writing() as connection:
        row = application_or_404(connection, id_, lock=True)
        try:
            steps.move(_act(connection), row, step)
        except NotAllowed:
            return False
    return True


def _moved_silently(ticked: str, to: Stage) -> bool:
    """Move a ticked application, `ID:STAGE`; False also where it is gone or needs a word."""
    id_, _, seen = ticked.partition(":")
    with service().store.reading() as connection:
        known = ID.fullmatch(id_) and store.get(connection, id_) is not None
    try:
        return bool(known) and _moved(id_, _stage(seen), to)
    except WordMissing:
        return False


def _stage(name: str) -> Stage:
    return Stage(name) if name in list(Stage) else abort(400)


def _act(connection: Connection) -> Transaction:
    return Transaction(connection, service().store.vault, rules(), time.time())
