"""What the caller asks of one check."""

from collections.abc import Iterable
from dataclasses import dataclass

TYPES = ("kk", "akta_kelahiran", "akta_kematian", "ktp", "other")
"""The document types that can be asked for."""

LANGUAGES = ("id", "en")


def wanted(types: Iterable[str]) -> tuple[str, ...]:
    """Return the types as Options hold them: `auto` among them means any."""
    asked = tuple(types)
    return () if "auto" in asked else asked


def has_digit(number: str) -> bool:
    """Say whether a text can be meant as an expected number: none could match without a digit."""
    return any(sign.isdigit() for sign in number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of `POST /check` and of `precheck check`."""

    types: tuple[str, ...] = ()
    """The types asked for, any of which fits; empty: whatever it is."""
    lang: str = "id"
    attempt: int = 1
    """Try for this document of this request, from 1."""
    page: int = 1
    """Page of a PDF or TIFF, from 1."""
    expected_number: str | None = None
    overlay: bool = False
    reference: str | None = None
    line: str | None = None
