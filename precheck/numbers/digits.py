"""What KK number and NIK share: 16 digits, region 6 + day, month, year of a date + sequence 4."""

import re
from datetime import date

from precheck.numbers import regions
from precheck.numbers.invalid import NoSuchDate, NoSuchSequence, WrongLength, WrongShape
from precheck.numbers.parts import HOME, REGION_ELSEWHERE, UNKNOWN_KECAMATAN

LENGTH = 16
SEPARATORS = re.compile(r"[\s.\-–—_:]+")
SHOWN = 4
"""Signs left at either end when a number is masked."""


def compact(text: str) -> str:
    """Drop the separators that people and offices write between the groups."""
    return SEPARATORS.sub("", text)


def checked(text: str) -> str:
    """Return the compact number if it has 16 digits and a sequence that is given out.

    Raises WrongShape, WrongLength or NoSuchSequence.
    """
    number = compact(text)
    if not (number.isascii() and number.isdecimal()):
        raise WrongShape("Only digits may stand in this number.")
    if len(number) != LENGTH:
        raise WrongLength("This number has 16 digits.")
    if number.endswith("0000"):
        raise NoSuchSequence("Sequence 0000 is never given out.")
    return number


def mask(text: str) -> str:
    """Hide all but the first and last four signs."""
    number = compact(text)
    hidden = max(len(number) - 2 * SHOWN, 0)
    return number[:SHOWN] + "*" * hidden + number[-SHOWN:] if hidden else "*" * len(number)


def real_date(year: int, month: int, day: int) -> date:
    """Return the date. Raises NoSuchDate if no calendar has it."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDate("No calendar has this date.") from error


def region_flags(code: str) -> tuple[str, ...]:
    """Say what is unusual about a region code of 4 or 6 digits."""
    elsewhere = (REGION_ELSEWHERE,) if code[:4] not in HOME else ()
    unknown = (UNKNOWN_KECAMATAN,) if len(code) == 6 and regions.name(code) is None else ()
    return elsewhere + unknown
