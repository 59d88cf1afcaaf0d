"""Documents: the pages of one file, which officers settle together."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, select

from api.store.photos.answers import is_broken
from api.store.tables.batches import PHOTOS


def same_document(photo: RowMapping) -> ColumnElement[bool]:
    """Condition: a page of the same file of the same batch."""
    here = PHOTOS.c.batch_id == photo["batch_id"]
    return and_(here, PHOTOS.c.file_mac == photo["file_mac"])


def pages(connection: Connection, photo: RowMapping) -> Sequence[RowMapping]:
    """Return all pages of the photo's file, in order."""
    query = select(PHOTOS).where(same_document(photo)).order_by(PHOTOS.c.page)
    return connection.execute(query).mappings().all()


def can_be_decided(page: RowMapping) -> bool:
    """Return whether a page is checked, undecided, and not a file that cannot be decoded."""
    checked = page["state"] in {"done", "dead"} and not is_broken(page)
    return page["decision"] is None and checked
