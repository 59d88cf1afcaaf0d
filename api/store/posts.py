"""Decisions that wait to be posted to the caller, until the caller has them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from api.store.tables import BATCHES, PHOTOS, POSTS

SETTLE_SECONDS = 15
"""A decision is posted only after this, so that a slip of a key is undone before anyone hears."""

DELAYS = (10, 60, 300, 1800, 7200, 21600, 43200, 86400)
"""Seconds between the tries; after the last the post is given up, and stays in the results."""


@dataclass(frozen=True, slots=True)
class Due:
    """One decision to post."""

    decision_id: str
    tries: int
    photo: RowMapping


def enqueue(connection: Connection, decision_id: str, photo_id: str, now: float) -> None:
    """Post a decision once it has settled; earlier ones of the photo are overtaken."""
    cancel(connection, photo_id)
    connection.execute(
        POSTS.insert().values(
            decision_id=decision_id, photo_id=photo_id, next_at=now + SETTLE_SECONDS
        )
    )


def cancel(connection: Connection, photo_id: str) -> None:
    """Do not post what has not been posted of this photo."""
    connection.execute(
        POSTS.update()
        .where(POSTS.c.photo_id == photo_id, POSTS.c.sent_at.is_(None))
        .values(next_at=None)
    )


def due(connection: Connection, now: float, *, hold: float, limit: int = 20) -> Sequence[Due]:
    """Return what is to be posted now, and keep it from others for `hold` seconds."""
    query = (
        select(POSTS.c.decision_id, POSTS.c.tries, BATCHES.c.line, PHOTOS)
        .join(PHOTOS, PHOTOS.c.id == POSTS.c.photo_id)
        .join(BATCHES, BATCHES.c.id == PHOTOS.c.batch_id)
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
    return [Due(row["decision_id"], row["tries"], row) for row in rows]


def posted(connection: Connection, one: Due, status: int, now: float) -> None:
    """Note that the caller has it."""
    _note(connection, one, next_at=None, sent_at=now, status=status)


def failed(connection: Connection, one: Due, status: int | None, now: float) -> None:
    """Note that the caller does not have it; try again later, or give up after the last try."""
    later = now + DELAYS[one.tries] if one.tries < len(DELAYS) else None
    _note(connection, one, next_at=later, status=status)


def _note(connection: Connection, one: Due, **values: float | None) -> None:
    connection.execute(
        POSTS.update()
        .where(POSTS.c.decision_id == one.decision_id)
        .values(tries=one.tries + 1, **values)
    )
