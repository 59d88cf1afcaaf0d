"""Results are taken away as tables, with messages; by whom it is allowed, with full numbers."""

import time
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response, request

from api import results
from api.desk import tables
from api.desk.blueprint import bp
from api.desk.filters import wanted
from api.desk.person import person
from api.desk.rights import Right, needs
from api.service import service
from api.store import search, trail
from api.store.crypto import Vault
from api.store.results import Result
from api.store.search import Found
from api.store.trail import Act


@bp.get("/photos.<kind>")
@needs(Right.EXPORT)
def export(kind: str) -> Response:
    """Save what a list of photos shows, all of its pages, and note who did.

    `numbers=full`: with the full numbers that are still kept, of which each is noted.
    """
    looked_for, store = wanted(), service().store
    full = request.args.get("numbers") == "full" and person().may(Right.NUMBERS)
    detail: dict[str, object] = {
        "format": kind,
        "pile": looked_for.pile,
        "type": looked_for.type,
        "reason": looked_for.reason,
        "text": bool(looked_for.text),  # which may tell a name
        "numbers": "full" if full else None,
    }
    told: list[str] = []
    with store.reading() as connection:
        found = search.photos(connection, store.vault, looked_for)
        rows = _rows(found, store.vault if full else None, told)
        table = tables.table("foto", kind, rows, results.COLUMNS)
    who = person().name
    acts = [Act(who=who, act="export", subject=looked_for.batch_id, detail=detail)]
    acts += [Act(who=who, act="view_number", subject=id_, detail={"as": kind}) for id_ in told]
    with store.writing() as connection:  # what is not noted does not leave
        trail.add_all(connection, acts, time.time())
    return table


def _rows(found: Iterable[Found], vault: Vault | None, told: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows; `told` takes the ids of those that tell a full number."""
    for one in found:
        row: dict[str, Any] = results.row(Result(one.photo, one.names, one.photo["line"]), vault)
        number = row["number"] or {}
        if number.get("value") or number.get("candidate"):
            told.append(one.photo["id"])
        yield row
