"""The options of one check."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from precheck.office.document_type import LANGUAGES
from precheck.office.documents import TYPES

__all__ = ["LANGUAGES", "TYPES", "Options", "has_digit", "requested_types"]

if TYPE_CHECKING:  # mypy knows no Literal of a tuple
    DocumentType = str
    RequestedType = str
    Language = str
else:
    DocumentType = Literal[TYPES]
    RequestedType = Literal["auto", *TYPES]
    Language = Literal[LANGUAGES]


def requested_types(types: Iterable[str]) -> tuple[str, ...]:
    """Return the types as Options hold them: `auto` among them means any type."""
    requested = tuple(types)
    return () if "auto" in requested else requested


def has_digit(number: str) -> bool:
    """Return whether a text can be an expected number: it needs a digit."""
    return any(char.isdigit() for char in number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of `POST /check` and of `precheck check`."""

    types: tuple[str, ...] = ()
    """The requested types, any of which will do; empty: any type."""
    lang: str = "id"
    attempt: int = 1
    """Count of photos of this document for this request, from 1."""
    page: int = 1
    """Page of a PDF or TIFF, from 1."""
    expected_number: str | None = None
    overlay: bool = False
    likeness: bool = False
    """Whether the shot's signature is computed."""
    reference: str | None = None
    line: str | None = None
