"""Photos by characteristic, bin and day: what drift is found in.

Counts alone are kept, of the photos that citizens send now: of `/check` and of applications.
Batches are left out, as an office may send an archive of years in one of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from api.store.batches import Origin
from api.store.checks import INSERT
from api.store.submissions import DEMO_OWNER
from api.store.tables.batches import BATCHES, PHOTOS
from api.store.tables.checks import CHECKS
from api.store.tables.figures import DRIFT_DAYS

BATCH_ROWS = 1000


class DriftPhoto(NamedTuple):
    """What is counted of one photo with a verdict."""

    verdict: str
    reason: str | None
    """Code of the first reason."""
    type: str
    """The automatic one, whatever an officer set."""
    number_state: str | None
    p_accept: float
    measures: Mapping[str, Any]
    """Of the answer, by name."""


class KeptPhoto(NamedTuple):
    """A photo whose picture is kept."""

    id: str
    seen: DriftPhoto


_NAMES = ("verdict", "reason", "type", "number_state", "p_accept")


def photos(connection: Connection, begin: float, end: float) -> Iterator[DriftPhoto]:
    """Yield the photos with a verdict in begin <= at < end, seconds since 1970, in no order."""
    checked = select(*(CHECKS.c[name] for name in _NAMES), CHECKS.c.measures).where(
        CHECKS.c.at >= begin, CHECKS.c.at < end, CHECKS.c.verdict.is_not(None)
    )
    sent = (
        select(*_of_photo())
        .join(BATCHES, BATCHES.c.id == PHOTOS.c.batch_id)
        .where(*_done(begin, end), BATCHES.c.origin == Origin.SUBMISSION)
        .where(BATCHES.c.owner != DEMO_OWNER)
    )
    for query in (checked, sent):
        rows = connection.execution_options(yield_per=BATCH_ROWS).execute(query)
        yield from map(DriftPhoto._make, rows)


def kept_pictures(
    connection: Connection, begin: float, end: float, limit: int
) -> Iterator[KeptPhoto]:
    """Yield such photos whose pictures are kept, those sampled from `/check` too, newest first."""
    query = (
        select(PHOTOS.c.id, *_of_photo())
        .join(BATCHES, BATCHES.c.id == PHOTOS.c.batch_id)
        .where(*_done(begin, end), PHOTOS.c.file_id.is_not(None))
        .where(BATCHES.c.origin.in_((Origin.SUBMISSION, Origin.CHECK)))
        .where(BATCHES.c.owner != DEMO_OWNER)
        .order_by(PHOTOS.c.done_at.desc())
        .limit(limit)
    )
    for id_, *values in connection.execute(query):
        yield KeptPhoto(id_, DriftPhoto._make(values))


def _of_photo() -> tuple[ColumnElement[Any], ...]:
    return (*(PHOTOS.c[name] for name in _NAMES), PHOTOS.c.answer["measures"])


def _done(begin: float, end: float) -> Iterator[ColumnElement[bool]]:
    yield PHOTOS.c.done_at >= begin
    yield PHOTOS.c.done_at < end
    yield PHOTOS.c.verdict.is_not(None)


def kept(connection: Connection, begins: Iterable[float]) -> dict[float, Any]:
    """Return the counts that are kept of these days."""
    query = select(DRIFT_DAYS).where(DRIFT_DAYS.c.begin.in_(list(begins)))
    return {row.begin: row.counts for row in connection.execute(query)}


def keep(connection: Connection, begin: float, counts: Mapping[str, Any]) -> None:
    """Keep the counts of a day; those that are kept already stay."""
    dialect_insert: Any = INSERT[connection.dialect.name]
    row = {"begin": begin, "counts": counts}
    connection.execute(dialect_insert(DRIFT_DAYS).on_conflict_do_nothing(), [row])


def purge(connection: Connection, before: float) -> None:
    """Forget older days."""
    connection.execute(DRIFT_DAYS.delete().where(DRIFT_DAYS.c.begin < before))
