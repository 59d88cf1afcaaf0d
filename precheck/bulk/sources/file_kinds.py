"""Classifies files by their name and first bytes."""

from enum import StrEnum
from pathlib import PurePosixPath

from precheck.bulk.sources.files import FileRefusal, FoundFile, IgnoredFile, PhotoFile, RefusalCode
from precheck.decode.guards import DEFAULT_GUARDS
from precheck.decode.signature import format_of

SIGNATURE_BYTES = 1024
"""Length of a file's beginning that `classify` needs."""
PHOTO_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".pdf"}
)
OTHER_ARCHIVE_SUFFIXES = frozenset({".rar", ".7z", ".tar", ".gz", ".tgz", ".xz", ".bz2", ".zipx"})
ZIP_SIGNATURES = (b"PK\3\4", b"PK\5\6")


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


def admit(kind: FileKind, file: PhotoFile) -> FoundFile:
    """Return the file, or why it is ignored or refused. Not for zip archives.

    The file's data may be cut off one byte above the size limit.
    """
    if kind is FileKind.OTHER:
        return IgnoredFile(name=file.name)
    if kind is FileKind.OTHER_ARCHIVE:
        detail = "Only zip archives are opened."
        return FileRefusal(file.name, RefusalCode.UNSUPPORTED_ARCHIVE, detail)
    if len(file.data) > DEFAULT_GUARDS.max_bytes:
        return too_large(file.name, DEFAULT_GUARDS.max_bytes)
    return file


def too_large(name: str, max_bytes: int) -> FileRefusal:
    """Return the refusal of a file of more than `max_bytes`."""
    detail = f"The file has more than {max_bytes:,} bytes."
    return FileRefusal(name, RefusalCode.TOO_LARGE, detail)
