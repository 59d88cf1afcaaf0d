"""Claims of officers on photos: no two officers decide the same photo at once."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, case, func, or_, select

from api.store.tables.batches import PHOTOS

CLAIM_SECONDS = 300
"""Time after which a claim expires and another officer may claim the photo."""


def waiting() -> ColumnElement[bool]:
    """Condition: the photo is in the officers' queue, claimed or not."""
    return PHOTOS.c.for_officer & PHOTOS.c.decision.is_(None) & PHOTOS.c.state.in_(("done", "dead"))


def order() -> tuple[ColumnElement[object], ...]:
    """Order of the queue: hand-overs, urgent, backlog; the least sure verdict first."""
    return (PHOTOS.c.rank, PHOTOS.c.sureness, PHOTOS.c.added_at, PHOTOS.c.position)


def free(who: str, now: float) -> ColumnElement[bool]:
    """Condition: no other officer has claimed the photo."""
    return or_(
        PHOTOS.c.claim_until.is_(None), PHOTOS.c.claim_until < now, PHOTOS.c.claimed_by == who
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePosition:
    """An officer's position in the queue."""

    batch_id: str | None = None
    """Only photos of this batch."""
    reference_mac: str | None = None
    """Photos of this reference come first."""
    postponed: tuple[str, ...] = ()
    """Photo ids that the officer has put off: they come last."""


def claim_next(
    connection: Connection, who: str, now: float, position: QueuePosition = QueuePosition()
) -> RowMapping | None:
    """Claim the next photo and all others of its reference and batch. who: an account's name."""
    query = select(PHOTOS).where(waiting(), free(who, now))
    if position.batch_id is not None:
        query = query.where(PHOTOS.c.batch_id == position.batch_id)
    same = PHOTOS.c.reference_mac == position.reference_mac
    first = () if position.reference_mac is None else (case((same, 0), else_=1),)
    postponed = case((PHOTOS.c.id.in_(position.postponed), 1), else_=0)
    query = query.order_by(postponed, *first, *order()).limit(1).with_for_update(skip_locked=True)
    photo = connection.execute(query).mappings().first()
    if photo is not None:
        _claim(connection, _same_reference(photo) & waiting() & free(who, now), who, now)
    return photo


def claim(connection: Connection, photo_id: str, who: str, now: float) -> bool:
    """Claim one photo or extend the claim; False if another officer has it or it is decided."""
    mine = (PHOTOS.c.id == photo_id) & waiting() & free(who, now)
    return _claim(connection, mine, who, now) == 1


def count(connection: Connection, who: str, now: float, batch_id: str | None = None) -> int:
    """Return the number of waiting photos that no other officer has claimed."""
    query = select(func.count()).select_from(PHOTOS).where(waiting(), free(who, now))
    if batch_id is not None:
        query = query.where(PHOTOS.c.batch_id == batch_id)
    return connection.scalar(query) or 0


def release(connection: Connection, who: str) -> None:
    """Release all claims of an officer."""
    connection.execute(
        PHOTOS.update().where(PHOTOS.c.claimed_by == who).values(claimed_by=None, claim_until=None)
    )


def _same_reference(photo: RowMapping) -> ColumnElement[bool]:
    reference = photo["reference_mac"]
    if reference is None:
        return and_(PHOTOS.c.id == photo["id"])
    return and_(PHOTOS.c.reference_mac == reference, PHOTOS.c.batch_id == photo["batch_id"])


def _claim(connection: Connection, which: ColumnElement[bool], who: str, now: float) -> int:
    values = {"claimed_by": who, "claim_until": now + CLAIM_SECONDS}
    return connection.execute(PHOTOS.update().where(which).values(**values)).rowcount
