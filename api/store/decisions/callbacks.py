"""Callbacks: decisions to be posted to the caller until one attempt succeeds."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from api.store.tables.batches import BATCHES, PHOTOS
from api.store.tables.officers import POSTS
from api.store.tables.submissions import SUBMISSIONS

SETTLE_SECONDS = 15
"""Delay of a callback, so that a mistaken decision can be undone before it is reported."""

RETRY_DELAYS = (10, 60, 300, 1800, 7200, 21600, 43200, 86400)
"""Seconds between the attempts; after the last one the callback is given up."""


@dataclass(frozen=True, slots=True)
class DueCallback:
    """One decision to post."""

    decision_id: str
    tries: int
    photo: RowMapping


def enqueue(connection: Connection, decision_id: str, photo_id: str, now: float) -> None:
    """Schedule the callback of a decision; it replaces earlier ones of the photo."""
    cancel(connection, photo_id)
    connection.execute(
        POSTS.insert().values(
            decision_id=decision_id, photo_id=photo_id, next_at=now + SETTLE_SECONDS
        )
    )


def cancel(connection: Connection, photo_id: str) -> None:
    """Cancel the callbacks of this photo that are not delivered."""
    connection.execute(
        POSTS.update()
        .where(POSTS.c.photo_id == photo_id, POSTS.c.sent_at.is_(None))
        .values(next_at=None)
    )


def due(
    connection: Connection, now: float, *, hold: float, limit: int = 20
) -> Sequence[DueCallback]:
    """Return the callbacks that are due, reserved for this process for `hold` seconds."""
    query = (
        select(
            *(POSTS.c.decision_id, POSTS.c.tries, BATCHES.c.line),
            *(SUBMISSIONS.c.id.label("submission"), PHOTOS),
        )
        .join(PHOTOS, PHOTOS.c.id == POSTS.c.photo_id)
        .join(BATCHES, BATCHES.c.id == PHOTOS.c.batch_id)
        .outerjoin(SUBMISSIONS, SUBMISSIONS.c.batch_id == BATCHES.c.id)
        .where(POSTS.c.next_at <= now)
        .order_by(POSTS.c.next_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=POSTS)
    )
    rows = connection.execute(query).mappings().all()
    ids = [row["decision_id"] for row in rows]
    connection.execute(
        POSTS.update().where(POSTS.c.decision_id.in_(ids)).values(next_at=now + hold)
    )
    return [DueCallback(row["decision_id"], row["tries"], row) for row in rows]


def mark_delivered(connection: Connection, one: DueCallback, status: int, now: float) -> None:
    """Record that the caller has received it."""
    _record_attempt(connection, one, next_at=None, sent_at=now, status=status)


def mark_failed(connection: Connection, one: DueCallback, status: int | None, now: float) -> None:
    """Record a failed attempt: schedule the next one, or give up after the last."""
    later = now + RETRY_DELAYS[one.tries] if one.tries < len(RETRY_DELAYS) else None
    _record_attempt(connection, one, next_at=later, status=status)


def _record_attempt(connection: Connection, one: DueCallback, **values: float | None) -> None:
    connection.execute(
        POSTS.update()
        .where(POSTS.c.decision_id == one.decision_id)
        .values(tries=one.tries + 1, **values)
    )
