"""What a file is taken for, by its first bytes and its name."""

from enum import StrEnum
from pathlib import PurePosixPath

from precheck.bulk.found import Found, Refusal, Refused, Skipped, Source
from precheck.decode import GUARDS
from precheck.decode.signature import known

HEAD = 1024
"""Bytes that must be known."""
PICTURES = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".pdf"}
)
OTHER_ARCHIVES = frozenset({".rar", ".7z", ".tar", ".gz", ".tgz", ".xz", ".bz2", ".zipx"})
ZIP_MARKS = (b"PK\3\4", b"PK\5\6")


class Kind(StrEnum):
    """What is done with a file."""

    PHOTO = "photo"
    ZIP = "zip"
    OTHER_ARCHIVE = "other archive"
    OTHER = "other"


def kind_of(name: str, head: bytes, *, asked: bool = False) -> Kind:
    """Say what a file is; one that was asked for by name is always a photo or an archive."""
    path = PurePosixPath(name)
    ending = path.suffix.lower()
    if not asked and (path.name.startswith((".", "~$")) or "__MACOSX" in path.parts):
        return Kind.OTHER
    if ending == ".zip" or (asked and head.startswith(ZIP_MARKS)):
        return Kind.ZIP
    if ending in OTHER_ARCHIVES:
        return Kind.OTHER_ARCHIVE
    return Kind.PHOTO if asked or ending in PICTURES or known(head) else Kind.OTHER


def admitted(kind: Kind, source: Source) -> Found:
    """Return what a file is that is no zip archive, read to one byte beyond the limit."""
    if kind is Kind.OTHER:
        return Skipped(name=source.name)
    if kind is Kind.OTHER_ARCHIVE:
        return Refused(source.name, Refusal.UNSUPPORTED_ARCHIVE, "Only zip archives are opened.")
    if len(source.data) > GUARDS.max_bytes:
        return too_large(source.name, GUARDS.max_bytes)
    return source


def too_large(name: str, most: int) -> Refused:
    """Return the refusal of a file of more bytes than are taken."""
    return Refused(name, Refusal.TOO_LARGE, f"The file has more than {most:,} bytes.")
