"""An officer's decision on a photo or a check, and the act that one or several belong to."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from api.errors import ServiceError
from precheck.answer.as_json import new_id
from precheck.number_formats.parts import InvalidNumber


class AlreadyDecided(ServiceError):
    """The photo is decided or deleted, or another officer has claimed it."""

    code = "already_decided"
    status = HTTPStatus.CONFLICT


class BadDecision(ServiceError):
    """The decision or the number in it is invalid."""

    code = "bad_ruling"
    status = HTTPStatus.BAD_REQUEST

    def __init__(self, message: str, number: InvalidNumber | None = None) -> None:
        super().__init__(message)
        self.number = number
        """Why the number is invalid, and where; None if something else is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision:
    """What one officer decides on one photo or check."""

    decision: str
    """accept or re-photo."""
    reason: str | None = None
    """Reason code of a re-photo."""
    message: str | None = None
    """Message to the citizen; None keeps the automatic message."""
    number: str | None = None
    """The full number that the officer confirmed or typed."""
    kept_outcome: str | None = None
    """Without a number: what an earlier decision did with it, confirmed or corrected."""
    masked: str | None = None
    """The same number, masked."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who decides, and when. All decisions of one act are undone together."""

    who: str
    at: float
    group_id: str

    @classmethod
    def begin(cls, who: str, at: float) -> "Act":
        """Return a new act."""
        return cls(who, at, new_id())

    @property
    def columns(self) -> dict[str, Any]:
        """The act's columns in the table of decisions."""
        return {"at": self.at, "who": self.who, "group_id": self.group_id}
