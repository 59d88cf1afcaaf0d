"""What other officers hold of the queue, until when, and how one officer takes it over."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from api.store.photos.claims import held_by_others, set_claim, waiting, within
from api.store.photos.documents import same_document
from api.store.tables.batches import PHOTOS


def holders(
    connection: Connection, who: str, now: float, batch_id: str | None = None
) -> Sequence[RowMapping]:
    """Return the other officers who hold photos: claimed_by, photos, and the last claim_until."""
    until, photos = func.max(PHOTOS.c.claim_until), func.count()
    query = select(PHOTOS.c.claimed_by, photos.label("photos"), until.label("claim_until"))
    query = query.where(waiting(), held_by_others(who, now), within(batch_id))
    grouped = query.group_by(PHOTOS.c.claimed_by).order_by(PHOTOS.c.claimed_by)
    return connection.execute(grouped).mappings().all()


def holder(connection: Connection, photo: RowMapping, who: str, now: float) -> RowMapping | None:
    """Return claimed_by and claim_until of the other officer who holds the photo's document."""
    query = select(PHOTOS.c.claimed_by, PHOTOS.c.claim_until)
    query = query.where(same_document(photo), waiting(), held_by_others(who, now)).limit(1)
    return connection.execute(query).mappings().first()


def take_over(
    connection: Connection, which: ColumnElement[bool], who: str, now: float
) -> Sequence[RowMapping]:
    """Claim what other officers hold of these photos; return id and claimed_by before."""
    held = which & waiting() & held_by_others(who, now)
    query = select(PHOTOS.c.id, PHOTOS.c.claimed_by).where(held).order_by(PHOTOS.c.id)
    taken = connection.execute(query.with_for_update()).mappings().all()
    set_claim(connection, PHOTOS.c.id.in_([photo["id"] for photo in taken]), who, now)
    return taken


def claimed_by(name: str, batch_id: str | None = None) -> ColumnElement[bool]:
    """Condition: the last claim is this officer's."""
    return (PHOTOS.c.claimed_by == name) & within(batch_id)
