"""The list of photos: what is asked for in the address, and one page of what is found."""

from itertools import islice

from flask import request

from api.service import service
from api.store import search
from api.store.search import Pile, Wanted

ROWS = 50
"""Of one page."""


def wanted(batch_id: str | None = None) -> Wanted:
    """Return what the request looks for."""
    asked = request.args
    pile = asked.get("pile", "")
    return Wanted(
        batch_id=batch_id or asked.get("batch") or None,
        pile=Pile(pile) if pile in list(Pile) else None,
        type=asked.get("type") or None,
        reason=asked.get("reason") or None,
        text=asked.get("q", ""),
    )


def listed(batch_id: str | None = None) -> dict[str, object]:
    """Return one page of the list, as the templates take it."""
    looked_for, store = wanted(batch_id), service().store
    page = max(1, request.args.get("page", 1, type=int))
    with store.reading() as connection:
        found = search.photos(connection, store.vault, looked_for)
        rows = list(islice(found, (page - 1) * ROWS, page * ROWS + 1))
    asked = {name: value for name, value in request.args.items() if value and name != "page"}
    return {
        "rows": [(one, search.pile_of(one.photo)) for one in rows[:ROWS]],
        "wanted": looked_for,
        "page": page,
        "more": len(rows) > ROWS,
        "asked": asked,
    }
