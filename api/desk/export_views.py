"""Results are taken away as tables, with the messages. Numbers are masked."""

import time

from flask import Response

from api import results
from api.desk import tables
from api.desk.blueprint import bp
from api.desk.filters import wanted
from api.desk.person import person
from api.desk.rights import Right, needs
from api.service import service
from api.store import search, trail
from api.store.results import Result


@bp.get("/photos.<kind>")
@needs(Right.EXPORT)
def export(kind: str) -> Response:
    """Save what a list of photos shows, all of its pages, and note who did."""
    looked_for, store = wanted(), service().store
    detail: dict[str, object] = {
        "format": kind,
        "pile": looked_for.pile,
        "type": looked_for.type,
        "reason": looked_for.reason,
        "text": bool(looked_for.text),  # which may tell a name
    }
    act = trail.Act(who=person().name, act="export", subject=looked_for.batch_id, detail=detail)
    with store.writing() as connection:
        trail.add(connection, act, time.time())
    with store.reading() as connection:
        found = search.photos(connection, store.vault, looked_for)
        rows = (results.row(Result(one.photo, one.names, one.photo["line"])) for one in found)
        return tables.table("foto", kind, rows, results.COLUMNS)
