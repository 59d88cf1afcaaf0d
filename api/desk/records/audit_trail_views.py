"""The page of the audit trail."""

from flask import render_template, request

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.pages import office_time
from api.desk.records.trail_rows import folded, names_of
from api.desk.records.trail_words import detail_texts
from api.service import service
from api.store import audit_trail
from api.store.audit_trail import AuditFilter

ENTRIES_PER_PAGE = 100


@bp.get("/trail")
@needs(Right.TRAIL)
def whole_trail() -> str:
    """List the entries, the newest first."""
    asked, store = request.args, service().store
    wanted = AuditFilter(
        since=office_time.midnight(asked.get("from", "")),
        until=office_time.midnight(asked.get("to", ""), days=1),
        **{name: asked.get(name) or None for name in ("who", "act", "subject", "before")},
    )
    with store.reading() as connection:
        entries = audit_trail.latest(connection, ENTRIES_PER_PAGE + 1, wanted)
        shown = entries[:ENTRIES_PER_PAGE]
        subjects = (entry["subject"] for entry in shown)
        names = names_of(connection, store.vault, subjects, of_photos=person().may(Right.DECIDE))
    return render_template(
        "desk/records/trail.html",
        rows=list(folded(shown)),
        more=len(entries) > ENTRIES_PER_PAGE,
        wanted=wanted,
        names=names,
        detail_texts=detail_texts,
    )
