"""Which photo is whose to decide: several officers at once, no photo twice."""

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, or_, select

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


def claim_next(
    connection: Connection,
    who: str,
    now: float,
    *,
    batch_id: str | None = None,
    beside: str | None = None,
) -> RowMapping | None:
    """Claim the next photo for an officer, and with it all of the same reference and batch.

    `who` is an account's name; `beside` is the `reference_mac` whose photos come first.
    """
    query = select(PHOTOS).where(waiting(), free(who, now))
    if batch_id is not None:
        query = query.where(PHOTOS.c.batch_id == batch_id)
    first = () if beside is None else ((PHOTOS.c.reference_mac == beside).desc(),)
    query = query.order_by(*first, *order()).limit(1).with_for_update(skip_locked=True)
    photo = connection.execute(query).mappings().first()
    if photo is not None:
        _claim(connection, _together(photo) & waiting() & free(who, now), who, now)
    return photo


def claim(connection: Connection, photo_id: str, who: str, now: float) -> bool:
    """Claim one photo, or keep it for longer; False where another has it, or it is decided."""
    mine = (PHOTOS.c.id == photo_id) & waiting() & free(who, now)
    return _claim(connection, mine, who, now) == 1


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
