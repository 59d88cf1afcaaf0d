"""What was decided, and the same for calibration: no picture, no number."""

import json
import time

from flask import Response, render_template, request

from api.desk import tables
from api.desk.blueprint import bp
from api.desk.person import person
from api.desk.rights import Right, needs
from api.results import told_time
from api.service import service
from api.store import decisions, trail
from api.store.decisions import Wanted

ROWS = 100
"""Of one page."""
KEPT = (
    *("id", "who", "subject", "subject_id", "line", "type", "verdict", "p_accept", "reasons"),
    *("measures", "version", "decision", "reason", "number", "sampled", "sampling_probability"),
)


@bp.get("/decisions")
@needs(Right.DECISIONS)
def all_decisions() -> str:
    """List what was decided and undone, the newest first."""
    asked = request.args
    wanted = Wanted(
        who=asked.get("who") or None,
        type=asked.get("type") or None,
        overrides=asked.get("overrides") == "1",
        before=asked.get("before") or None,
    )
    with service().store.reading() as connection:
        rows = decisions.search(connection, wanted, ROWS + 1)
    return render_template(
        "desk/decisions.html", rows=rows[:ROWS], more=len(rows) > ROWS, wanted=wanted
    )


@bp.get("/decisions.jsonl")
@needs(Right.DECISIONS)
def export_decisions() -> Response:
    """Save the decisions that stand, for `precheck suite calibrate --decisions`."""
    store = service().store
    with store.writing() as connection:
        act = trail.Act(who=person().name, act="export", detail={"format": "decisions"})
        trail.add(connection, act, time.time())
    with store.reading() as connection:
        lines = [
            json.dumps(
                {
                    "at": told_time(row["at"]),
                    **{name: row[name] for name in KEPT},
                    "weight": decisions.weight(row),
                }
            )
            for row in decisions.standing(connection)
        ]
    return tables.saved("".join(f"{line}\n" for line in lines).encode(), "keputusan.jsonl", JSONL)


JSONL = "application/jsonl"
