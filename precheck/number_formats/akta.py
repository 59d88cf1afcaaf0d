"""Number of a birth or death certificate: the SIAK form, or an older form of an office.

SIAK: `KKKK-EE-DDMMYYYY-SSSS`, that is kabupaten or kota (4 digits), event (2 letters),
registration date, sequence (4 to 6 digits), separated by dashes, dots, underscores or spaces.
The canonical form has hyphens.
Older forms differ by office and year, such as 1234/IST/2008 or 474.1/123/UNIT/2001: groups
of letters and digits separated by slashes, ending in the year.

Required: a calendar date not in the future, a sequence other than zero. Flagged: other regions.
The serial of the security paper (AL. 705.0123456) is not an akta number.
"""

import re
from datetime import date

from precheck.number_formats import digits
from precheck.number_formats.faults import DAY, Fault, Span
from precheck.number_formats.parts import (
    ODD_DATE,
    NoSuchDate,
    NoSuchSequence,
    NumberParts,
    WrongLength,
    WrongShape,
)

KIND = "akta"
EVENTS = {"LU": "birth", "LT": "birth, late", "KM": "death", "KW": "marriage", "CR": "divorce"}
"""Known event codes. Any other two letters are valid: an unknown event."""

_GAP = r"[\s.\-–—_:~]*"
SIAK = re.compile(rf"([0-9]{{4}}){_GAP}([A-Z]{{2}}){_GAP}([0-9]{{8}}){_GAP}([0-9]{{4,6}})")
OFFICE_FORM = re.compile(r"[0-9A-Z]+(?:\.[0-9A-Z]+)*(?:/[0-9A-Z]+(?:[.\-][0-9A-Z]+)*)*/([0-9]{4})")
SERIAL = re.compile(r"A[CKLMPS]\.?[0-9]{3}\.?[0-9]{7}")
MAX_AKTA_LENGTH = 40  # characters
DATE: Span = (DAY[0], DAY[0] + 8)  # of the SIAK form
FIRST_YEAR = 1850  # of the oldest registers that excerpts are issued from
FIRST_USUAL_YEAR = 1900  # earlier registration dates of the SIAK form are flagged


def compact(text: str) -> str:
    """Return the canonical form: capitals, hyphens between SIAK parts, no spaces."""
    solid = "".join(text.upper().split())
    parts = SIAK.fullmatch(solid)
    return "-".join(parts.groups()) if parts else solid


def parse(text: str, today: date | None = None) -> NumberParts:
    """Split the number into its parts. Raises a subclass of InvalidNumber."""
    number = compact(text)
    now = today or date.today()  # noqa: DTZ011 - the office's own calendar day
    if len(number) > MAX_AKTA_LENGTH:
        raise WrongLength(Fault.TOO_LONG)
    if parts := SIAK.fullmatch(number):
        return _siak(number, parts.groups(), now)
    if old := OFFICE_FORM.fullmatch(number):
        return _office(number, int(old[1]), now)
    if SERIAL.fullmatch(number):
        raise WrongShape(Fault.SERIAL)
    raise WrongShape(Fault.UNKNOWN_FORM)


def _siak(number: str, parts: tuple[str, ...], today: date) -> NumberParts:
    region, event, day, sequence = parts
    registered = digits.real_date(int(day[4:]), int(day[2:4]), int(day[:2]))
    if registered > today:
        raise NoSuchDate(Fault.FUTURE_DATE, DATE)
    if not int(sequence):
        raise NoSuchSequence(Fault.SEQUENCE_ZERO, (DATE[1], DATE[1] + len(sequence)))
    return NumberParts(
        kind=KIND,
        number=number,
        form="siak",
        region=region,
        day=registered,
        event=event,
        sequence=sequence,
        flags=digits.region_flags(region)
        + ((ODD_DATE,) if registered.year < FIRST_USUAL_YEAR else ()),
    )


def _office(number: str, year: int, today: date) -> NumberParts:
    if year > today.year:
        raise NoSuchDate(Fault.FUTURE_DATE, _last_four(number))
    if year < FIRST_YEAR:
        raise NoSuchDate(Fault.TOO_OLD, _last_four(number))
    first = number.split("/", maxsplit=1)[0]
    if first.isdecimal() and not int(first):
        raise NoSuchSequence(Fault.SEQUENCE_ZERO, (0, len(first)))
    return NumberParts(kind=KIND, number=number, form="office", year=year, sequence=first)


def _last_four(number: str) -> Span:
    length = sum(char.isalnum() for char in number)
    return length - 4, length


def mask(text: str) -> str:
    """Return the number with `*` for digits, except in a SIAK region and the last 4 characters."""
    number = compact(text)
    head = 4 if SIAK.fullmatch(number) else 0
    middle = re.sub(r"\d", "*", number[head:-4])
    return number[:head] + middle + number[-4:]
