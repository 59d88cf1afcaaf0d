"""Adds files that come in to a batch, each once, and records what became of it."""

import time
from dataclasses import dataclass, field, replace
from hashlib import sha256

from sqlalchemy import Connection, RowMapping

from api.batches.intake import photos_in, safe_path
from api.desk.batches.dropped_files import common_folder, upload
from api.desk.batches.outcomes import BATCH_FULL, REPORTED
from api.service import service
from api.store.photos import intake
from api.store.uploads import same_files
from api.store.uploads.announced import AnnouncedFile, FileOutcome, LocalFile, UploadLedger
from api.store.uploads.states import FileState
from precheck.bulk.sources.files import (
    SIGNATURE_BYTES,
    FileKind,
    FileRefusal,
    FoundFile,
    IgnoredFile,
    classify,
)


@dataclass(slots=True)
class UploadReport:
    """What became of the files of one request, besides the photos added."""

    skipped: int = 0
    """Files that are no photos: a chat's text, stickers, videos."""
    others: list[AnnouncedFile] = field(default_factory=list)
    """Files and members of archives that became no new photo for another reason."""


def receive(
    batch: RowMapping, path: str, data: bytes, report: UploadReport, *, anyway: bool
) -> None:
    """Add the photos in a file. A file that the batch has received already changes nothing.

    Raises NoSuchBatch if the batch is deleted meanwhile.

    anyway: photos that other batches hold are added too.
    """
    store, now = service().store, time.time()
    mac = intake.file_mac(store.vault, sha256(data).hexdigest())
    file = LocalFile(path=safe_path(path), mac=mac)
    with store.writing() as connection:
        ledger = UploadLedger(connection, store.vault, batch["id"])
        row = ledger.expect(file, now, anyway=anyway)
    rows = [row]
    if row.state is FileState.MISSING:
        whole, members = _add_photos(batch, path, data, anyway=anyway)
        with store.writing() as connection:
            intake.lock(connection, batch["id"])
            ledger = UploadLedger(connection, store.vault, batch["id"])
            ledger.settle(row, whole.state, now, whole.code)
            if members:
                ledger.forget_members(row)
            rows += [ledger.record(one, now) for one in members if one.state in REPORTED]
        report.skipped += sum(one.state is FileState.SKIPPED for one in (whole, *members))
    report.others += [one for one in rows if one.state in REPORTED]


def _add_photos(
    batch: RowMapping, path: str, data: bytes, *, anyway: bool
) -> tuple[FileOutcome, list[FileOutcome]]:
    """Add the photos in a file, each in its own transaction.

    Returns what became of the file, and of its members if it is an archive.
    """
    chosen, folder = "/" not in path, common_folder(path, data)
    most = service().settings.max_bytes
    found = [
        _add(batch, one, folder, anyway=anyway)
        for one in photos_in(path, data, most, chosen=chosen)
    ]
    if classify(safe_path(path), data[:SIGNATURE_BYTES], named=chosen) is not FileKind.ZIP:
        return found[0], []
    whole = next((one for one in found if one.path == safe_path(path)), None)
    unpacked = FileOutcome(path=path, state=FileState.UNPACKED)
    return whole or unpacked, [one for one in found if one is not whole]


def _add(batch: RowMapping, one: FoundFile, folder: str, *, anyway: bool) -> FileOutcome:
    outcome = FileOutcome(path=one.name, state=FileState.RECEIVED)
    if isinstance(one, IgnoredFile):
        return replace(outcome, state=FileState.SKIPPED)
    if isinstance(one, FileRefusal):
        return replace(outcome, state=FileState.REFUSED, code=str(one.code))
    store = service().store
    outcome = replace(outcome, mac=intake.file_mac(store.vault, one.digest))
    with store.writing() as connection:
        state = _state(connection, batch, outcome, anyway=anyway)
        if state is not None:
            code = BATCH_FULL if state is FileState.REFUSED else None
            return replace(outcome, state=state, code=code)
        intake.add(connection, store.vault, batch, upload(one, folder), time.time())
    return outcome


def _state(
    connection: Connection, batch: RowMapping, one: FileOutcome, *, anyway: bool
) -> FileState | None:
    """Return why the photo is not added; None if it is to be added."""
    assert one.mac is not None
    vault = service().store.vault
    held = intake.find(connection, batch["id"], one.mac)
    if held is not None:  # by this very file, if the upload broke off between two transactions
        same = intake.open_names(vault, held).path == one.path
        return FileState.RECEIVED if same else FileState.TWIN
    if not anyway and same_files.elsewhere(connection, vault, [one.mac], batch["id"]):
        return FileState.KNOWN
    if intake.count(connection, batch["id"]) >= service().settings.batch_photos:
        return FileState.REFUSED
    return None
