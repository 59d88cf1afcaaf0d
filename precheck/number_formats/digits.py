"""What KK number and NIK share: 16 digits, region 6 + date DDMMYY + sequence 4."""

import re
from datetime import date
from itertools import accumulate
from string import digits as ascii_digits

from precheck.number_formats import regions
from precheck.number_formats.faults import DAY, MONTH, Fault
from precheck.number_formats.parts import (
    HOME_REGIONS,
    REGION_ELSEWHERE,
    UNKNOWN_KECAMATAN,
    NoSuchDate,
    NoSuchSequence,
    WrongLength,
    WrongShape,
)

LENGTH = 16
MAX_GROUPS = 6  # separated by spaces; a background pattern is read as many separate zeros
SEPARATORS = re.compile(r"[\s.\-–—_:]+")
_SIXTEEN = re.compile(r"(?=([0-9]{16}))")
UNMASKED_DIGITS = 4  # at each end of a masked number


def word_starts(text: str) -> frozenset[int]:
    """Return where words begin, as indices into the text without spaces."""
    lengths = [len(word) for word in text.split()]
    return frozenset(accumulate(lengths, initial=0)) - {sum(lengths)}


def find_sixteen(text: str) -> tuple[int, int] | None:
    """Return the span of 16 digits in one line, as indices into the line without spaces.

    The digits may be in groups. Further digits may adjoin them only across a space.
    """
    solid, starts = "".join(text.split()), word_starts(text)
    for found in _SIXTEEN.finditer(solid):
        start, end = found.span(1)
        groups = 1 + len(starts.intersection(range(start + 1, end)))
        before = start not in starts and solid[start - 1].isdecimal()
        after = end not in starts and solid[end : end + 1].isdecimal()
        if groups <= MAX_GROUPS and not before and not after:
            return start, end
    return None


def compact(text: str) -> str:
    """Return the text without separators between groups of digits."""
    return SEPARATORS.sub("", text)


def require_sixteen(text: str) -> str:
    """Return the compact number if it has 16 digits and a sequence other than 0000.

    Raises WrongShape, WrongLength or NoSuchSequence.
    """
    number = compact(text)
    if not (number.isascii() and number.isdecimal()):
        raise WrongShape(Fault.NOT_DIGITS, _first_letter(number))
    if len(number) != LENGTH:
        raise WrongLength(Fault.NOT_SIXTEEN)
    if number.endswith("0000"):
        raise NoSuchSequence(Fault.SEQUENCE_ZERO, (LENGTH - 4, LENGTH))
    return number


def _first_letter(number: str) -> tuple[int, int] | None:
    solid = "".join(char for char in number if char.isalnum())
    at = next((at for at, char in enumerate(solid) if char not in ascii_digits), None)
    return None if at is None else (at, at + 1)


def mask(text: str) -> str:
    """Return the number with `*` for all but the first and last four characters."""
    number = compact(text)
    hidden = len(number) - 2 * UNMASKED_DIGITS
    if hidden <= 0:
        return "*" * len(number)
    return number[:UNMASKED_DIGITS] + "*" * hidden + number[-UNMASKED_DIGITS:]


def real_date(year: int, month: int, day: int) -> date:
    """Return the date. Raises NoSuchDate if it is not a calendar date."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDate(Fault.NO_SUCH_DATE, DAY if 1 <= month <= 12 else MONTH) from error


def region_flags(code: str) -> tuple[str, ...]:
    """Return the flags of a region code of 4 or 6 digits."""
    elsewhere = (REGION_ELSEWHERE,) if code[:4] not in HOME_REGIONS else ()
    unknown = (UNKNOWN_KECAMATAN,) if len(code) == 6 and regions.name(code) is None else ()
    return elsewhere + unknown
