"""Photos come into a batch: each file once, encrypted."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from api.store.crypto import Vault
from api.store.tables import BATCHES, FILES, PHOTOS
from precheck.render import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What people know a photo by. Kept encrypted."""

    file: str
    """Its name, without folders."""
    folder: str | None = None
    reference: str | None = None
    """The citizen or request it belongs to."""
    sender: str | None = None
    sent_at: str | None = None
    """ISO 8601, as the chat export tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One file that comes into a batch."""

    data: bytes
    names: Names
    asked: tuple[str, ...] = ()
    """Types, any of which fits; empty: whatever it is."""
    attempt: int = 1
    check_id: str | None = None
    """The `/check` that it follows."""
    page: int = 1
    """Of a PDF: the first tells of the others, any other stands alone."""


@dataclass(frozen=True, slots=True)
class Added:
    """Where an upload went."""

    photo_id: str
    new: bool
    """False: the batch had this very file already, and nothing changed."""


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    position: int
    file_id: str
    file_mac: str
    names: Names
    values: dict[str, Any] = field(default_factory=dict)


def add(
    connection: Connection, vault: Vault, batch: RowMapping, upload: Upload, now: float
) -> Added:
    """Add a file to a batch; the same file again changes nothing."""
    mac = vault.mac("file", upload.data)
    assert mac is not None
    _lock(connection, batch["id"])
    here = (PHOTOS.c.batch_id == batch["id"]) & (PHOTOS.c.file_mac == mac)
    known = connection.scalar(select(PHOTOS.c.id).where(here).order_by(PHOTOS.c.page).limit(1))
    if known is not None:
        return Added(known, new=False)
    file_id = new_id()
    connection.execute(
        FILES.insert().values(
            id=file_id,
            batch_id=batch["id"],
            file_mac=mac,
            sealed_bytes=vault.seal(upload.data, f"file:{file_id}"),
        )
    )
    asked = {
        "added_at": now,
        "rank": batch["rank"],
        "reference_mac": vault.mac("reference", upload.names.reference),
        "asked": list(upload.asked),
        "attempt": upload.attempt,
        "check_id": upload.check_id,
    }
    position = count(connection, batch["id"]) + 1
    page = _Page(upload.page, position, file_id, mac, upload.names, asked)
    return Added(_insert(connection, vault, batch["id"], page), new=True)


def add_pages(connection: Connection, vault: Vault, first: RowMapping, pages: int) -> None:
    """Add pages 2 … of a file whose first page tells how many it has."""
    asked = {
        name: first[name]
        for name in ("added_at", "rank", "reference_mac", "asked", "attempt", "check_id")
    }
    for number in range(2, pages + 1):
        page = _Page(
            number,
            first["position"],
            first["file_id"],
            first["file_mac"],
            names(vault, first),
            asked,
        )
        _insert(connection, vault, first["batch_id"], page)


def names(vault: Vault, photo: RowMapping) -> Names:
    """Return what people know the photo by."""
    return Names(**vault.open_json(photo["sealed_names"], f"names:{photo['id']}"))


def picture(connection: Connection, vault: Vault, file_id: str) -> bytes | None:
    """Return the file as it came; None once it is gone."""
    sealed = connection.scalar(select(FILES.c.sealed_bytes).where(FILES.c.id == file_id))
    return None if sealed is None else vault.open(sealed, f"file:{file_id}")


def count(connection: Connection, batch_id: str) -> int:
    """Return how many photos the batch holds."""
    query = select(func.count()).select_from(PHOTOS).where(PHOTOS.c.batch_id == batch_id)
    return connection.scalar(query) or 0


def first(connection: Connection, batch_id: str, limit: int) -> Sequence[str]:
    """Return the ids of the photos that came first."""
    query = select(PHOTOS.c.id).where(PHOTOS.c.batch_id == batch_id)
    return connection.scalars(query.order_by(PHOTOS.c.position, PHOTOS.c.page).limit(limit)).all()


def _lock(connection: Connection, batch_id: str) -> None:
    """Let one upload into a batch at a time (SQLite has one writer anyway)."""
    connection.execute(select(BATCHES.c.id).where(BATCHES.c.id == batch_id).with_for_update())


def _insert(connection: Connection, vault: Vault, batch_id: str, page: _Page) -> str:
    id_ = new_id()
    connection.execute(
        PHOTOS.insert().values(
            id=id_,
            batch_id=batch_id,
            file_id=page.file_id,
            file_mac=page.file_mac,
            page=page.number,
            position=page.position,
            sealed_names=vault.seal_json(asdict(page.names), f"names:{id_}"),
            state="queued",
            **page.values,
        )
    )
    return id_
