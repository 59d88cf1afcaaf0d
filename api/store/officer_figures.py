"""What each officer decided in some days, of the decisions in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from api.store.rows import every
from api.store.tables.batches import PHOTOS


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerFigures:
    """Figures of one officer."""

    who: str
    decisions: int
    overrides: int
    """Decisions that differ from the verdict, of those on photos with one."""
    judged: int
    """Decisions on photos with a verdict."""
    waited: float
    """Mean seconds from a photo's arrival to its decision."""


def since(connection: Connection, begin: float, who: str | None = None) -> Sequence[OfficerFigures]:
    """Return the officers who decided since then, by name; or one of them alone."""
    judged = PHOTOS.c.verdict.is_not(None)
    other = judged & (PHOTOS.c.verdict != PHOTOS.c.decision)
    query = (
        select(
            PHOTOS.c.decided_by.label("who"),
            func.count().label("decisions"),
            func.sum(case((other, 1), else_=0)).label("overrides"),
            func.sum(case((judged, 1), else_=0)).label("judged"),
            func.avg(PHOTOS.c.decided_at - PHOTOS.c.added_at).label("waited"),
        )
        .where(PHOTOS.c.decided_at >= begin, PHOTOS.c.decision.is_not(None))
        .group_by(PHOTOS.c.decided_by)
        .order_by(PHOTOS.c.decided_by)
    )
    if who is not None:
        query = query.where(PHOTOS.c.decided_by == who)
    return every(connection, OfficerFigures, query)
