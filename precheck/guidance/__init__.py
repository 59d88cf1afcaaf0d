"""The sentences for citizens: one TOML a language, and the shape they must have."""

from pydantic import Field

from precheck.documents import Strict


class ReasonText(Strict):
    """What is told for one reason: the thing seen, its short form, an action a try."""

    what: str
    what_anywhere: str | None = None
    """Where no side is known."""
    short: str
    short_anywhere: str | None = None
    actions: tuple[str, str]
    """For the first try, and for every later one."""
    details: dict[str, "ReasonText"] = Field(default_factory=dict)


class AcceptText(Strict):
    """What is told when the photo is accepted."""

    number: str
    plain: str
    short: str


class ErrorText(Strict):
    """What is told when the file could not be looked at."""

    message: str
    short: str


class Parts(Strict):
    """How a place on the document is named."""

    number: str
    side: str
    anywhere: str


class Guidance(Strict):
    """All texts of one language."""

    language: str
    sorry: str
    officer: str
    officer_short: str
    more_pages: str
    expired: str
    """Where nobody looked at a photo in time."""
    help_line: str
    accept: AcceptText
    documents: dict[str, str]
    short_documents: dict[str, str]
    numbers: dict[str, str]
    short_numbers: dict[str, str]
    sides: dict[str, str]
    parts: Parts
    reasons: dict[str, ReasonText]
    errors: dict[str, ErrorText]
