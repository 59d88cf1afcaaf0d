"""The list of photos: the filter in the address, and one page of matches as table or grid."""

import time
from collections.abc import Mapping
from dataclasses import replace

from flask import request
from sqlalchemy import Connection

from api.desk.accounts.person import person
from api.desk.pages import office_time
from api.desk.pages.language import Words
from api.desk.photos import tiles
from api.desk.photos.card import KEYBOARD_REASONS, OTHER_REASONS
from api.service import service
from api.store import accounts, batches
from api.store.database.vault import Vault
from api.store.decisions import undoing
from api.store.photos import pages
from api.store.photos.pages import Part
from api.store.photos.search import Period, PhotoFilter, Status, status_of

PHOTOS_PER_PAGE = tiles.TILES_PER_PILE
MAX_PAGE = 1_000_000
"""Beyond any list; databases take no offset of any size."""
MAX_BATCHES_OFFERED = 100
FOLDED_FILTERS = ("batch", "officer", "from", "to", "decided", "mine")
"""Parameters of the filter that the page folds away while they are not used."""


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
        came=Period(since=_midnight("from"), before=_midnight("to", days=1)),
        decided=Period(since=_midnight("decided"), before=_midnight("decided", days=1)),
        free=(person().name, time.time()) if asked.get("mine") else None,
        text=asked.get("q", ""),
    )


def list_page(batch_id: str | None = None) -> dict[str, object]:
    """Return the template variables of one page of the list."""
    photo_filter, store = requested_filter(batch_id), service().store
    number = min(max(1, request.args.get("page", 1, type=int)), MAX_PAGE)
    sort, grid = request.args.get("sort", ""), request.args.get("view") == "grid"
    part = Part(limit=PHOTOS_PER_PAGE, offset=(number - 1) * PHOTOS_PER_PAGE, sort=sort)
    with store.writing() as connection:
        found = pages.page(connection, store.vault, photo_filter, part)
        if grid:
            tiles.audit(connection, "photos", batch_id, [found.photos])
        choices = {
            "batch": {} if batch_id else _batch_names(connection, store.vault),
            "officer": {one.name: one.name for one in accounts.every(connection)},
        }
        group = None if batch_id else undoing.last_group(connection, person().name)
        last_act = len(undoing.photos_of(connection, group)) if group else 0
    asked = {name: value for name, value in request.args.items() if value and name != "page"}
    return {
        "rows": [(one, status_of(one.photo)) for one in found.photos],
        "total": found.total,
        "first": part.offset + 1,
        "more": part.offset + len(found.photos) < found.total,
        "page": number,
        "last_page": -(-found.total // PHOTOS_PER_PAGE),
        "wanted": photo_filter,
        "asked": asked,
        "filtered": replace(photo_filter, ids=(), batch_id=None) != PhotoFilter()
        or "batch" in asked,
        "folded": not any(name in asked for name in FOLDED_FILTERS),
        "grid": grid,
        "sort": sort,
        "choices": choices,
        "ready": _ready_lists(),
        "last_act": last_act,
        "reason_codes": (*KEYBOARD_REASONS, *OTHER_REASONS, "number_unread"),
        "now": time.time(),
    }


def _ready_lists() -> tuple[tuple[Words, Mapping[str, str]], ...]:
    """Return lists that officers often need: their name, and their filter."""
    today, me = office_time.today().isoformat(), person().name
    return (
        (("Menunggu saya", "Waiting for me"), {"pile": "waiting", "mine": "1"}),
        (("Yakin terbaca", "Surely readable"), {"pile": "accept", "view": "grid"}),
        (("Yakin foto ulang", "Surely another photo"), {"pile": "re-photo", "view": "grid"}),
        (("Tidak dapat diperiksa", "Could not be checked"), {"pile": "error"}),
        (("Masuk hari ini", "Came today"), {"from": today}),
        (("Diputuskan hari ini", "Decided today"), {"decided": today}),
        (("Keputusan saya hari ini", "My decisions today"), {"decided": today, "officer": me}),
    )


def _midnight(name: str, *, days: int = 0) -> float | None:
    return office_time.midnight(request.values.get(name, ""), days=days)


def _batch_names(connection: Connection, vault: Vault) -> dict[str, str]:
    return {
        row["id"]: batches.open_name(vault, row) or row["line"] or row["owner"]
        for row in batches.latest(connection, MAX_BATCHES_OFFERED)
    }
