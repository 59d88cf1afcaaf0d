"""Pages of rows of `/check`: verdicts and decisions, without pictures and numbers."""

import time
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.photos.card import KEYBOARD_REASONS, OTHER_REASONS
from api.desk.queue.decision_form import check_decision
from api.service import service
from api.store import checks
from api.store.checks import CheckFilter
from api.store.decisions import history, recording
from api.store.decisions.decision import Act

CHECKS_PER_PAGE = 50
FILTER_FIELDS = ("owner", "line", "type", "verdict", "reason", "before")


@bp.get("/checks")
@needs(Right.CHECKS)
def all_checks() -> str:
    """List the rows, the newest first. Only whole references match, as HMACs are stored."""
    fields: dict[str, Any] = {name: request.args.get(name) or None for name in FILTER_FIELDS}
    reference, store = request.args.get("reference", "").strip(), service().store
    mac = store.vault.mac("reference", reference or None)
    with store.reading() as connection:
        rows = checks.search(
            connection, CheckFilter(**fields, reference_mac=mac), CHECKS_PER_PAGE + 1
        )
    return render_template(
        "desk/checks/checks.html",
        rows=rows[:CHECKS_PER_PAGE],
        more=len(rows) > CHECKS_PER_PAGE,
        wanted=fields,
        reference=reference,
        sampled=service().settings.sample_checks,
    )


@bp.get("/checks/<id_>")
@needs(Right.CHECKS)
def check(id_: str) -> str:
    """Show one row with the officers' decisions on it and on its photos."""
    with service().store.reading() as connection:
        row = checks.get(connection, id_) or abort(404)
        acts = history.of_check(connection, id_)
    return render_template(
        "desk/checks/check.html",
        row=row,
        acts_of=acts,
        reason=row["reason"],
        keyed=KEYBOARD_REASONS,
        others=(*OTHER_REASONS, "number_unread"),
    )


@bp.post("/checks/<id_>/decide")
@needs(Right.DECIDE)
def decide_check(id_: str) -> ResponseReturnValue:
    """Record the officer's decision; the last of several counts."""
    decision, act = check_decision(request.form), Act.begin(person().name, time.time())
    with service().store.writing() as connection:
        check_row = checks.get(connection, id_) or abort(404)
        recording.decide_check(connection, check_row, decision, act)
    flash(decision.decision)
    return redirect(url_for("desk.check", id_=id_))
