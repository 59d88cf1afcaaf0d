"""Sure re-photo verdicts that no officer has confirmed yet."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, exists, func, select

from api.store.batches import Origin
from api.store.database.vault import Vault
from api.store.photos import intake
from api.store.photos.search import STATUS_CONDITIONS, WITH_BATCH, FoundPhoto, Status
from api.store.tables.batches import BATCHES, PHOTOS


def undecided() -> ColumnElement[bool]:
    """Condition: a sure re-photo verdict or a file that the sender can mend, undecided."""
    broken = STATUS_CONDITIONS[Status.ERROR] & PHOTOS.c.message.is_not(None)
    return STATUS_CONDITIONS[Status.RE_PHOTO] | broken


def in_batch(batch_id: str | None) -> ColumnElement[bool]:
    """Condition: a photo of this batch, or of any batch of the desk.

    Callers with batches of their own read the results and write to citizens themselves.
    """
    if batch_id is not None:
        return PHOTOS.c.batch_id == batch_id
    its = BATCHES.c.id == PHOTOS.c.batch_id  # asked for each photo: most batches are the desk's
    return exists().where(its, BATCHES.c.origin == Origin.DESK).correlate_except(BATCHES)


def count(connection: Connection, batch_id: str | None = None) -> int:
    """Return the number of undecided ones, of one batch or of all of the desk."""
    query = select(func.count()).select_from(PHOTOS).where(undecided(), in_batch(batch_id))
    return connection.scalar(query) or 0


def find(connection: Connection, vault: Vault, which: ColumnElement[bool]) -> Sequence[FoundPhoto]:
    """Return the photos that match, the newest batch first, each batch in upload order."""
    query = WITH_BATCH.where(which).order_by(
        BATCHES.c.created_at.desc(), PHOTOS.c.batch_id, PHOTOS.c.position, PHOTOS.c.page
    )
    rows = connection.execute(query).mappings()
    return [FoundPhoto(photo, intake.open_names(vault, photo)) for photo in rows]
