"""How many photos wait for a worker or an officer, and since when."""

from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, func, select

from api.store.photos.claims import waiting
from api.store.tables.batches import PHOTOS


@dataclass(frozen=True, slots=True)
class QueueLength:
    """The length of a queue."""

    photos: int
    since: float | None
    """Seconds since 1970 since when the oldest waits; None where none waits."""


def for_worker(connection: Connection) -> QueueLength:
    """Return the photos that are not checked yet, from their upload."""
    return _length(connection, PHOTOS.c.state.in_(("queued", "leased")), PHOTOS.c.added_at)


def for_officer(connection: Connection) -> QueueLength:
    """Return the photos in the officers' queue, from their check."""
    return _length(connection, waiting(), PHOTOS.c.done_at)


def _length(
    connection: Connection, which: ColumnElement[bool], since: Column[float]
) -> QueueLength:
    row = connection.execute(select(func.count(), func.min(since)).where(which)).one()
    return QueueLength(*row)
