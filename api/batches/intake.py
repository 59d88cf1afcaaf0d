"""Adds uploaded files to a batch; archives are unpacked in memory."""

import io
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import PurePosixPath

from sqlalchemy import RowMapping

from api.errors import ServiceError
from api.store.database.store import Store
from api.store.photos import intake
from api.store.photos.intake import Names, Upload
from precheck.answer.as_json import Json
from precheck.bulk.sources.archive import archive_members
from precheck.bulk.sources.files import (
    SIGNATURE_BYTES,
    FileKind,
    FileRefusal,
    FoundFile,
    IgnoredFile,
    PhotoFile,
    admit,
    classify,
    printable_name,
    safe_member_path,
)


class BatchFull(ServiceError):
    """The batch holds the maximum number of photos. The caller makes another."""

    code = "batch_full"
    status = HTTPStatus.CONFLICT


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedFile:
    """One file of a request, and the options of all photos in it."""

    name: str
    data: bytes = field(repr=False)
    reference: str | None = None
    """None: the chat's sender, else the folder of the photo."""
    types: tuple[str, ...] = ()
    attempt: int = 1
    check_id: str | None = None


@dataclass(slots=True)
class IntakeReport:
    """What became of the files of one request."""

    photos: list[Json] = field(default_factory=list)
    refused: list[Json] = field(default_factory=list)
    skipped: int = 0
    """Files in archives that neither are photos nor have a photo's name."""


def add_files(
    store: Store,
    batch: RowMapping,
    files: Iterable[UploadedFile],
    max_photos: int,
    max_photo_bytes: int,
) -> IntakeReport:
    """Add the photos in the files, each in its own transaction.

    Raises BatchFull if the batch would exceed max_photos; the photos before stay added.
    """
    report = IntakeReport()
    for file in files:
        for found in photos_in(file.name, file.data, max_photo_bytes):
            if isinstance(found, IgnoredFile):
                report.skipped += 1
            elif isinstance(found, FileRefusal):
                report.refused.append(_refusal(found))
            else:
                report.photos.append(
                    _add(store, batch, _upload(file, found), found.name, max_photos)
                )
    return report


def _refusal(found: FileRefusal) -> Json:
    return {"file": found.name, "code": str(found.code), "detail": found.detail}


def photos_in(
    name: str, data: bytes, max_photo_bytes: int, *, chosen: bool = True
) -> Iterator[FoundFile]:
    """Yield the photos, refused and skipped files in one file. chosen: uploaded by itself."""
    path = safe_path(name)
    kind = classify(path, data[:SIGNATURE_BYTES], named=chosen)
    if kind is FileKind.ZIP:
        yield from archive_members(io.BytesIO(data), path, max_photo_bytes=max_photo_bytes)
    else:
        yield admit(kind, PhotoFile(name=path, place=path, data=data), max_photo_bytes)


def safe_path(name: str) -> str:
    """Return an uploaded file's path for people; only its last part if it leads elsewhere."""
    last = printable_name(PurePosixPath(name.replace("\\", "/")).name)
    return safe_member_path(name) or (last if last.strip(".") else "photo")


def names_of(source: PhotoFile, reference: str | None) -> Names:
    """Return the photo's names, with the reference that groups it with others."""
    folder, _, file = source.name.rpartition("/")
    return Names(
        file=file,
        folder=folder or None,
        reference=reference,
        sender=source.sent.sender if source.sent else None,
        sent_at=source.sent.at if source.sent else None,
    )


def _upload(file: UploadedFile, source: PhotoFile) -> Upload:
    return Upload(
        data=source.data,
        names=names_of(source, file.reference or source.reference),
        types=file.types,
        attempt=file.attempt,
        check_id=file.check_id,
    )


def _add(store: Store, batch: RowMapping, upload: Upload, name: str, max_photos: int) -> Json:
    with store.writing() as connection:
        if intake.count(connection, batch["id"]) >= max_photos:
            raise BatchFull(f"A batch holds {max_photos:,} photos at most: make another.")
        added = intake.add(connection, store.vault, batch, upload, time.time())
    return {"id": added.photo_id, "file": name, "new": added.new}
