"""Files found in folders and archives: photos, refused or ignored, by name and first bytes."""

import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath

from precheck.bulk.sources.whatsapp import ChatSender
from precheck.decode.guards import DEFAULT_GUARDS
from precheck.decode.signature import format_of

SIGNATURE_BYTES = 1024
"""Length of a file's beginning that `classify` needs."""
PHOTO_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".pdf"}
)
OTHER_ARCHIVE_SUFFIXES = frozenset({".rar", ".7z", ".tar", ".gz", ".tgz", ".xz", ".bz2", ".zipx"})
ZIP_SIGNATURES = (b"PK\3\4", b"PK\5\6")


class RefusalCode(StrEnum):
    """Why a file is refused before it is decoded; the error code of its row."""

    ARCHIVE_BOMB = "archive_bomb"
    BROKEN_ARCHIVE = "broken_archive"
    CANNOT_OPEN = "cannot_open"
    LOCKED_ARCHIVE = "locked_archive"
    NOT_A_FILE = "not_a_file"
    SYMLINK = "symlink"
    TOO_LARGE = "too_large"
    UNSAFE_PATH = "unsafe_path"
    UNSUPPORTED_ARCHIVE = "unsupported_archive"


@dataclass(frozen=True, slots=True)
class FileRefusal:
    """A file that gets an error row without being decoded."""

    name: str
    code: RefusalCode
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoredFile:
    """A file that is not a photo and is not named like one; it gets no row."""

    name: str


@dataclass(frozen=True, kw_only=True)
class PhotoFile:
    """A file that may be a photo, with its bytes."""

    name: str
    """Name in the results: the given path, then the path within folders and archives."""
    place: str
    """Path relative to the given folder or archive; also its path in the sorted folders."""
    data: bytes = field(repr=False)
    sent: ChatSender | None = None
    path: Path | None = None
    """Path on disk; None for a member of an archive."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def reference(self) -> str | None:
        """The sender, else the folder of the photo below the given one, else None."""
        if self.sent is not None:
            return self.sent.sender
        return self.place.rpartition("/")[0] or None


FoundFile = PhotoFile | FileRefusal | IgnoredFile


WINDOWS_DRIVE = re.compile(r"[A-Za-z]:")


def printable_name(name: str) -> str:
    """Return a name with invisible characters and invalid bytes written as escapes."""
    clean = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in clean)


def safe_member_path(member: str) -> str | None:
    """Return a member's path with forward slashes; None if it is invalid or leaves the archive."""
    path = member.replace("\\", "/")
    parts = set(path.split("/"))
    absolute = path.startswith("/") or WINDOWS_DRIVE.match(path)
    invalid = absolute or not parts.isdisjoint({"", ".", ".."}) or printable_name(path) != path
    return None if invalid else path


class FileKind(StrEnum):
    """How a file is treated."""

    PHOTO = "photo"
    ZIP = "zip"
    OTHER_ARCHIVE = "other archive"
    OTHER = "other"


def classify(name: str, head: bytes, *, named: bool = False) -> FileKind:
    """Return the kind of a file.

    head: its first SIGNATURE_BYTES. named: whether the user named this very file; such a file is
    never ignored.
    """
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    if not named and (path.name.startswith((".", "~$")) or "__MACOSX" in path.parts):
        return FileKind.OTHER
    if suffix == ".zip" or (named and head.startswith(ZIP_SIGNATURES)):
        return FileKind.ZIP
    if suffix in OTHER_ARCHIVE_SUFFIXES:
        return FileKind.OTHER_ARCHIVE
    is_photo = named or suffix in PHOTO_SUFFIXES or format_of(head)
    return FileKind.PHOTO if is_photo else FileKind.OTHER


def admit(kind: FileKind, file: PhotoFile, max_bytes: int = DEFAULT_GUARDS.max_bytes) -> FoundFile:
    """Return the file, or why it is ignored or refused. Not for zip archives.

    The file's data may be cut off one byte above the size limit.
    """
    if kind is FileKind.OTHER:
        return IgnoredFile(name=file.name)
    if kind is FileKind.OTHER_ARCHIVE:
        detail = "Only zip archives are opened."
        return FileRefusal(file.name, RefusalCode.UNSUPPORTED_ARCHIVE, detail)
    if len(file.data) > max_bytes:
        return too_large(file.name, max_bytes)
    return file


def too_large(name: str, max_bytes: int) -> FileRefusal:
    """Return the refusal of a file of more than `max_bytes`."""
    detail = f"The file has more than {max_bytes:,} bytes."
    return FileRefusal(name, RefusalCode.TOO_LARGE, detail)
