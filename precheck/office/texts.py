"""The texts for citizens: one TOML file a language, and its schema."""

from typing import Annotated

from pydantic import AfterValidator, Field

from precheck.office.limit import StrictTable
from precheck.office.placeholders import placeholders

OF_PHOTO = (
    *("document", "short_document", "asked", "short_asked", "number", "short_number"),
    *("tail", "page", "pages"),
)
"""Placeholders that are known of every photo."""
OF_PLACE = (*OF_PHOTO, "side", "part", "short_part")
"""And of the place of a reason."""


def _with(*names: str) -> AfterValidator:
    """Accept a text with some of these placeholders and no others."""

    def check(text: str) -> str:
        if unknown := placeholders(text) - set(names):
            known = ", ".join(f"{{{name}}}" for name in names)
            raise ValueError(f"no placeholder {{{min(unknown)}}}; known: {known}")
        return text

    return AfterValidator(check)


PhotoText = Annotated[str, _with(*OF_PHOTO)]
FaultText = Annotated[str, _with(*OF_PLACE)]
AboutFault = Annotated[str, _with(*OF_PLACE, "what")]
"""A text that may repeat the fault."""


class ReasonText(StrictTable):
    """The texts of one reason: the fault, its short form, an action for each try."""

    what: FaultText
    what_anywhere: FaultText | None = None
    """If the reason has no side."""
    short: AboutFault
    short_anywhere: AboutFault | None = None
    actions: tuple[AboutFault, AboutFault]
    """For the first try, and for every later one."""
    details: dict[str, "ReasonText"] = Field(default_factory=dict)


class AcceptText(StrictTable):
    """The texts of an accepted photo."""

    number: PhotoText
    plain: PhotoText
    short: PhotoText


class PlainText(StrictTable):
    """A message and its short form."""

    message: PhotoText
    short: PhotoText


class ErrorText(StrictTable):
    """The texts of a file that cannot be checked: the fault, its short form, one action."""

    what: str
    action: str
    short: str


class PartNames(StrictTable):
    """The names of a place on the document."""

    number: PhotoText
    side: Annotated[str, _with("side")]
    anywhere: str


class FixTexts(StrictTable):
    """What to do by how much, for who reads the figures."""

    decimal: str
    """Between a number's whole part and its decimals."""
    closer: Annotated[str, _with("factor")]
    back: Annotated[str, _with("factor")]
    upright: Annotated[str, _with("degrees")]


class Guidance(StrictTable):
    """All texts of one language."""

    language: str
    sorry: Annotated[str, _with("what", "action")]
    officer: Annotated[str, _with("what")]
    officer_short: str
    more_pages: PhotoText
    of_page: Annotated[str, _with("page", "pages", "message")]
    """An officer's message about one page of a file."""
    expired: str
    """For a photo that no officer checked in time."""
    alternative: str
    """Between the last two of several documents."""
    help_line: Annotated[str, _with("help_line")]
    accept: AcceptText
    received: PlainText
    """For a photo that an officer will look at whatever its verdict: mode advise."""
    documents: dict[str, str]
    short_documents: dict[str, str]
    numbers: dict[str, str]
    short_numbers: dict[str, str]
    sides: dict[str, str]
    parts: PartNames
    fixes: FixTexts
    reasons: dict[str, ReasonText]
    errors: dict[str, ErrorText]
