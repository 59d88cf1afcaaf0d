"""Rows of `/check`: no picture and no number, only what the machine saw and what was decided."""

import time
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, RowMapping

from api.desk import rulings
from api.desk.blueprint import bp
from api.desk.card import KEYED, OTHERS
from api.desk.person import person
from api.desk.rights import Right, needs
from api.service import service
from api.store import checks, decisions
from api.store.checks import Wanted

ROWS = 50
"""Of one page."""
FIELDS = ("owner", "line", "type", "verdict", "reason", "before")


@bp.get("/checks")
@needs(Right.CHECKS)
def all_checks() -> str:
    """List the rows, the newest first. References are looked for whole: only HMACs are kept."""
    asked: dict[str, Any] = {name: request.args.get(name) or None for name in FIELDS}
    reference, store = request.args.get("reference", "").strip(), service().store
    mac = store.vault.mac("reference", reference or None)
    with store.reading() as connection:
        rows = checks.search(connection, Wanted(**asked, reference_mac=mac), ROWS + 1)
    return render_template(
        "desk/checks.html",
        rows=rows[:ROWS],
        more=len(rows) > ROWS,
        wanted=asked,
        reference=reference,
        sampled=service().settings.sample_checks,
    )


@bp.get("/checks/<id_>")
@needs(Right.CHECKS)
def check(id_: str) -> str:
    """Show one row, and what officers decided of it or of the photos that follow it."""
    with service().store.reading() as connection:
        row = _known(connection, id_)
        acts = decisions.of_check(connection, id_)
    return render_template(
        "desk/check.html",
        row=row,
        acts_of=acts,
        reason=row["reason"] or "blur",
        keyed=KEYED,
        others=(*OTHERS, "number_unread"),
    )


@bp.post("/checks/<id_>/decide")
@needs(Right.DECIDE)
def decide_check(id_: str) -> ResponseReturnValue:
    """Record what the officer decided of the photo, wherever it was seen. The last counts."""
    ruling, act = rulings.of_check(request.form), decisions.act(person().name, time.time())
    with service().store.writing() as connection:
        decisions.decide_check(connection, _known(connection, id_), ruling, act)
    flash(ruling.decision)
    return redirect(url_for("desk.check", id_=id_))


def _known(connection: Connection, id_: str) -> RowMapping:
    row = checks.get(connection, id_)
    if row is None:
        abort(404)
    return row
