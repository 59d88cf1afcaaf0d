"""Pages of a list of photos, in a chosen order.

The conditions are judged, and rows are put in order, by an index that holds all that lists ask for:
most of a row's bytes are its answer, which is read for one page alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from api.store.database.vault import Vault
from api.store.photos import intake, name_index, search
from api.store.photos.search import FoundPhoto, PhotoFilter
from api.store.tables.batches import BATCHES, PHOTOS

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
    """Return one page of the matching photos."""
    where = _conditions(connection, vault, wanted)
    batches = _batches(connection, where)
    total, order = sum(batches.values()), _order(part.sort)
    if order is None:
        shown = _in_default_order(connection, where, batches, part)
    else:
        ordered = select(PHOTOS.c.id).select_from(search.JOINED).where(*where).order_by(*order)
        shown = connection.scalars(ordered.limit(part.limit).offset(part.offset)).all()
    return PhotoPage(load(connection, vault, shown), total)


def ids(connection: Connection, vault: Vault, wanted: PhotoFilter) -> Sequence[str]:
    """Return the ids of all matching photos in the default order."""
    where = _conditions(connection, vault, wanted)
    ordered = select(PHOTOS.c.id).select_from(search.JOINED).where(*where)
    return connection.scalars(ordered.order_by(*search.NEWEST_BATCH_FIRST)).all()


def load(connection: Connection, vault: Vault, photo_ids: Sequence[str]) -> list[FoundPhoto]:
    """Return these photos in this order, without those that are deleted."""
    query = search.WITH_BATCH.where(PHOTOS.c.id.in_(photo_ids))
    rows = {row["id"]: row for row in connection.execute(query).mappings()}
    here = (rows[id_] for id_ in photo_ids if id_ in rows)
    return [search.found(vault, row, intake.open_names(vault, row)) for row in here]


def _conditions(
    connection: Connection, vault: Vault, wanted: PhotoFilter
) -> list[ColumnElement[bool]]:
    where = [*search.conditions(wanted)]
    if wanted.text.strip():
        named = name_index.of(vault).find(connection, vault, wanted.text)
        where.append(search.has_text(connection, wanted.text, named))
    return where


def _batches(connection: Connection, where: Sequence[ColumnElement[bool]]) -> dict[str, int]:
    """Return how many photos match in each batch, the newest batch first."""
    counted = select(PHOTOS.c.batch_id, func.count().label("photos")).where(*where)
    matching = counted.group_by(PHOTOS.c.batch_id).subquery()
    query = (
        select(matching)
        .join(BATCHES, BATCHES.c.id == matching.c.batch_id)
        .order_by(BATCHES.c.created_at.desc(), BATCHES.c.id)
    )
    return {row.batch_id: row.photos for row in connection.execute(query)}


def _in_default_order(
    connection: Connection,
    where: Sequence[ColumnElement[bool]],
    batches: Mapping[str, int],
    part: Part,
) -> Sequence[str]:
    """Return the ids of a page, read from the batches that it begins, spans and ends in."""
    before, shown, on_page = 0, [], 0
    for batch_id, photos in batches.items():
        if before + photos <= part.offset:
            before += photos
            continue
        shown.append(batch_id)
        on_page += photos
        if before + on_page >= part.offset + part.limit:
            break
    query = (
        select(PHOTOS.c.id)
        .select_from(search.JOINED)
        .where(*where, PHOTOS.c.batch_id.in_(shown))
        .order_by(*search.NEWEST_BATCH_FIRST)
    )
    return connection.scalars(query.limit(part.limit).offset(part.offset - before)).all()


def _order(sort: str) -> tuple[ColumnElement[Any], ...] | None:
    """Return the order asked for; None for the default one."""
    column = SORT_COLUMNS.get(sort.removeprefix("-"))
    if column is None:
        return None
    sorted_ = column.desc() if sort.startswith("-") else column.asc()
    return (sorted_.nulls_last(), *search.NEWEST_BATCH_FIRST)
