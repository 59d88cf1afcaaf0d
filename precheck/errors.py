"""Errors that the sender or the operator can fix.

Faults of a *photo* are findings of its verdict; errors are raised if there is no verdict.
"""

from pathlib import Path
from typing import ClassVar


class PrecheckError(Exception):
    """Base of these errors. str(error) is safe to show and to log."""

    code: ClassVar[str]
    """Part of the API: never renamed, never translated."""


class NotAPicture(PrecheckError):
    """The bytes have no known picture format. The sender can fix it."""

    code = "not_a_picture"


class BrokenPicture(PrecheckError):
    """A known format whose pixels cannot be decoded. The sender can fix it by sending again."""

    code = "broken_picture"


class LockedPdf(PrecheckError):
    """A PDF protected by a password. The sender can fix it."""

    code = "locked_pdf"


class TooLarge(PrecheckError):
    """Too many bytes, pixels or pages. The sender can fix it."""

    code = "too_large"


class NoSuchPage(PrecheckError):
    """The requested page is not in the file."""

    code = "no_such_page"


class BadPolicy(PrecheckError):
    """A settings file with an unknown, missing or impossible key. The operator can fix it."""

    code = "bad_policy"


class BadModel(PrecheckError):
    """A file of `models/` is missing, damaged or of another version. The operator can fix it."""

    code = "bad_model"

    @classmethod
    def of(cls, path: Path) -> "BadModel":
        """Return the error of a file."""
        return cls(
            f"{path} is missing, damaged or of another version: put precheck's own back"
            " (after a change of your own: make sums)."
        )


class ToolMissing(PrecheckError):
    """Tesseract or one of its languages is not installed. The operator can fix it."""

    code = "tool_missing"


INSTALLATION_ERRORS = (BadModel, ToolMissing)
"""Errors independent of the photo: after the operator's fix the same photo can be checked."""
