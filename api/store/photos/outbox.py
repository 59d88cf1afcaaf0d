"""Photo ids to publish to the message broker."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, or_, select

from api.store.tables.batches import PHOTOS


def publish(connection: Connection, now: float, *, ahead: int, again: float) -> Sequence[str]:
    """Return the ids to publish, and mark them as published.

    At most `ahead` ids are under way at once, so that urgent photos overtake the backlog. An id
    published `again` seconds ago whose photo still waits is published again: the broker may have
    lost it. A photo with an expired lease waits too, and last one whose table of members is due.
    """
    waits = or_(
        PHOTOS.c.state == "queued",
        (PHOTOS.c.state == "leased") & (PHOTOS.c.lease_until < now),
        PHOTOS.c.members_due_at <= now,
    )
    sent = (PHOTOS.c.published_at > now - again) & (
        PHOTOS.c.published_at < now + again  # later ones were sent before the clock was set back
    )
    room = ahead - (connection.scalar(select(func.count()).where(waits, sent)) or 0)
    query = (
        select(PHOTOS.c.id)
        .where(waits, or_(PHOTOS.c.published_at.is_(None), ~sent))
        .order_by(
            PHOTOS.c.members_due_at.is_not(None),
            *(PHOTOS.c.rank, PHOTOS.c.added_at, PHOTOS.c.position),
        )
        .limit(max(0, room))
        .with_for_update(skip_locked=True)
    )
    ids = connection.scalars(query).all()
    connection.execute(PHOTOS.update().where(PHOTOS.c.id.in_(ids)).values(published_at=now))
    return ids


def mark_unsent(connection: Connection, ids: Sequence[str]) -> None:
    """Mark ids that the broker did not take as not published."""
    connection.execute(PHOTOS.update().where(PHOTOS.c.id.in_(ids)).values(published_at=None))
