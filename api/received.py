"""Files that come in become photos of a batch; archives are unpacked in memory."""

import io
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sqlalchemy import RowMapping

from api.store import Store, intake
from api.store.intake import Names, Upload
from precheck.bulk.archive import members
from precheck.bulk.found import Found, Refused, Skipped, Source
from precheck.bulk.kinds import HEAD, Kind, admitted, kind_of
from precheck.bulk.paths import printable, safe
from precheck.errors import PrecheckError
from precheck.render import Json


class BatchFull(PrecheckError):
    """The batch holds as many photos as one may. The caller makes another."""

    code = "batch_full"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of a request, and what is asked of all that is in it."""

    name: str
    data: bytes = field(repr=False)
    reference: str | None = None
    """None: the chat's sender, else the folder it lies in."""
    types: tuple[str, ...] = ()
    attempt: int = 1
    check_id: str | None = None


@dataclass(slots=True)
class Received:
    """What became of the files of one request."""

    photos: list[Json] = field(default_factory=list)
    refused: list[Json] = field(default_factory=list)
    skipped: int = 0
    """Files in archives that are no photos and do not claim to be."""


def receive(store: Store, batch: RowMapping, files: Iterable[File], most: int) -> Received:
    """Add all that is in the files, photo by photo: each is safe as soon as it is added.

    Raises BatchFull where the batch would hold more than `most`; what came before stays.
    """
    received = Received()
    for file in files:
        for found in found_in(file.name, file.data):
            if isinstance(found, Skipped):
                received.skipped += 1
            elif isinstance(found, Refused):
                received.refused.append(_told(found))
            else:
                received.photos.append(_add(store, batch, _upload(file, found), found.name, most))
    return received


def _told(found: Refused) -> Json:
    return {"file": found.name, "code": str(found.code), "detail": found.detail}


def found_in(name: str, data: bytes, *, asked: bool = True) -> Iterator[Found]:
    """Yield the photos in one file, and what is none. asked: it was named by itself."""
    path = safe(name) or printable(PurePosixPath(name.replace("\\", "/")).name) or "photo"
    kind = kind_of(path, data[:HEAD], asked=asked)
    if kind is Kind.ZIP:
        yield from members(io.BytesIO(data), path)
    else:
        yield admitted(kind, Source(name=path, place=path, data=data))


def names_of(source: Source, reference: str | None) -> Names:
    """Return what a photo is called, and by which reference it stands with others."""
    folder, _, file = source.name.rpartition("/")
    return Names(
        file=file,
        folder=folder or None,
        reference=reference,
        sender=source.sent.sender if source.sent else None,
        sent_at=source.sent.at if source.sent else None,
    )


def _upload(file: File, source: Source) -> Upload:
    return Upload(
        data=source.data,
        names=names_of(source, file.reference or source.reference),
        asked=file.types,
        attempt=file.attempt,
        check_id=file.check_id,
    )


def _add(store: Store, batch: RowMapping, upload: Upload, name: str, most: int) -> Json:
    with store.writing() as connection:
        if intake.count(connection, batch["id"]) >= most:
            raise BatchFull(f"A batch holds {most:,} photos at most: make another.")
        added = intake.add(connection, store.vault, batch, upload, time.time())
    return {"id": added.photo_id, "file": name, "new": added.new}
