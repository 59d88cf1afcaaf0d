"""Number of a birth or death certificate: the SIAK form, or an office's own form of older years.

SIAK: `KKKK-EE-DDMMYYYY-SSSS`, that is kabupaten or kota 4, event 2 letters, registration
date, sequence of 4 to 6 digits; dashes, dots, underscores or spaces stand between. Its
canonical form has hyphens.
Old forms are free per office and year, such as 1234/IST/2008 or 474.1/123/UNIT/2001: groups
of letters and digits between strokes, the last of them the year.

Hard: a real date not yet to come, a sequence other than zero. Soft: a region elsewhere.
The blanko serial of the security paper (AL. 705.0123456) is no such number.
"""

import re
from datetime import date

from precheck.numbers import digits
from precheck.numbers.invalid import (
    NoSuchDate,
    NoSuchSequence,
    WrongLength,
    WrongShape,
)
from precheck.numbers.parts import ODD_DATE, Parts

KIND = "akta"
EVENTS = {"LU": "birth", "LT": "birth, late", "KM": "death", "KW": "marriage", "CR": "divorce"}
"""Known event letters; any other two letters are an event unknown to us, and valid."""

_GAP = r"[\s.\-–—_:~]*"
SIAK = re.compile(rf"(\d{{4}}){_GAP}([A-Z]{{2}}){_GAP}(\d{{8}}){_GAP}(\d{{4,6}})")
OFFICE = re.compile(r"[0-9A-Z]+(?:\.[0-9A-Z]+)*(?:/[0-9A-Z]+(?:[.\-][0-9A-Z]+)*)*/(\d{4})")
SERIAL = re.compile(r"A[CKLMPS]\.?\d{3}\.?\d{7}")
_AROUND_STROKE = re.compile(r"\s*([/.])\s*")
LONGEST = 40
OFFICES_BEGAN = 1850
"""The oldest registers that excerpts are still taken from."""


def compact(text: str) -> str:
    """Return the canonical form: capitals, hyphens between SIAK parts, no spaces elsewhere."""
    tidy = text.strip().upper()
    if parts := SIAK.fullmatch(tidy):
        return "-".join(parts.groups())
    return re.sub(r"\s+", "", _AROUND_STROKE.sub(r"\1", tidy))


def parse(text: str, today: date | None = None) -> Parts:
    """Take the number apart. Raises a subclass of InvalidNumber."""
    number = compact(text)
    now = today or date.today()  # noqa: DTZ011 - the office's own calendar day
    if len(number) > LONGEST:
        raise WrongLength("No such number is that long.")
    if parts := SIAK.fullmatch(number):
        return _siak(number, parts.groups(), now)
    if old := OFFICE.fullmatch(number):
        return _office(number, int(old[1]), now)
    if SERIAL.fullmatch(number):
        raise WrongShape("This is the serial of the security paper, top right on old forms.")
    raise WrongShape("Neither the registry's form nor groups between strokes ending in a year.")


def _siak(number: str, parts: tuple[str, ...], today: date) -> Parts:
    region, event, day, sequence = parts
    registered = digits.real_date(int(day[4:]), int(day[2:4]), int(day[:2]))
    if registered > today:
        raise NoSuchDate("The registration date is yet to come.")
    if not int(sequence):
        raise NoSuchSequence("Sequence 0000 is never given out.")
    return Parts(
        kind=KIND,
        number=number,
        form="siak",
        region=region,
        day=registered,
        event=event,
        sequence=sequence,
        flags=digits.region_flags(region) + _odd(registered.year),
    )


def _office(number: str, year: int, today: date) -> Parts:
    if year > today.year:
        raise NoSuchDate("The year is yet to come.")
    if year < OFFICES_BEGAN:
        raise NoSuchDate("No register is that old.")
    first = number.split("/", maxsplit=1)[0]
    if first.isdecimal() and not int(first):
        raise NoSuchSequence("Sequence 0 is never given out.")
    return Parts(kind=KIND, number=number, form="office", year=year, sequence=first)


def _odd(year: int) -> tuple[str, ...]:
    return (ODD_DATE,) if year < 1900 else ()


def validate(text: str, today: date | None = None) -> str:
    """Return the canonical form. Raises a subclass of InvalidNumber."""
    return parse(text, today).number


def mask(text: str) -> str:
    """Hide every digit but the first four of a SIAK form and the last four of either."""
    number = compact(text)
    head = 4 if SIAK.fullmatch(number) else 0
    middle = re.sub(r"\d", "*", number[head:-4])
    return number[:head] + middle + number[-4:]
