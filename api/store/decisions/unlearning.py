"""Deletes what decisions teach (`lessons.py`): by time, of one sender, or of deleted photos.

The decisions stay. An adopted calibration stays too: it is a few numbers of hundreds of photos.
"""

from sqlalchemy import ColumnElement, Connection, select

from api.store.database.vault import Vault
from api.store.tables.batches import PHOTOS
from api.store.tables.officers import LESSONS


def sender_mac(vault: Vault, sender: str | None) -> str | None:
    """Return the pseudonym of a sender: other than in all other tables, so that none is joined."""
    return vault.mac("learning", sender)


def erase_older(connection: Connection, before: float) -> None:
    """Delete what decisions made before then teach. before: seconds since 1970."""
    connection.execute(LESSONS.delete().where(LESSONS.c.at < before))


def erase_of(connection: Connection, vault: Vault, sender: str) -> None:
    """Delete what the photos of a sender teach, also of photos that are deleted."""
    theirs = LESSONS.c.sender_mac == sender_mac(vault, sender)
    connection.execute(LESSONS.delete().where(theirs))


def erase_on(connection: Connection, photos: ColumnElement[bool]) -> None:
    """Delete what photos that are still kept teach. photos: a condition on their rows."""
    which = LESSONS.c.photo_id.in_(select(PHOTOS.c.id).where(photos))
    connection.execute(LESSONS.delete().where(which))
