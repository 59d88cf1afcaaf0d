"""Deletes what decisions teach (`lessons.py`), and their photos in the suite (`office_suite.py`).

By time, of one sender, or of deleted photos. The decisions stay. An adopted calibration stays too:
it is a few numbers of hundreds of photos.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, select

from api.store.database.vault import Vault
from api.store.tables.batches import PHOTOS
from api.store.tables.office_suite import SUITE_PHOTOS
from api.store.tables.officers import LESSONS

TABLES = (LESSONS, SUITE_PHOTOS)


def sender_mac(vault: Vault, sender: str | None) -> str | None:
    """Return the pseudonym of a sender: other than in all other tables, so that none is joined."""
    return vault.mac("learning", sender)


def erase_older(connection: Connection, before: float, suite_before: float) -> None:
    """Delete what decisions made before then teach, and photos of the suite decided before then.

    Both in seconds since 1970.
    """
    connection.execute(LESSONS.delete().where(LESSONS.c.at < before))
    connection.execute(SUITE_PHOTOS.delete().where(SUITE_PHOTOS.c.at < suite_before))


def erase_of(connection: Connection, vault: Vault, sender: str) -> None:
    """Delete what the photos of a sender teach and the suite's, also of photos that are deleted."""
    mac = sender_mac(vault, sender)
    for table in TABLES:
        connection.execute(table.delete().where(table.c.sender_mac == mac))


def kept_of(
    connection: Connection, vault: Vault, table: Table, sender: str, photos: ColumnElement[bool]
) -> Sequence[RowMapping]:
    """Return the rows of one of TABLES that `erase_of` and `erase_on` delete, the oldest first.

    photos: a condition on rows of photos.
    """
    theirs = table.c.sender_mac == sender_mac(vault, sender)
    theirs |= table.c.photo_id.in_(select(PHOTOS.c.id).where(photos))
    query = select(table).where(theirs).order_by(table.c.at)
    return connection.execute(query).mappings().all()


def erase_on(connection: Connection, photos: ColumnElement[bool]) -> None:
    """Delete what these photos teach and the suite's copies. photos: a condition on their rows."""
    ids = select(PHOTOS.c.id).where(photos)
    for table in TABLES:
        connection.execute(table.delete().where(table.c.photo_id.in_(ids)))
