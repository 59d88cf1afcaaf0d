"""The number formats by kind, one module each, in the shape of python-stdnum; printed labels."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from precheck.number_formats import akta, kk, nik
from precheck.number_formats.parts import InvalidNumber, NumberParts

NUMBER_LABELS = {
    "kk": re.compile(
        r"N[o0]([mn][oea0]r)?[.,:;_-]*((KK|K\.K|Kartu\.?Keluarga)[.,:;_-]*)?$", re.IGNORECASE
    ),
    "nik": re.compile(r"N[il1]K[.,:;_-]*$", re.IGNORECASE),
    "akta": re.compile(r"((N[oea0mnu]{1,5}r?|omor|number)[.,:;_-]*|:)$", re.IGNORECASE),
}
"""What the line, without spaces, ends with before a number of the kind. Letters that are often
misread for each other count as equal."""


class NumberFormat(Protocol):
    """What each module offers."""

    KIND: str
    compact: Callable[[str], str]
    mask: Callable[[str], str]

    def parse(self, text: str, today: date | None = None) -> NumberParts:
        """Split the number into its parts. Raises a subclass of InvalidNumber."""


NUMBER_FORMATS: Mapping[str, NumberFormat] = {module.KIND: module for module in (kk, nik, akta)}


def is_valid(kind: str, text: str, today: date | None = None) -> bool:
    """Return whether the text is a well-formed number of that kind."""
    try:
        NUMBER_FORMATS[kind].parse(text, today)
    except InvalidNumber:
        return False
    return True
