"""Claims of officers on photos: no two officers decide the same photo at once.

An officer claims a document with all its pages, and a handful of photos of the same reference.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    true,
    tuple_,
)

from api.store.photos.documents import same_document
from api.store.photos.queue_reasons import urgency
from api.store.tables.batches import BATCHES, PHOTOS

CLAIM_SECONDS = 300
"""Time after which a claim expires and another officer may claim the photo."""
MAX_CLAIMED = 5
"""Photos of one reference that an officer claims at once. A document's pages may be more."""

_DOCUMENT = tuple_(PHOTOS.c.batch_id, PHOTOS.c.file_mac)


def waiting() -> ColumnElement[bool]:
    """Condition: the photo is in the officers' queue, claimed or not."""
    return PHOTOS.c.for_officer & PHOTOS.c.decision.is_(None) & PHOTOS.c.state.in_(("done", "dead"))


def order() -> tuple[ColumnElement[Any], ...]:
    """Order of the queue: hand-overs, urgent, backlog; then by reason and the least sure first."""
    upload = (PHOTOS.c.added_at, PHOTOS.c.position, PHOTOS.c.page)
    return (PHOTOS.c.rank, urgency(), PHOTOS.c.sureness, *upload)


def free(who: str, now: float) -> ColumnElement[bool]:
    """Condition: no other officer has claimed the photo."""
    return or_(
        PHOTOS.c.claim_until.is_(None), PHOTOS.c.claim_until < now, PHOTOS.c.claimed_by == who
    )


def is_free(photo: RowMapping, who: str, now: float) -> bool:
    """Return whether no other officer has claimed the photo: `free` for a row."""
    return photo["claimed_by"] == who or (photo["claim_until"] or 0) < now


def held_by_others(who: str, now: float) -> ColumnElement[bool]:
    """Condition: another officer has claimed the photo."""
    return (PHOTOS.c.claimed_by != who) & (PHOTOS.c.claim_until >= now)


def within(batch_id: str | None) -> ColumnElement[bool]:
    """Condition: the photo is of this batch, if one is given."""
    return true() if batch_id is None else PHOTOS.c.batch_id == batch_id


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePosition:
    """An officer's position in the queue."""

    batch_id: str | None = None
    """Only photos of this batch."""
    after: RowMapping | None = None
    """The photo decided last. Its other pages, and what is claimed of its reference, come first."""
    postponed: tuple[str, ...] = ()
    """Photo ids that the officer has put off: they come last, with all pages of their files."""


def claim_next(
    connection: Connection, who: str, now: float, position: QueuePosition = QueuePosition()
) -> RowMapping | None:
    """Claim the next photo with its document and a handful of its reference.

    who: an account's name. None if nothing waits.
    """
    query = (
        select(PHOTOS)
        .where(waiting(), _available(who, now), within(position.batch_id))
        .order_by(_postponed(position.postponed), *_nearby(position.after, who, now), *order())
        .limit(1)
    )
    locked: str | None = None
    while (photo := connection.execute(query).mappings().first()) is not None:
        if photo["batch_id"] == locked:
            set_claim(connection, _hand(connection, photo, who, now), who, now)
            break
        locked = photo["batch_id"]
        _lock(connection, photo)  # then asked again: another officer may have been quicker
    return photo


def claim(connection: Connection, photo: RowMapping, who: str, now: float) -> bool:
    """Claim a photo with its document, or extend the claim.

    False if another officer has it or it is decided.
    """
    _lock(connection, photo)
    set_claim(connection, same_document(photo) & waiting() & _available(who, now), who, now)
    mine = (PHOTOS.c.id == photo["id"]) & waiting() & _held_by(who, now)
    return connection.scalar(select(PHOTOS.c.id).where(mine)) is not None


def count(connection: Connection, who: str, now: float, batch_id: str | None = None) -> int:
    """Return the number of waiting photos that no other officer has claimed."""
    query = select(func.count()).select_from(PHOTOS)
    return connection.scalar(query.where(waiting(), _available(who, now), within(batch_id))) or 0


def set_claim(connection: Connection, which: ColumnElement[bool], who: str, now: float) -> None:
    """Claim these photos for the officer from now on."""
    values = {"claimed_by": who, "claim_until": now + CLAIM_SECONDS}
    connection.execute(PHOTOS.update().where(which).values(**values))


def release(connection: Connection, who: str) -> None:
    """Release all claims of an officer."""
    connection.execute(
        PHOTOS.update().where(PHOTOS.c.claimed_by == who).values(claimed_by=None, claim_until=None)
    )


def _available(who: str, now: float) -> ColumnElement[bool]:
    """Condition: no other officer has claimed the photo or another page of its document."""
    page = PHOTOS.alias("page")
    of_document = (page.c.batch_id == PHOTOS.c.batch_id) & (page.c.file_mac == PHOTOS.c.file_mac)
    others = (page.c.claimed_by != who) & (page.c.claim_until >= now)
    return free(who, now) & ~exists().where(of_document, others)


def _held_by(who: str, now: float) -> ColumnElement[bool]:
    return (PHOTOS.c.claimed_by == who) & (PHOTOS.c.claim_until >= now)


def _postponed(ids: tuple[str, ...]) -> ColumnElement[int]:
    page = PHOTOS.alias("page")
    documents = select(page.c.batch_id, page.c.file_mac).where(page.c.id.in_(ids))
    return case((_DOCUMENT.in_(documents), 1), else_=0)


def _nearby(
    after: RowMapping | None, who: str, now: float
) -> tuple[ColumnElement[int], ColumnElement[int]] | tuple[()]:
    """Order: the document's other pages from the first, then what is claimed of its reference."""
    if after is None:
        return ()
    page, claimed = same_document(after), _same_reference(after) & _held_by(who, now)
    return case((page, 0), (claimed, 1), else_=2), case((page, PHOTOS.c.page), else_=0)


def _hand(connection: Connection, photo: RowMapping, who: str, now: float) -> ColumnElement[bool]:
    """Condition: the photos to claim with this one.

    What the officer holds already of the reference is used up before more is claimed, so that a
    long reference neither keeps everything from others nor passes by what is more urgent.
    """
    available = waiting() & _available(who, now)
    if photo["claimed_by"] == who and photo["claim_until"] >= now:
        held = _same_reference(photo) & _held_by(who, now)
        return available & or_(same_document(photo), held)
    nearest = case((same_document(photo), 0), else_=1)
    query = select(PHOTOS.c.file_mac).where(_same_reference(photo), available)
    documents = set(connection.scalars(query.order_by(nearest, *order()).limit(MAX_CLAIMED)))
    here = PHOTOS.c.batch_id == photo["batch_id"]
    return and_(available, here, PHOTOS.c.file_mac.in_(documents))


def _same_reference(photo: RowMapping) -> ColumnElement[bool]:
    reference = photo["reference_mac"]
    if reference is None:
        return same_document(photo)
    return and_(PHOTOS.c.reference_mac == reference, PHOTOS.c.batch_id == photo["batch_id"])


def _lock(connection: Connection, photo: RowMapping) -> None:
    """Lock the batch against other officers' claims (SQLite has one writer anyway)."""
    batch = select(BATCHES.c.id).where(BATCHES.c.id == photo["batch_id"])
    connection.execute(batch.with_for_update())
