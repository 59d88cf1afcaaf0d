"""Files found in folders and archives: photos, refused files, ignored files."""

import hashlib
import os
import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from precheck.bulk.sources.whatsapp import ChatSender


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


def printable_path(path: Path) -> str:
    """Return a path as `printable_name` does."""
    return printable_name(os.fspath(path))


def safe_member_path(member: str) -> str | None:
    """Return a member's path with forward slashes; None if it is invalid or leaves the archive."""
    path = member.replace("\\", "/")
    parts = set(path.split("/"))
    absolute = path.startswith("/") or WINDOWS_DRIVE.match(path)
    invalid = absolute or not parts.isdisjoint({"", ".", ".."}) or printable_name(path) != path
    return None if invalid else path
