"""What came of the submissions of the last days, for the page and as a table."""

import time

from flask import Response, request

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.figures.outcome import TABLE_COLUMNS, Outcome, outcome, table_rows
from api.desk.figures.spans import DAY_SECONDS, span_in_days
from api.desk.pages import office_time
from api.desk.pages.downloads import table_download
from api.service import service
from api.store import audit_trail, submissions


@bp.get("/figures/outcome.<any(csv, xlsx):kind>")
@needs(Right.FIGURES)
def export_outcome(kind: str) -> Response:
    """Return what submissions were spared: in all, by week, by reason; add an audit entry."""
    detail: dict[str, object] = {"format": kind, "of": "outcome"}
    with service().store.writing() as connection:
        audit_trail.add(connection, person().name, "export", detail=detail)
    rows = table_rows(outcome_of_last(span_in_days(), request.args.get("line") or None))
    return table_download("hasil", kind, rows, TABLE_COLUMNS)


def outcome_of_last(days: int, line: str | None) -> Outcome:
    """Return what came of the submissions completed in the last days, of a line or of all."""
    with service().store.reading() as connection:
        rows = submissions.completed(connection, time.time() - days * DAY_SECONDS)
    return outcome(rows, office_time.zone(), line)
