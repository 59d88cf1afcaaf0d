"""The list of photos: the filter in the query string, and one page of matches."""

from itertools import islice

from flask import request

from api.service import service
from api.store.photos import search
from api.store.photos.search import PhotoFilter, Status

PHOTOS_PER_PAGE = 50


def requested_filter(batch_id: str | None = None) -> PhotoFilter:
    """Return the filter of the request."""
    asked = request.args
    status = asked.get("pile", "")
    return PhotoFilter(
        batch_id=batch_id or asked.get("batch") or None,
        status=Status(status) if status in list(Status) else None,
        type=asked.get("type") or None,
        reason=asked.get("reason") or None,
        text=asked.get("q", ""),
    )


def list_page(batch_id: str | None = None) -> dict[str, object]:
    """Return the template variables of one page of the list."""
    photo_filter, store = requested_filter(batch_id), service().store
    page = max(1, request.args.get("page", 1, type=int))
    with store.reading() as connection:
        found = search.find(connection, store.vault, photo_filter)
        rows = list(islice(found, (page - 1) * PHOTOS_PER_PAGE, page * PHOTOS_PER_PAGE + 1))
    asked = {name: value for name, value in request.args.items() if value and name != "page"}
    return {
        "rows": [(one, search.status_of(one.photo)) for one in rows[:PHOTOS_PER_PAGE]],
        "wanted": photo_filter,
        "page": page,
        "more": len(rows) > PHOTOS_PER_PAGE,
        "asked": asked,
    }
