"""Scans files, folders and archives in the order of their names, and estimates their number."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from precheck.bulk.sources.archive import MAX_DIRECTORY_BYTES, ZIP_ERRORS, archive_members
from precheck.bulk.sources.files import (
    PHOTO_SUFFIXES,
    SIGNATURE_BYTES,
    FileKind,
    FileRefusal,
    FoundFile,
    IgnoredFile,
    PhotoFile,
    RefusalCode,
    admit,
    classify,
    printable_name,
)
from precheck.bulk.sources.whatsapp import ChatSenders, chat_senders, is_chat_text, is_sticker
from precheck.bulk.sources.zip_directory import directory_bytes
from precheck.decode.guards import DEFAULT_GUARDS


def scan(paths: Iterable[Path], exclude: Path | None = None) -> Iterator[FoundFile]:
    """Yield every file in files, folders and archives, one folder excluded.

    A link given by name is followed; any other link is refused.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path, path, exclude)
        else:
            yield from _file(path, printable_name(path.name), sent={}, named=True)


def _folder(folder: Path, top: Path, exclude: Path | None) -> Iterator[FoundFile]:
    if exclude is not None and exclude.exists() and folder.samefile(exclude):
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _cannot_open(folder, error)
        return
    sent = _chat_senders(entries)
    for path in entries:
        name = printable_name(str(path))
        if path.is_symlink():
            yield FileRefusal(name, RefusalCode.SYMLINK, "The file is a link to another one.")
        elif path.is_dir():
            yield from _folder(path, top, exclude)
        elif sent is not None and is_sticker(path.name):
            yield IgnoredFile(name=name)
        else:
            yield from _file(path, printable_name(str(path.relative_to(top))), sent or {})


def _chat_senders(entries: Iterable[Path]) -> ChatSenders | None:
    """Return who sent each file of an unpacked chat export; None if the folder is none."""
    chat = next((path for path in entries if is_chat_text(path.name) and path.is_file()), None)
    if chat is None:
        return None
    try:
        with chat.open("rb") as stream:
            return chat_senders(stream.read(DEFAULT_GUARDS.max_bytes).decode("utf-8", "replace"))
    except OSError:
        return {}


def _file(path: Path, place: str, sent: ChatSenders, *, named: bool = False) -> Iterator[FoundFile]:
    name = printable_name(str(path))
    try:
        with os.fdopen(_open_without_waiting(path), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                detail = "It is a device or a pipe, no file."
                yield FileRefusal(name, RefusalCode.NOT_A_FILE, detail)
                return
            head = stream.read(SIGNATURE_BYTES)
            kind = classify(path.name, head, named=named)
            if kind is FileKind.ZIP:
                yield from archive_members(stream, name, "" if named else f"{place}/")
                return
            max_bytes = DEFAULT_GUARDS.max_bytes if kind is FileKind.PHOTO else 0
            data = head + stream.read(max(0, max_bytes + 1 - len(head)))
    except OSError as error:
        yield _cannot_open(path, error)
        return
    sender = sent.get(path.name)
    yield admit(kind, PhotoFile(name=name, place=place, data=data, sent=sender, path=path))


def _open_without_waiting(path: Path) -> int:
    """Open a file; without O_NONBLOCK, opening a pipe without a writer would block."""
    return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)


def _cannot_open(path: Path, error: OSError) -> FileRefusal:
    detail = error.strerror or "It cannot be read."
    return FileRefusal(printable_name(str(path)), RefusalCode.CANNOT_OPEN, detail)


def estimated_photos(paths: Iterable[Path], exclude: Path | None = None) -> int:
    """Count the file names of photos in files, folders and archives, for the progress bar.

    exclude: a folder that is left out.
    """
    return sum(_in_file(file) for path in paths for file in _files(path, exclude))


def _files(path: Path, exclude: Path | None) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    files = (each for each in path.rglob("*") if each.is_file())
    yield from (file for file in files if exclude not in file.parents)


def _in_file(path: Path) -> int:
    if path.suffix.lower() != ".zip":
        return _is_photo(path.name)
    try:
        with path.open("rb") as archive:
            if directory_bytes(archive) > MAX_DIRECTORY_BYTES:
                return 1
            with ZipFile(archive) as opened:
                return sum(map(_is_photo, opened.namelist()))
    except ZIP_ERRORS:
        return 1


def _is_photo(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in PHOTO_SUFFIXES
