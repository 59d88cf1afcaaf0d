"""Which photo is whose to decide: several officers at once, no photo twice."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, case, func, or_, select

from api.store.tables import PHOTOS

CLAIM_SECONDS = 300
"""After which a claim lapses and another officer may get the photo."""


def waiting() -> ColumnElement[bool]:
    """Photos that stand in the officers' queue, claimed or not."""
    return PHOTOS.c.for_officer & PHOTOS.c.decision.is_(None) & PHOTOS.c.state.in_(("done", "dead"))


def order() -> tuple[ColumnElement[object], ...]:
    """Hand-overs, then the urgent, then the backlog; the least sure first."""
    return (PHOTOS.c.rank, PHOTOS.c.sureness, PHOTOS.c.added_at, PHOTOS.c.position)


def free(who: str, now: float) -> ColumnElement[bool]:
    """Photos that nobody else has claimed."""
    return or_(
        PHOTOS.c.claim_until.is_(None), PHOTOS.c.claim_until < now, PHOTOS.c.claimed_by == who
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the queue an officer is."""

    batch_id: str | None = None
    """Only this one's photos."""
    beside: str | None = None
    """The `reference_mac` whose photos come first."""
    without: tuple[str, ...] = ()
    """Ids that the officer has put off, and sees again when there is nothing else."""


def claim_next(
    connection: Connection, who: str, now: float, place: Place = Place()
) -> RowMapping | None:
    """Claim the next photo for an officer, and with it all of the same reference and batch.

    `who` is an account's name.
    """
    query = select(PHOTOS).where(waiting(), free(who, now))
    if place.batch_id is not None:
        query = query.where(PHOTOS.c.batch_id == place.batch_id)
    beside = PHOTOS.c.reference_mac == place.beside
    first = () if place.beside is None else (case((beside, 0), else_=1),)
    put_off = case((PHOTOS.c.id.in_(place.without), 1), else_=0)
    query = query.order_by(put_off, *first, *order()).limit(1).with_for_update(skip_locked=True)
    photo = connection.execute(query).mappings().first()
    if photo is not None:
        _claim(connection, _together(photo) & waiting() & free(who, now), who, now)
    return photo


def claim(connection: Connection, photo_id: str, who: str, now: float) -> bool:
    """Claim one photo, or keep it for longer; False where another has it, or it is decided."""
    mine = (PHOTOS.c.id == photo_id) & waiting() & free(who, now)
    return _claim(connection, mine, who, now) == 1


def count(connection: Connection, who: str, now: float, batch_id: str | None = None) -> int:
    """Return how many photos wait that nobody else has claimed."""
    query = select(func.count()).select_from(PHOTOS).where(waiting(), free(who, now))
    if batch_id is not None:
        query = query.where(PHOTOS.c.batch_id == batch_id)
    return connection.scalar(query) or 0


def release(connection: Connection, who: str) -> None:
    """Give back all that an officer has claimed."""
    connection.execute(
        PHOTOS.update().where(PHOTOS.c.claimed_by == who).values(claimed_by=None, claim_until=None)
    )


def _together(photo: RowMapping) -> ColumnElement[bool]:
    reference = photo["reference_mac"]
    if reference is None:
        return and_(PHOTOS.c.id == photo["id"])
    return and_(PHOTOS.c.reference_mac == reference, PHOTOS.c.batch_id == photo["batch_id"])


def _claim(connection: Connection, which: ColumnElement[bool], who: str, now: float) -> int:
    values = {"claimed_by": who, "claim_until": now + CLAIM_SECONDS}
    return connection.execute(PHOTOS.update().where(which).values(**values)).rowcount
