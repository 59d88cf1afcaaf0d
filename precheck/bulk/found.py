"""What is found in folders and archives: photos, refused files, others. Data only."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from precheck.bulk.chat import Sent


class Refusal(StrEnum):
    """Why a file is refused before it is decoded; stands in its row as the error's code."""

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
class Refused:
    """A file that is not looked into."""

    name: str
    code: Refusal
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that is no photo and does not claim to be one."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file that may be a photo, with its bytes."""

    name: str
    """As it is told in rows: the path given, then the path within folders and archives."""
    place: str
    """The path from the folder or archive that was given, which is where it is sorted to."""
    data: bytes = field(repr=False)
    sent: Sent | None = None
    path: Path | None = None
    """Where it lies, if in no archive."""

    @cached_property
    def digest(self) -> str:
        """A hash of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def reference(self) -> str | None:
        """The sender, or else the folder the photo lies in, below what was given."""
        if self.sent is not None:
            return self.sent.sender
        return self.place.rpartition("/")[0] or None


Found = Source | Refused | Skipped
