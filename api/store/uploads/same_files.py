"""Files that the store holds already: in a batch itself, or in another one."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from api.store.batches import Origin, unsealed_name
from api.store.database.vault import Vault
from api.store.photos import intake
from api.store.tables.announced import ANNOUNCED
from api.store.tables.batches import BATCHES, PHOTOS
from api.store.uploads.states import HELD, FileState

MAX_VALUES = 500
"""Values of one `IN` condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SameFile:
    """A file with the same content."""

    path: str
    """As it was uploaded, with its folder."""
    batch_id: str
    batch: str
    """Name of its batch for people."""
    photo_id: str | None = None
    """None: a zip archive, or a file that has not been received yet."""


SameFiles = Mapping[str, SameFile]
"""By keyed HMAC of the content."""


def elsewhere(
    connection: Connection, vault: Vault, macs: Collection[str], batch_id: str | None = None
) -> SameFiles:
    """Return the earliest equal photo or archive outside the batch.

    Expired photos do not count, as they are needed again, nor do photos sampled from `/check`.
    """
    outside = (BATCHES.c.origin != Origin.CHECK) & (BATCHES.c.id != (batch_id or ""))
    photos = outside & (PHOTOS.c.state != "expired")
    archives = outside & (ANNOUNCED.c.state == FileState.UNPACKED)
    return {
        **_archives(connection, vault, macs, archives),
        **_photos(connection, vault, macs, photos),
    }


def within(connection: Connection, vault: Vault, macs: Collection[str], batch_id: str) -> SameFiles:
    """Return the equal file of the batch, received or announced."""
    there = BATCHES.c.id == batch_id
    files = there & ANNOUNCED.c.state.in_(HELD)
    return {
        **_archives(connection, vault, macs, files),
        **_photos(connection, vault, macs, there),
    }


def in_parts(macs: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the values in tuples that are short enough for a condition."""
    rest = iter(macs)
    while part := tuple(islice(rest, MAX_VALUES)):
        yield part


def _photos(
    connection: Connection, vault: Vault, macs: Collection[str], which: ColumnElement[bool]
) -> dict[str, SameFile]:
    found: dict[str, SameFile] = {}
    columns = (PHOTOS.c.id, PHOTOS.c.file_mac, PHOTOS.c.sealed_names, *_OF_BATCH)
    query = select(*columns).join(BATCHES, BATCHES.c.id == PHOTOS.c.batch_id).where(which)
    query = query.order_by(PHOTOS.c.added_at, PHOTOS.c.id)
    for part in in_parts(macs):
        for row in connection.execute(query.where(PHOTOS.c.file_mac.in_(part))).mappings():
            if row["file_mac"] not in found:
                path = intake.open_names(vault, row).path
                same = SameFile(path=path, photo_id=row["id"], **_of_batch(vault, row))
                found[row["file_mac"]] = same
    return found


def _archives(
    connection: Connection, vault: Vault, macs: Collection[str], which: ColumnElement[bool]
) -> dict[str, SameFile]:
    found: dict[str, SameFile] = {}
    columns = (ANNOUNCED.c.id, ANNOUNCED.c.file_mac, ANNOUNCED.c.sealed_path, *_OF_BATCH)
    query = select(*columns).join(BATCHES, BATCHES.c.id == ANNOUNCED.c.batch_id).where(which)
    query = query.order_by(ANNOUNCED.c.id)
    for part in in_parts(macs):
        for row in connection.execute(query.where(ANNOUNCED.c.file_mac.in_(part))).mappings():
            if row["file_mac"] not in found:
                path = vault.open_json(row["sealed_path"], f"announced:{row['id']}")
                found[row["file_mac"]] = SameFile(path=path, **_of_batch(vault, row))
    return found


_OF_BATCH = (
    *(BATCHES.c.id.label("batch_id"), BATCHES.c.sealed_name, BATCHES.c.line, BATCHES.c.owner),
)


def _of_batch(vault: Vault, row: RowMapping) -> dict[str, str]:
    name = unsealed_name(vault, row["batch_id"], row["sealed_name"])
    return {"batch_id": row["batch_id"], "batch": name or row["line"] or row["owner"]}
