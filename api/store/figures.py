"""What figures are made of: every photo the machine judged, every decision somebody took."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, null, select

from api.store import decisions
from api.store.batches import Origin
from api.store.tables import BATCHES, CHECKS, DECISIONS, PHOTOS


class Seen(NamedTuple):
    """One photo that the machine judged, by `/check` or in a batch. There are tens of thousands."""

    at: float
    line: str | None
    type: str | None
    verdict: str
    reason: str | None
    """The first; of a re-photo."""
    version: str | None
    """The service's."""
    policy: str | None
    reference_mac: str | None
    batch_id: str | None
    """None of a `/check`."""
    took_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One photo that somebody decided after the machine."""

    at: float
    line: str | None
    type: str | None
    verdict: str
    reason: str | None
    """The machine's first."""
    version: str | None
    policy: str | None
    p_accept: float
    decision: str
    sampled: bool
    """A sure one that was drawn."""
    weight: float | None
    """How many photos it stands for; None where nobody's draw but a person's choice brought it."""


def seen(connection: Connection, since: float) -> Iterator[Seen]:
    """Yield what was judged since then, in no order.

    A photo of `/check` that officers see is counted by its row alone.
    """
    checked = select(
        CHECKS.c.at,
        CHECKS.c.line,
        CHECKS.c.type,
        CHECKS.c.verdict,
        CHECKS.c.reason,
        CHECKS.c.service,
        CHECKS.c.policy,
        CHECKS.c.reference_mac,
        null().label("batch_id"),
        CHECKS.c.took_ms,
    ).where(CHECKS.c.at >= since, CHECKS.c.verdict.is_not(None))
    worked = (
        select(
            PHOTOS.c.done_at.label("at"),
            BATCHES.c.line,
            PHOTOS.c.type,
            PHOTOS.c.verdict,
            PHOTOS.c.reason,
            PHOTOS.c.service,
            PHOTOS.c.policy,
            PHOTOS.c.reference_mac,
            PHOTOS.c.batch_id,
            PHOTOS.c.took_ms,
        )
        .join(BATCHES, BATCHES.c.id == PHOTOS.c.batch_id)
        .where(PHOTOS.c.done_at >= since, PHOTOS.c.verdict.is_not(None))
        .where(BATCHES.c.origin != Origin.CHECK)
    )
    for query in (checked, worked):
        yield from map(Seen._make, connection.execution_options(yield_per=1000).execute(query))


def judged(connection: Connection, since: float) -> Iterator[Judged]:
    """Yield the decisions since then that stand, of photos that had a verdict."""
    told = [column for column in DECISIONS.c if column.name != "measures"]  # the heaviest
    for row in decisions.standing(connection, since, *told):
        if row["verdict"] is None:
            continue
        version, reasons = row["version"] or {}, row["reasons"] or []
        yield Judged(
            reason=reasons[0]["code"] if reasons else None,
            version=version.get("service"),
            policy=version.get("policy"),
            sampled=bool(row["sampled"]),
            weight=decisions.weight(row),
            **{
                name: row[name]
                for name in ("at", "line", "type", "verdict", "p_accept", "decision")
            },
        )
