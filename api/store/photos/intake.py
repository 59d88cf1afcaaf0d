"""Adds photos to a batch: each file once, encrypted."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from api.store.batches import NoSuchBatch
from api.store.database.vault import Vault
from api.store.tables.batches import BATCHES, FILES, PHOTOS
from precheck.answer.as_json import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names that identify a photo to people. Stored encrypted."""

    file: str
    """File name without folders."""
    folder: str | None = None
    reference: str | None = None
    """The citizen or request it belongs to."""
    sender: str | None = None
    sent_at: str | None = None
    """ISO 8601, from the chat export."""

    @property
    def path(self) -> str:
        """The file with its folder."""
        return f"{self.folder}/{self.file}" if self.folder else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One file to add to a batch."""

    data: bytes
    names: Names
    types: tuple[str, ...] = ()
    """Accepted document types; empty accepts any."""
    attempt: int = 1
    check_id: str | None = None
    """Id of the `/check` of the same photo."""
    page: int = 1
    """Page of a PDF. The check of page 1 adds the others; any other page is added alone."""
    slot: str | None = None
    """Of a submission: the slot that the sender named."""
    message_mac: str | None = None
    """Of a submission: keyed HMAC of the channel's id of the message."""


@dataclass(frozen=True, slots=True)
class Added:
    """Result of adding a file."""

    photo_id: str
    new: bool
    """False: the batch already holds this file, and nothing changed."""


SHARED_COLUMNS = (
    *("batch_id", "file_id", "file_mac", "position", "added_at", "rank"),
    *("reference_mac", "asked", "attempt", "check_id"),
)
"""Columns that all pages of a file share."""


def add(
    connection: Connection, vault: Vault, batch: RowMapping, upload: Upload, now: float
) -> Added:
    """Add a file to a batch; a repeated file has no effect. Raises NoSuchBatch."""
    mac = mac_of(vault, upload.data)
    lock(connection, batch["id"])
    known = find(connection, batch["id"], mac)
    if known is not None:
        return Added(known["id"], new=False)
    file_id = new_id()
    connection.execute(
        FILES.insert().values(
            id=file_id,
            batch_id=batch["id"],
            file_mac=mac,
            sealed_bytes=vault.seal(upload.data, f"file:{file_id}"),
        )
    )
    id_ = _insert(
        *(connection, vault, upload.names),
        batch_id=batch["id"],
        file_id=file_id,
        file_mac=mac,
        page=upload.page,
        position=count(connection, batch["id"]) + 1,
        added_at=now,
        rank=batch["rank"],
        reference_mac=vault.mac("reference", upload.names.reference),
        asked=list(upload.types),
        attempt=upload.attempt,
        check_id=upload.check_id,
        slot=upload.slot,
        message_mac=upload.message_mac,
    )
    return Added(id_, new=True)


def find(connection: Connection, batch_id: str, mac: str) -> RowMapping | None:
    """Return the batch's photo of this file, its first page; None if it does not hold the file."""
    same = (PHOTOS.c.batch_id == batch_id) & (PHOTOS.c.file_mac == mac)
    query = select(PHOTOS).where(same).order_by(PHOTOS.c.page).limit(1)
    return connection.execute(query).mappings().first()


def file_mac(vault: Vault, sha256: str) -> str:
    """Return the keyed HMAC of a file whose SHA-256 is known, in hex: its bytes are not needed."""
    mac = vault.mac("file", bytes.fromhex(sha256))
    assert mac is not None
    return mac


def mac_of(vault: Vault, data: bytes) -> str:
    """Return the keyed HMAC of a file, in hex."""
    return file_mac(vault, hashlib.sha256(data).hexdigest())


def add_pages(connection: Connection, vault: Vault, first: RowMapping, pages: int) -> None:
    """Add pages 2 to `pages` of the file of a first page."""
    names, shared = open_names(vault, first), {name: first[name] for name in SHARED_COLUMNS}
    for page in range(2, pages + 1):
        _insert(connection, vault, names, page=page, **shared)


def open_names(vault: Vault, photo: RowMapping) -> Names:
    """Return the photo's decrypted names."""
    return Names(**vault.open_json(photo["sealed_names"], f"names:{photo['id']}"))


def picture(connection: Connection, vault: Vault, file_id: str) -> bytes | None:
    """Return the file as uploaded; None if it was erased."""
    sealed = connection.scalar(select(FILES.c.sealed_bytes).where(FILES.c.id == file_id))
    return None if sealed is None else vault.open(sealed, f"file:{file_id}")


def count(connection: Connection, batch_id: str) -> int:
    """Return the number of photos in the batch."""
    query = select(func.count()).select_from(PHOTOS).where(PHOTOS.c.batch_id == batch_id)
    return connection.scalar(query) or 0


def first(connection: Connection, batch_id: str, limit: int) -> Sequence[str]:
    """Return the ids of the first photos."""
    query = select(PHOTOS.c.id).where(PHOTOS.c.batch_id == batch_id)
    return connection.scalars(query.order_by(PHOTOS.c.position, PHOTOS.c.page).limit(limit)).all()


def lock(connection: Connection, batch_id: str) -> None:
    """Lock the batch against concurrent uploads and deletion (SQLite has one writer anyway).

    Raises NoSuchBatch if it was deleted.
    """
    query = select(BATCHES.c.id).where(BATCHES.c.id == batch_id).with_for_update()
    if connection.scalar(query) is None:
        raise NoSuchBatch


def _insert(connection: Connection, vault: Vault, names: Names, **values: Any) -> str:
    id_ = new_id()
    sealed = vault.seal_json(asdict(names), f"names:{id_}")
    row = {"id": id_, "sealed_names": sealed, "state": "queued", **values}
    connection.execute(PHOTOS.insert().values(**row))
    return id_
