"""The texts for citizens: one TOML file a language, and its schema."""

from pydantic import Field

from precheck.office.limit import StrictTable


class ReasonText(StrictTable):
    """The texts of one reason: the fault, its short form, an action for each try."""

    what: str
    what_anywhere: str | None = None
    """If the reason has no side."""
    short: str
    short_anywhere: str | None = None
    actions: tuple[str, str]
    """For the first try, and for every later one."""
    details: dict[str, "ReasonText"] = Field(default_factory=dict)


class AcceptText(StrictTable):
    """The texts of an accepted photo."""

    number: str
    plain: str
    short: str


class PlainText(StrictTable):
    """A message and its short form."""

    message: str
    short: str


class ErrorText(StrictTable):
    """The texts of a file that cannot be checked: the fault, its short form, one action."""

    what: str
    action: str
    short: str


class PartNames(StrictTable):
    """The names of a place on the document."""

    number: str
    side: str
    anywhere: str


class Guidance(StrictTable):
    """All texts of one language."""

    language: str
    sorry: str
    officer: str
    officer_short: str
    more_pages: str
    expired: str
    """For a photo that no officer checked in time."""
    alternative: str
    """Between the last two of several documents."""
    help_line: str
    accept: AcceptText
    received: PlainText
    """For a photo that an officer will look at whatever its verdict: mode advise."""
    documents: dict[str, str]
    short_documents: dict[str, str]
    numbers: dict[str, str]
    short_numbers: dict[str, str]
    sides: dict[str, str]
    parts: PartNames
    reasons: dict[str, ReasonText]
    errors: dict[str, ErrorText]
