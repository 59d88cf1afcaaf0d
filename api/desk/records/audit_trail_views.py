"""The page of the audit trail."""

from flask import render_template, request

from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.records.trail_words import detail_texts
from api.service import service
from api.store import audit_trail
from api.store.audit_trail import AuditFilter

ENTRIES_PER_PAGE = 100


@bp.get("/trail")
@needs(Right.TRAIL)
def whole_trail() -> str:
    """List the entries, the newest first."""
    fields = {name: request.args.get(name) or None for name in ("who", "act", "subject", "before")}
    wanted = AuditFilter(**fields)
    with service().store.reading() as connection:
        rows = audit_trail.latest(connection, ENTRIES_PER_PAGE + 1, wanted)
    return render_template(
        "desk/records/trail.html",
        rows=rows[:ENTRIES_PER_PAGE],
        more=len(rows) > ENTRIES_PER_PAGE,
        wanted=wanted,
        detail_texts=detail_texts,
    )
