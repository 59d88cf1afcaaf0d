"""Messages to citizens that an officer sends by hand, and the mark that they are sent."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, select, true

from api.store.photos.re_photos import in_batch
from api.store.tables.batches import PHOTOS

NOBODY = "nobody"
"""Who has sent a message that need not be sent."""


def to_send(*, sent: bool | None = None) -> ColumnElement[bool]:
    """Condition: the photo's message asks for another photo. sent: only those sent, or not."""
    asks = (PHOTOS.c.decision == "re-photo") | (PHOTOS.c.state == "expired")
    marks = {None: true(), True: PHOTOS.c.sent_at.is_not(None), False: PHOTOS.c.sent_at.is_(None)}
    of_mark = marks[sent]
    needed = PHOTOS.c.sent_by.is_distinct_from(NOBODY)
    return PHOTOS.c.message.is_not(None) & asks & of_mark & needed


def count_unsent(connection: Connection, batch_id: str | None = None) -> int:
    """Return the number of photos whose message is not sent, of one batch or of the desk's."""
    query = select(func.count()).select_from(PHOTOS)
    return connection.scalar(query.where(to_send(sent=False), in_batch(batch_id))) or 0


def mark_sent(connection: Connection, ids: Sequence[str], who: str, now: float) -> int:
    """Mark the messages of photos as sent, unless they are; return how many changed."""
    return _mark(connection, ids, to_send(sent=False), sent_at=now, sent_by=who)


def unmark_sent(connection: Connection, ids: Sequence[str]) -> int:
    """Remove the mark; return how many changed."""
    return _mark(connection, ids, to_send(sent=True), sent_at=None, sent_by=None)


def _mark(
    connection: Connection,
    ids: Sequence[str],
    which: ColumnElement[bool],
    **values: float | str | None,
) -> int:
    query = PHOTOS.update().where(PHOTOS.c.id.in_(ids), which).values(**values)
    return connection.execute(query).rowcount
