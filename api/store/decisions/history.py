"""Queries for decisions: those of a check, those in force, and a filtered list of all."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, RowMapping, Table, func, select, tuple_

from api.store.paging import newest
from api.store.tables.batches import PHOTOS
from api.store.tables.officers import DECISIONS


def of_check(connection: Connection, check_id: str) -> list[RowMapping]:
    """Return the decisions on a check and those in force on its photos, the oldest first.

    Its photos are those of a hand-over and those sampled from `/check`.
    """
    of_photos = select(PHOTOS.c.decision_id).where(PHOTOS.c.check_id == check_id)
    query = select(DECISIONS).where(
        (DECISIONS.c.subject_id == check_id) | DECISIONS.c.id.in_(of_photos)
    )
    return list(connection.execute(query.order_by(DECISIONS.c.at, DECISIONS.c.id)).mappings())


def in_force(
    connection: Connection,
    since: float = 0.0,
    columns: Sequence[Column[Any]] = (),
    before: float = math.inf,
    joined: Table | None = None,
) -> Iterator[RowMapping]:
    """Yield the last decision on each photo or check unless it was undone.

    since, before: only decisions in since <= at < before.
    columns: the columns to select; all by default.
    joined: a table with a column decision_id; decisions without a row there are left out.
    """
    later = DECISIONS.alias()
    superseded = (
        select(later.c.id)
        .where(
            later.c.subject_id == DECISIONS.c.subject_id,
            tuple_(later.c.at, later.c.id) > tuple_(DECISIONS.c.at, DECISIONS.c.id),
        )
        .exists()
    )
    query = (
        select(*(columns or (DECISIONS,)))
        .where(DECISIONS.c.at >= since, DECISIONS.c.act == "decide", ~superseded)
        .order_by(DECISIONS.c.id)
    )
    if joined is not None:
        query = query.join(joined, joined.c.decision_id == DECISIONS.c.id)
    if before < math.inf:  # SQL has no infinity
        query = query.where(DECISIONS.c.at < before)
    yield from connection.execution_options(yield_per=500).execute(query).mappings()


def weight(decision: RowMapping) -> float | None:
    """Return how many photos a decision represents: its inverse sampling probability.

    1 where all such photos enter the queue. None where the photo was not selected by its sureness
    or by sampling: accepted with all sure ones, opened by hand, or decided by the caller of a
    `/check`. Statistics cannot use such a decision.
    """
    probability = decision["sampling_probability"]
    selected = bool(decision["sampled"]) or probability == 1
    return 1 / probability if probability and selected else None


def has_weight(photos: Table) -> ColumnElement[bool]:
    """Return the condition under which decisions on photos of a table have a weight."""
    return photos.c.sampled | (photos.c.sampling_probability == 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFilter:
    """Which decisions to list; all by default."""

    who: str | None = None
    type_in_force: str | None = None
    """The officer's type, if one set it; else the automatic one."""
    overrides: bool = False
    """Only decisions that differ from the automatic verdict."""
    before: str | None = None
    """Only ids before this one: the next page."""


def search(connection: Connection, wanted: DecisionFilter, limit: int) -> Sequence[RowMapping]:
    """Return the matching decisions and undo acts, the newest first."""
    conditions = [DECISIONS.c.decision != DECISIONS.c.verdict] if wanted.overrides else []
    if wanted.type_in_force is not None:
        type_ = func.coalesce(DECISIONS.c.officer_type, DECISIONS.c.type)
        conditions.append(type_ == wanted.type_in_force)
    return newest(connection, DECISIONS, wanted, limit, conditions)
