"""The list of photos: the filter in the address, and one page of matches as table or grid."""

import time
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flask import request
from sqlalchemy import Connection

from api.desk.accounts.person import person
from api.service import service
from api.store import accounts, audit_trail, batches
from api.store.database.vault import Vault
from api.store.photos import pages
from api.store.photos.pages import Part, PhotoPage
from api.store.photos.search import Period, PhotoFilter, Status, status_of

PHOTOS_PER_PAGE = 60
"""Divisible by the columns of every width of the grid."""
MAX_BATCHES_OFFERED = 100
FURTHER_FILTERS = ("batch", "officer", "from", "to", "decided", "sent", "mine")
"""Parameters of the filter that the page folds away."""
_SENT = {"yes": True, "no": False}


def requested_filter(batch_id: str | None = None) -> PhotoFilter:
    """Return the filter of the request."""
    asked = request.values
    status = asked.get("pile", "")
    return PhotoFilter(
        ids=tuple(asked.getlist("photo")),
        batch_id=batch_id or asked.get("batch") or None,
        status=Status(status) if status in list(Status) else None,
        type=asked.get("type") or None,
        reason=asked.get("reason") or None,
        officer=asked.get("officer") or None,
        came=Period(since=_day("from"), before=_day("to", days=1)),
        decided=Period(since=_day("decided"), before=_day("decided", days=1)),
        sent=_SENT.get(asked.get("sent", "")),
        free=(person().name, time.time()) if asked.get("mine") else None,
        text=asked.get("q", ""),
    )


def list_page(batch_id: str | None = None) -> dict[str, object]:
    """Return the template variables of one page of the list."""
    photo_filter, store = requested_filter(batch_id), service().store
    number = max(1, request.args.get("page", 1, type=int))
    sort, grid = request.args.get("sort", ""), request.args.get("view") == "grid"
    part = Part(limit=PHOTOS_PER_PAGE, offset=(number - 1) * PHOTOS_PER_PAGE, sort=sort)
    with store.writing() as connection:
        page = pages.page(connection, store.vault, photo_filter, part)
        if grid:
            _note_thumbnails(connection, page, batch_id)
        choices = {
            "batch": {} if batch_id else _batch_names(connection, store.vault),
            "officer": [account["name"] for account in accounts.every(connection)],
        }
    asked = {name: value for name, value in request.args.items() if value and name != "page"}
    return {
        "rows": [(one, status_of(one.photo)) for one in page.photos],
        "total": page.total,
        "first": part.offset + 1,
        "more": part.offset + len(page.photos) < page.total,
        "page": number,
        "wanted": photo_filter,
        "asked": asked,
        "further": [name for name in FURTHER_FILTERS if name in asked],
        "grid": grid,
        "sort": sort,
        "choices": choices,
        "views": _ready_views(),
        "now": time.time(),
    }


def _ready_views() -> list[tuple[tuple[str, str], Mapping[str, str]]]:
    """Return filters that officers often need, with their names in both languages."""
    today, me = date.today().isoformat(), person().name  # noqa: DTZ011 - the office's day
    return [
        (("menunggu saya", "waiting for me"), {"pile": "waiting", "mine": "1"}),
        (("yakin terbaca", "surely readable"), {"pile": "accept", "view": "grid"}),
        (("yakin foto ulang", "surely another photo"), {"pile": "re-photo", "view": "grid"}),
        (("belum terkirim", "not yet sent"), {"sent": "no"}),
        (("masuk hari ini", "came today"), {"from": today}),
        (("diputuskan hari ini", "decided today"), {"decided": today}),
        (("keputusan saya hari ini", "my decisions today"), {"decided": today, "officer": me}),
    ]


def _day(name: str, *, days: int = 0) -> float | None:
    """Return the local midnight that begins the requested day, some days later; None if none."""
    try:
        day = date.fromisoformat(request.values.get(name, "")) + timedelta(days=days)
        return datetime(day.year, day.month, day.day).astimezone().timestamp()
    except (ValueError, OverflowError):
        return None


def _batch_names(connection: Connection, vault: Vault) -> dict[str, str]:
    return {
        row["id"]: batches.open_name(vault, row) or row["line"] or row["owner"]
        for row in batches.latest(connection, MAX_BATCHES_OFFERED)
    }


def _note_thumbnails(connection: Connection, page: PhotoPage, batch_id: str | None) -> None:
    """Add one audit entry for all thumbnails of the page."""
    count = sum(one.photo["file_id"] is not None for one in page.photos)
    if count:
        detail: dict[str, Any] = {"as": "thumbnail", "photos": count}
        audit_trail.add(connection, person().name, "view_picture", batch_id, detail)
