"""Export of results as tables, with full numbers for people with that right."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response, request

from api.batches import results
from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.pages.downloads import table_download
from api.desk.photos.listing import requested_filter
from api.service import service
from api.store import audit_trail
from api.store.database.vault import Vault
from api.store.photos import search
from api.store.photos.search import FoundPhoto


@bp.get("/photos.<kind>")
@needs(Right.EXPORT)
def export(kind: str) -> Response:
    """Return all photos of a list as a table and add an audit entry.

    `numbers=full`: with the full numbers that are still stored; the entry names their photos.
    """
    photo_filter, store = requested_filter(), service().store
    full = request.args.get("numbers") == "full" and person().may(Right.NUMBERS)
    detail: dict[str, object] = {
        "format": kind,
        "pile": photo_filter.status,
        "type": photo_filter.type,
        "reason": photo_filter.reason,
        "text": bool(photo_filter.text),  # the text may hold a name
    }
    exported: list[str] = []
    revealed: list[str] = []
    with store.reading() as connection:
        found = search.find(connection, store.vault, photo_filter)
        rows = _rows(found, store.vault if full else None, exported, revealed)
        table = table_download("foto", kind, rows, results.BATCH_RESULT_COLUMNS)
    detail |= {"photos": len(exported), "full_numbers": revealed}
    with store.writing() as connection:  # nothing leaves without an entry
        audit_trail.add(connection, person().name, "export", photo_filter.batch_id, detail)
    return table


def _rows(
    found: Iterable[FoundPhoto], vault: Vault | None, exported: list[str], revealed: list[str]
) -> Iterator[dict[str, Any]]:
    """Yield the rows; append the photos' ids to `exported`, with a full number to `revealed`."""
    for one in found:
        exported.append(one.photo["id"])
        row: dict[str, Any] = results.result_row(one, vault)
        number = row["number"] or {}
        if number.get("value") or number.get("candidate"):
            revealed.append(one.photo["id"])
        yield row
