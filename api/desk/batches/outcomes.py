"""Files that became no new photo: why, and which file each equals, in the words of the desk."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from flask import url_for
from sqlalchemy import Connection

from api.desk.pages.language import Words, in_language
from api.service import service
from api.store.uploads import same_files
from api.store.uploads.announced import AnnouncedFile, UploadLedger
from api.store.uploads.same_files import SameFile
from api.store.uploads.states import FileState
from api.store.uploads.unfinished import NOT_SENT
from precheck.answer.as_json import Json
from precheck.bulk.sources.files import RefusalCode

BATCH_FULL = "batch_full"
"""Code of a photo beyond the maximum number of a batch."""
REPORTED = (FileState.TWIN, FileState.KNOWN, FileState.REFUSED)
"""States that are reported; the others are photos, awaited, or no photos and only counted."""

TWIN_WORDS: Words = ("sama dengan", "the same as")
KNOWN_WORDS: Words = ("sudah ada:", "here already:")
REFUSAL_WORDS: Mapping[str, Words] = {
    RefusalCode.ARCHIVE_BOMB: (
        "zip ini mengembang terlalu besar; kirim fotonya tanpa zip",
        "this zip unpacks to far too much: send its photos without a zip",
    ),
    RefusalCode.BROKEN_ARCHIVE: (
        "zip ini rusak; buat zip baru atau kirim fotonya langsung",
        "this zip is damaged: make a new one, or send the photos themselves",
    ),
    RefusalCode.CANNOT_OPEN: ("file ini tidak dapat dibuka", "this file cannot be opened"),
    RefusalCode.LOCKED_ARCHIVE: (
        "zip ini meminta kata sandi; buat zip tanpa kata sandi",
        "this zip asks for a password: make one without",
    ),
    RefusalCode.NOT_A_FILE: ("ini bukan file", "this is no file"),
    RefusalCode.SYMLINK: (
        "ini hanya tautan ke file lain; kirim file aslinya",
        "this is a link to another file: send the file itself",
    ),
    RefusalCode.TOO_LARGE: (
        "file ini terlalu besar; kirim foto yang lebih kecil",
        "this file is too large: send a smaller photo",
    ),
    RefusalCode.UNSAFE_PATH: (
        "nama file ini dalam zip tidak aman; kirim fotonya langsung",
        "its name within the zip is not safe: send the photo itself",
    ),
    RefusalCode.UNSUPPORTED_ARCHIVE: (
        "hanya zip yang dapat dibuka; kemas sebagai zip biasa",
        "only zips can be opened: pack it as an ordinary zip",
    ),
    BATCH_FULL: (
        "kumpulan ini penuh; jatuhkan lagi di beranda untuk kumpulan baru",
        "this batch is full: drop it again on the first page for a new one",
    ),
    NOT_SENT: (
        "tidak dikirim, karena unggahan ditutup; jatuhkan lagi untuk mengirimnya",
        "not sent, as the upload was ended: drop it again to send it",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One line on a file that became no new photo."""

    path: str
    state: FileState
    text: str
    """In the page's language; followed by the same file, if there is one."""
    same: Json | None = None
    """`path` and `url` of the same file, `batch` and `batch_url`."""


def reported(
    connection: Connection, batch_id: str, files: Iterable[AnnouncedFile]
) -> list[Reported]:
    """Return the lines on those of the files that became no new photo."""
    files = [file for file in files if file.state in REPORTED]
    vault = service().store.vault
    macs = {file.mac for file in files if file.mac}
    here = same_files.within(connection, vault, macs, batch_id)
    there = same_files.elsewhere(connection, vault, macs, batch_id)
    return [_line(file, here if file.state is FileState.TWIN else there) for file in files]


def reported_of_batch(connection: Connection, batch_id: str) -> list[Reported]:
    """Return the lines on all files of the batch that became no new photo."""
    ledger = UploadLedger(connection, service().store.vault, batch_id)
    return reported(connection, batch_id, ledger.listed(REPORTED))


def known_line(path: str, same: SameFile) -> Reported:
    """Return the line on a file that another batch holds."""
    return Reported(
        path=path, state=FileState.KNOWN, text=in_language(*KNOWN_WORDS), same=_same_json(same)
    )


def as_json(lines: Iterable[Reported]) -> list[Json]:
    """Return the lines for the page's script."""
    return [asdict(line) for line in lines]


def _line(file: AnnouncedFile, equal: same_files.SameFiles) -> Reported:
    if file.state is FileState.REFUSED:
        words = REFUSAL_WORDS[file.code or RefusalCode.CANNOT_OPEN]
        return Reported(path=file.path, state=file.state, text=in_language(*words))
    same = equal.get(file.mac or "")
    words = TWIN_WORDS if file.state is FileState.TWIN else KNOWN_WORDS
    if same is None:  # deleted or expired since
        words = ("sama dengan foto yang sudah dihapus", "the same as a photo that is deleted now")
    return Reported(
        path=file.path,
        state=file.state,
        text=in_language(*words),
        same=None if same is None else _same_json(same),
    )


def _same_json(same: SameFile) -> Json:
    batch_url = url_for("desk.batch", id_=same.batch_id)
    url = url_for("desk.photo", id_=same.photo_id) if same.photo_id else batch_url
    return {"path": same.path, "url": url, "batch": same.batch, "batch_url": batch_url}
