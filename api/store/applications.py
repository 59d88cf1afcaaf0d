"""Applications as officers see them: found by stage, service, line, urgency, officer and age.

They are the submissions that are not deleted and did not expire without a photo.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, false, func, or_, select

from api.store import rows
from api.store.stages import Stage
from api.store.submissions import DEMO_OWNER, Submission
from api.store.tables.submissions import SUBMISSIONS

Pairs = Sequence[tuple[str, str]]
"""Kinds of applications: service and variant."""

_OF_PAPERS = case(
    (SUBMISSIONS.c.state.in_(("complete", "officer")), Stage.COMPLETE),
    (SUBMISSIONS.c.rounds == 0, Stage.NEW),
    else_=Stage.INCOMPLETE,
)
STAGE: ColumnElement[str] = func.coalesce(SUBMISSIONS.c.step, _OF_PAPERS)
"""The stage in force."""
TOUCHED: ColumnElement[float] = func.coalesce(SUBMISSIONS.c.touched_at, SUBMISSIONS.c.updated_at)
"""When the citizen or an officer last did anything about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFilter:
    """Which applications to list; all by default."""

    stages: Sequence[Stage] = ()
    service: str | None = None
    line: str | None = None
    urgent: Pairs | None = None
    """Only these kinds of applications."""
    officer: str | None = None
    """Only those assigned to this officer."""
    nobodys: bool = False
    """Only those assigned to nobody."""
    untouched_since: float | None = None
    """Only those about which nobody did anything since then."""
    reference_mac: str | None = None


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """A part of a list, and the number of all applications in it."""

    rows: Sequence[Submission]
    total: int


def kept() -> ColumnElement[bool]:
    """Condition: an application whose photos are not deleted, other than one of the demo."""
    lives = SUBMISSIONS.c.batch_id.is_not(None) & (SUBMISSIONS.c.state != "expired")
    return lives & (SUBMISSIONS.c.owner != DEMO_OWNER)


def page(
    connection: Connection, wanted: ApplicationFilter, urgent: Pairs, limit: int, offset: int = 0
) -> ApplicationPage:
    """Return a part of a list: urgent kinds first, then those that wait longest.

    What is closed comes last, the latest first.
    """
    matching = select(SUBMISSIONS).where(kept(), *_conditions(wanted))
    total = connection.scalar(select(func.count()).select_from(matching.subquery())) or 0
    done = SUBMISSIONS.c.closed_at
    waits_since = func.coalesce(SUBMISSIONS.c.completed_at, SUBMISSIONS.c.updated_at)
    rank = case((_is_one_of(urgent), 0), else_=1)
    ordered = matching.order_by(done.is_not(None), done.desc(), rank, waits_since, SUBMISSIONS.c.id)
    found = rows.every(connection, Submission, ordered.limit(limit).offset(offset))
    return ApplicationPage(found, total)


def counts(connection: Connection, untouched_since: float | None = None) -> Mapping[Stage, int]:
    """Count the applications by stage, each stage named.

    untouched_since: only those not closed about which nobody did anything since then.
    """
    query = select(STAGE.label("stage")).where(kept())
    if untouched_since is not None:
        query = query.where(_untouched(untouched_since))
    stages = query.subquery()
    counted = select(stages.c.stage, func.count()).group_by(stages.c.stage)
    found = {Stage(stage): count for stage, count in connection.execute(counted)}
    return {stage: found.get(stage, 0) for stage in Stage}


def lines(connection: Connection) -> Sequence[str]:
    """Return the lines that have applications."""
    query = select(SUBMISSIONS.c.line).where(kept(), SUBMISSIONS.c.line.is_not(None)).distinct()
    return sorted(connection.scalars(query))


def _conditions(wanted: ApplicationFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.stages:
        yield STAGE.in_(wanted.stages)
    names = ("service", "line", "officer", "reference_mac")
    equal: dict[str, Any] = {name: getattr(wanted, name) for name in names}
    yield from (SUBMISSIONS.c[name] == value for name, value in equal.items() if value is not None)
    if wanted.nobodys:
        yield SUBMISSIONS.c.officer.is_(None)
    if wanted.urgent is not None:
        yield _is_one_of(wanted.urgent)
    if wanted.untouched_since is not None:
        yield _untouched(wanted.untouched_since)


def _untouched(since: float) -> ColumnElement[bool]:
    return SUBMISSIONS.c.closed_at.is_(None) & (SUBMISSIONS.c.rounds > 0) & (since > TOUCHED)


def _is_one_of(kinds: Pairs) -> ColumnElement[bool]:
    equal = (
        and_(SUBMISSIONS.c.service == service, SUBMISSIONS.c.variant == variant)
        for service, variant in kinds
    )
    return or_(false(), *equal)
