"""The page of decisions, and their export for calibration, without pictures and numbers."""

import json

from flask import Response, render_template, request

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.pages.downloads import file_download
from api.http.timestamps import iso_timestamp
from api.service import service
from api.store import audit_trail
from api.store.decisions import history
from api.store.decisions.history import DecisionFilter

DECISIONS_PER_PAGE = 100
EXPORTED_COLUMNS = (
    *("id", "who", "subject", "subject_id", "line", "type", "officer_type", "verdict", "p_accept"),
    *("reasons", "measures", "version", "decision", "reason", "number", "sampled"),
    "sampling_probability",
)


@bp.get("/decisions")
@needs(Right.DECISIONS)
def all_decisions() -> str:
    """List decisions and undo acts, the newest first."""
    asked = request.args
    wanted = DecisionFilter(
        who=asked.get("who") or None,
        type_in_force=asked.get("type") or None,
        overrides=asked.get("overrides") == "1",
        before=asked.get("before") or None,
    )
    with service().store.reading() as connection:
        rows = history.search(connection, wanted, DECISIONS_PER_PAGE + 1)
    return render_template(
        "desk/records/decisions.html",
        rows=rows[:DECISIONS_PER_PAGE],
        more=len(rows) > DECISIONS_PER_PAGE,
        wanted=wanted,
    )


@bp.get("/decisions.jsonl")
@needs(Right.DECISIONS)
def export_decisions() -> Response:
    """Return the decisions in force, for `precheck suite calibrate --decisions`."""
    store = service().store
    with store.reading() as connection:
        lines = [
            json.dumps(
                {
                    "at": iso_timestamp(row["at"]),
                    **{name: row[name] for name in EXPORTED_COLUMNS},
                    "weight": history.weight(row),
                }
            )
            for row in history.in_force(connection)
        ]
    detail: dict[str, object] = {"format": "decisions", "rows": len(lines)}
    with store.writing() as connection:  # nothing leaves without an entry
        audit_trail.add(connection, person().name, "export", detail=detail)
    return file_download(
        "".join(f"{line}\n" for line in lines).encode(), "keputusan.jsonl", "application/jsonl"
    )
