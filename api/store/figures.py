"""Data for statistics: every photo with a verdict, and every officer's decision in force."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, case, null, select

from api.store.batches import Origin
from api.store.decisions import history
from api.store.photos import search
from api.store.tables.batches import BATCHES, PHOTOS
from api.store.tables.checks import CHECKS
from api.store.tables.officers import DECISIONS


class JudgedPhoto(NamedTuple):  # a tuple, as a page reads tens of thousands
    """One photo with a verdict, by `/check` or in a batch."""

    at: float
    line: str | None
    type: str | None
    """The officer's, if one set it; else the automatic one."""
    verdict: str
    reason: str | None
    """Code of the first reason of a re-photo."""
    version: str | None
    """Version of the service."""
    policy: str | None
    reference_mac: str | None
    batch_id: str | None
    """Of photos that were sent together; None for a `/check` and a photo of a submission."""
    took_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedPhoto:
    """One photo with a verdict and an officer's decision."""

    at: float
    line: str | None
    type: str | None
    """As in `JudgedPhoto`."""
    verdict: str
    reason: str | None
    """Code of the first automatic reason."""
    version: str | None
    policy: str | None
    p_accept: float
    decision: str
    sampled: bool
    """Whether the photo has a sure verdict and was sampled."""
    weight: float | None
    """How many photos it represents, as in `history.weight`."""


def judged_photos(
    connection: Connection, since: float, before: float = math.inf
) -> Iterator[JudgedPhoto]:
    """Yield the photos with a verdict in since <= at < before, in no order.

    A photo sampled from `/check` counts once, by its row of `/check`.
    """
    names = ("verdict", "reason", "service", "policy", "reference_mac")
    checked = select(
        *(CHECKS.c.at, CHECKS.c.line, CHECKS.c.type, *(CHECKS.c[name] for name in names)),
        *(null().label("batch_id"), CHECKS.c.took_ms),
    ).where(*_within(CHECKS.c.at, since, before), CHECKS.c.verdict.is_not(None))
    in_batches = (
        select(
            *(PHOTOS.c.done_at, BATCHES.c.line, search.type_in_force()),
            *(PHOTOS.c[name] for name in names),
            *(_sent_together(), PHOTOS.c.took_ms),
        )
        .join(BATCHES, BATCHES.c.id == PHOTOS.c.batch_id)
        .where(*_within(PHOTOS.c.done_at, since, before), PHOTOS.c.verdict.is_not(None))
        .where(BATCHES.c.origin != Origin.CHECK)
    )
    for query in (checked, in_batches):
        yield from map(
            JudgedPhoto._make, connection.execution_options(yield_per=1000).execute(query)
        )


def _sent_together() -> ColumnElement[str | None]:
    of_submission = BATCHES.c.origin == Origin.SUBMISSION
    return case((of_submission, null()), else_=PHOTOS.c.batch_id)


def _within(at: Column[float], since: float, before: float) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions; without an end only one, as SQL has no infinity."""
    yield at >= since
    if before < math.inf:
        yield at < before


def reviewed_photos(
    connection: Connection, since: float, before: float = math.inf
) -> Iterator[ReviewedPhoto]:
    """Yield the decisions in force of since <= at < before on photos with a verdict."""
    columns = [column for column in DECISIONS.c if column.name != "measures"]  # the largest
    for row in history.in_force(connection, since, columns, before):
        if row["verdict"] is None:
            continue
        version, reasons = row["version"] or {}, row["reasons"] or []
        yield ReviewedPhoto(
            type=row["officer_type"] or row["type"],
            reason=reasons[0]["code"] if reasons else None,
            version=version.get("service"),
            policy=version.get("policy"),
            sampled=bool(row["sampled"]),
            weight=history.weight(row),
            **{name: row[name] for name in ("at", "line", "verdict", "p_accept", "decision")},
        )
