"""Which photos' ids go to the broker next, when workers stand beyond this machine."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, or_, select

from api.store.tables import PHOTOS


def publish(connection: Connection, now: float, *, ahead: int, again: float) -> Sequence[str]:
    """Return the ids to send, and note that they were sent.

    At most `ahead` are on their way at once, so that the urgent overtake the backlog. What was
    sent `again` seconds ago and still waits is sent once more: the broker may have lost it.
    A lapsed lease waits too.
    """
    waits = (PHOTOS.c.state == "queued") | (
        (PHOTOS.c.state == "leased") & (PHOTOS.c.lease_until < now)
    )
    sent = PHOTOS.c.published_at > now - again
    room = ahead - (connection.scalar(select(func.count()).where(waits, sent)) or 0)
    query = (
        select(PHOTOS.c.id)
        .where(waits, or_(PHOTOS.c.published_at.is_(None), ~sent))
        .order_by(PHOTOS.c.rank, PHOTOS.c.added_at, PHOTOS.c.position)
        .limit(max(0, room))
        .with_for_update(skip_locked=True)
    )
    ids = connection.scalars(query).all()
    connection.execute(PHOTOS.update().where(PHOTOS.c.id.in_(ids)).values(published_at=now))
    return ids


def unsent(connection: Connection, ids: Sequence[str]) -> None:
    """Note that the broker did not take them."""
    connection.execute(PHOTOS.update().where(PHOTOS.c.id.in_(ids)).values(published_at=None))
