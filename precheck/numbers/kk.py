"""Nomor Kartu Keluarga: region 6 + recording date DDMMYY + sequence 4. No check digit.

Hard: 16 digits, a real date not yet to come, a sequence other than 0000.
Soft: a region elsewhere, an unknown kecamatan, a date before the registry began.

Source: the registry's (SIAK) own practice, in which these numbers begin about 2003.
"""

from datetime import date

from precheck.numbers import digits
from precheck.numbers.digits import compact, mask
from precheck.numbers.invalid import NoSuchDate
from precheck.numbers.parts import ODD_DATE, Parts

__all__ = ["compact", "mask", "parse", "validate"]

KIND = "kk"
REGISTRY_BEGAN = date(2003, 1, 1)


def parse(text: str, today: date | None = None) -> Parts:
    """Take the number apart. Raises a subclass of InvalidNumber.

    The century is always 2000: a year that has passed only as 19YY belongs to a NIK.
    """
    number = digits.checked(text)
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    recorded = digits.real_date(2000 + year, month, day)
    if recorded > (today or date.today()):  # noqa: DTZ011 - the office's own calendar day
        raise NoSuchDate("The recording date is yet to come.")
    odd = (ODD_DATE,) if recorded < REGISTRY_BEGAN else ()
    return Parts(
        kind=KIND,
        number=number,
        form="registry",
        region=number[:6],
        day=recorded,
        sequence=number[12:],
        flags=digits.region_flags(number[:6]) + odd,
    )


def validate(text: str, today: date | None = None) -> str:
    """Return the compact number. Raises a subclass of InvalidNumber."""
    return parse(text, today).number
