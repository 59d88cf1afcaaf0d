"""The NIKs in the table of a KK in the database: read after the reply, sealed, erased in time."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from api.store.database.vault import Vault
from api.store.tables.batches import PHOTOS
from api.submissions.catalogue import Variant
from api.submissions.members import asks_for_members
from precheck.decision.verdict import Decision
from precheck.number.result import Members


def when_to_read(variant: Variant, answer: Mapping[str, Any], now: float) -> float | None:
    """Return when to read the table of a photo; None if not.

    Only of a Kartu Keluarga that was accepted, where an application asks for a KTP too. answer: the
    columns of the photo's answer.
    """
    readable = answer["type"] == "kk" and answer["verdict"] == Decision.ACCEPT
    return now if readable and asks_for_members(variant) else None


def any_due(connection: Connection, now: float) -> bool:
    """Return whether the table of any photo is due."""
    due = select(PHOTOS.c.id).where(PHOTOS.c.members_due_at <= now).limit(1)
    return connection.scalar(due) is not None


def take_due(
    connection: Connection, now: float, seconds: float, photo_id: str | None = None
) -> RowMapping | None:
    """Return the next photo whose table is due, or the given one; None if there is none.

    A worker has the given seconds. If it dies, the table is due again, each time after a longer
    wait, so that a picture that ends its workers does not do so without end.
    """
    due = PHOTOS.c.members_due_at <= now
    if photo_id is not None:
        due &= PHOTOS.c.id == photo_id
    query = select(PHOTOS).where(due).order_by(PHOTOS.c.members_due_at).limit(1)
    photo = connection.execute(query.with_for_update(skip_locked=True)).mappings().first()
    if photo is None:
        return None
    again_at = now + max(seconds, now - photo["done_at"])
    taken = PHOTOS.update().where(PHOTOS.c.id == photo["id"])
    held = connection.execute(taken.values(members_due_at=again_at).returning(PHOTOS))
    return held.mappings().one()


def keep(connection: Connection, vault: Vault, taken: RowMapping, members: Members | None) -> None:
    """Store what was read; nothing if the photo was erased or is read by another worker."""
    sealed = None if members is None else seal_members(vault, members, taken["id"])
    ours = (PHOTOS.c.id == taken["id"]) & (PHOTOS.c.members_due_at == taken["members_due_at"])
    connection.execute(
        PHOTOS.update().where(ours).values(members_due_at=None, sealed_members=sealed)
    )


def seal_members(vault: Vault, members: Members, photo_id: str) -> bytes:
    """Encrypt what was read in the table."""
    table = {"readings": members.readings, "complete": members.complete}
    return vault.seal_json(table, f"members:{photo_id}")


def open_members(vault: Vault, row: RowMapping) -> Members | None:
    """Decrypt what was read in the table; None if nothing was, or it is erased."""
    table = vault.open_json(row["sealed_members"], f"members:{row['id']}")
    if table is None:
        return None
    readings = tuple(tuple(niks) for niks in table["readings"])
    return Members(readings=readings, complete=table["complete"])
