"""The page of what was learned, and its two buttons: adopt, and back to what was before."""

import time
from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.learning import charts
from api.desk.pages import office_time
from api.desk.pages.language import in_language
from api.service import service
from api.store import audit_trail, calibrations, office_suite
from api.store.calibrations import Learned, NotAdoptable, State
from api.work import learning
from api.work.learning import Flip
from precheck.learning.learn import MIN_DAYS, MIN_DECISIONS, MIN_SENDERS
from precheck.office.calibration import SHIPPED
from precheck.runtime.models import models_version

MAX_FLIPS = 60
"""Photos shown whose verdict would turn."""


@bp.get("/learning")
@needs(Right.LEARNING)
def learned() -> str:
    """Show what is in force, what is proposed, and what was in force before."""
    here, models = service(), models_version()
    with here.store.reading() as connection:
        rows = calibrations.every(connection)
        suite = office_suite.counts(connection)
        in_force = next((one for one in rows if _is_in_force(one, models)), None)
        latest = next((one for one in rows if one.state in {State.PROPOSED, State.NOTHING}), None)
        turned, flips = 0, list[Flip]()
        if latest is not None and latest.state == State.PROPOSED and latest.models == models:
            now = SHIPPED if in_force is None else in_force.calibration
            turned, flips = learning.flips(
                connection, here.office, office_time.zone(), now, latest.calibration
            )
    shown = latest or in_force
    return render_template(
        "desk/learning/learning.html",
        models=models,
        in_force=in_force,
        latest=latest,
        shown=shown,
        compared=None if shown is None else shown.figures["by_day"],
        charts=None if shown is None else _charts(shown.figures["by_day"]),
        turned=turned,
        flips=flips[:MAX_FLIPS],
        suite=suite,
        earlier=[one for one in rows if one.state in {State.ADOPTED, State.RETIRED}],
        enough=(MIN_DECISIONS, MIN_DAYS, MIN_SENDERS),
        nightly=here.settings.learn,
    )


@bp.post("/learning/<id_>/adopt")
@needs(Right.ADOPT)
def adopt(id_: str) -> ResponseReturnValue:
    """Put a proposal in force; every process judges by it within seconds."""
    try:
        with service().store.writing() as connection:
            who = person().name
            new = calibrations.adopt(connection, id_, models_version(), who, time.time())
            detail = {"calibration": new.calibration.name}
            audit_trail.add(connection, who, "adopt_calibration", id_, detail)
        flash("adopted")
    except NotAdoptable:
        flash("not_adopted")
    return redirect(url_for("desk.learned"))


@bp.post("/learning/back")
@needs(Right.ADOPT)
def go_back() -> ResponseReturnValue:
    """Go back to the calibration that was in force before."""
    try:
        with service().store.writing() as connection:
            who = person().name
            old = calibrations.go_back(connection, models_version(), who, time.time())
            detail = {"calibration": old.calibration.name}
            audit_trail.add(connection, who, "retire_calibration", old.id, detail)
        flash("retired")
    except NotAdoptable:
        flash("not_adopted")
    return redirect(url_for("desk.learned"))


def _is_in_force(one: Learned, models: str) -> bool:
    return one.state == State.ADOPTED and one.models == models


def _charts(compared: Mapping[str, Any] | None) -> tuple[Markup, Markup] | None:
    """Return the pictures of reliability and of ROC; None where nothing was compared."""
    if compared is None:
        return None
    both = [compared[name] for name in ("shipped", "learned")]
    reliability = [[(one["predicted"], one["accepted"]) for one in each["bins"]] for each in both]
    roc = [[(one[0], one[1]) for one in sorted(each["roc"])] for each in both]
    return (
        charts.square(
            in_language("Peluang dan kenyataan", "Probability and what officers decided"),
            (
                in_language("peluang menurut mesin", "probability by the machine"),
                in_language("diterima petugas", "accepted by officers"),
            ),
            reliability,
            dots=True,
        ),
        charts.square(
            "ROC",
            (
                in_language("tak terbaca yang diterima", "unreadable accepted"),
                in_language("terbaca yang diterima", "readable accepted"),
            ),
            roc,
            dots=False,
        ),
    )
