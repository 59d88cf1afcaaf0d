"""One page of a list of photos, in a chosen order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from api.store.database.vault import Vault
from api.store.photos import intake, search
from api.store.photos.search import FoundPhoto, PhotoFilter
from api.store.tables.batches import PHOTOS

SORT_COLUMNS: Mapping[str, ColumnElement[Any]] = {
    "came": PHOTOS.c.added_at,
    "type": search.type_in_force(),
    "state": case(*((one, at) for at, one in enumerate(search.STATUS_CONDITIONS.values()))),
    "reason": func.coalesce(PHOTOS.c.decision_reason, PHOTOS.c.reason),
    "officer": PHOTOS.c.decided_by,
    "decided": PHOTOS.c.decided_at,
}
"""Columns that a list can be sorted by; the names are encrypted and cannot."""


@dataclass(frozen=True, slots=True)
class PhotoPage:
    """One page of a list, and the number of photos on all its pages."""

    photos: Sequence[FoundPhoto]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which part of a list to show, in which order."""

    limit: int
    offset: int = 0
    sort: str = ""
    """One of SORT_COLUMNS, with a minus in front for descending; the default order if empty."""


def page(connection: Connection, vault: Vault, wanted: PhotoFilter, part: Part) -> PhotoPage:
    """Return one page of the matching photos.

    Without a text the database selects the page. With a text all names are decrypted; the answers,
    most of a row's bytes, are loaded for the page alone.
    """
    matching = select(PHOTOS.c.id).select_from(search.JOINED).where(*search.conditions(wanted))
    ordered = matching.order_by(*_order(part.sort))
    if wanted.text.strip():
        ids = _ids_with_text(connection, vault, wanted.text, ordered)
        total, ids = len(ids), ids[part.offset : part.offset + part.limit]
    else:
        total = connection.scalar(select(func.count()).select_from(matching.subquery())) or 0
        ids = list(connection.scalars(ordered.limit(part.limit).offset(part.offset)))
    rows = connection.execute(search.WITH_BATCH.where(PHOTOS.c.id.in_(ids))).mappings()
    found = {row["id"]: search.found(vault, row, intake.open_names(vault, row)) for row in rows}
    return PhotoPage([found[id_] for id_ in ids], total)


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:
    column = SORT_COLUMNS.get(sort.removeprefix("-"))
    if column is None:
        return search.NEWEST_BATCH_FIRST
    sorted_ = column.desc() if sort.startswith("-") else column.asc()
    return (sorted_.nulls_last(), *search.NEWEST_BATCH_FIRST)


def _ids_with_text(
    connection: Connection, vault: Vault, text: str, ordered: Select[Any]
) -> list[str]:
    query = ordered.add_columns(PHOTOS.c.sealed_names, PHOTOS.c.number_masked)
    return [
        photo["id"]
        for photo in connection.execution_options(yield_per=1000).execute(query).mappings()
        if search.matches(text, photo, intake.open_names(vault, photo))
    ]
