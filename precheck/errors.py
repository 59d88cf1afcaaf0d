"""What can go wrong that somebody can act on.

Everything about a *photo* is a finding of its verdict; only "we cannot answer" is an error.
"""

from pathlib import Path
from typing import ClassVar


class PrecheckError(Exception):
    """Base of all errors somebody can act on. str(error) is safe to show and to log."""

    code: ClassVar[str]
    """Part of the API: never renamed, never translated."""


class NotAPicture(PrecheckError):
    """The bytes are of no format we read. The sender can mend it."""

    code = "not_a_picture"


class BrokenPicture(PrecheckError):
    """A known format whose pixels cannot be decoded. The sender can mend it by sending again."""

    code = "broken_picture"


class LockedPdf(PrecheckError):
    """A PDF that asks for a password. The sender can mend it."""

    code = "locked_pdf"


class TooLarge(PrecheckError):
    """More bytes, pixels or pages than we take. The sender can mend it."""

    code = "too_large"


class NoSuchPage(PrecheckError):
    """The page asked for is not in the file."""

    code = "no_such_page"


class BadPolicy(PrecheckError):
    """A settings file with an unknown, missing or impossible key. The operator mends it."""

    code = "bad_policy"


class BadModel(PrecheckError):
    """A file of `models/` is missing, damaged or of another version. The operator mends it."""

    code = "bad_model"

    @classmethod
    def of(cls, path: Path) -> "BadModel":
        """Name the file."""
        return cls(f"{path} is missing, damaged or of another version: put precheck's own back.")


class ToolMissing(PrecheckError):
    """Tesseract or one of its languages is not installed. The operator mends it."""

    code = "tool_missing"


UNREADY = (BadModel, ToolMissing)
"""What no photo is to blame for: once the operator has mended it, the same photo can be checked."""
