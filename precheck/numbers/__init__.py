"""The numbers of civil registration, one module a format, in the shape of python-stdnum."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from precheck.numbers import akta, kk, nik
from precheck.numbers.invalid import InvalidNumber
from precheck.numbers.parts import Parts

__all__ = ["FORMATS", "Format", "InvalidNumber", "Parts", "is_valid"]


class Format(Protocol):
    """What each module offers."""

    KIND: str
    compact: Callable[[str], str]
    mask: Callable[[str], str]

    def parse(self, text: str, today: date | None = None) -> Parts:
        """Take the number apart. Raises a subclass of InvalidNumber."""

    def validate(self, text: str, today: date | None = None) -> str:
        """Return the compact number. Raises a subclass of InvalidNumber."""


FORMATS: Mapping[str, Format] = {module.KIND: module for module in (kk, nik, akta)}


def is_valid(kind: str, text: str, today: date | None = None) -> bool:
    """Say whether the text is a number of that kind."""
    try:
        return bool(FORMATS[kind].validate(text, today))
    except InvalidNumber:
        return False
