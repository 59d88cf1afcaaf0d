"""Nomor Kartu Keluarga: region 6 + recording date DDMMYY + sequence 4. No check digit.

Required: 16 digits, a calendar date not in the future, a sequence other than 0000.
Flagged: another region, an unknown kecamatan, a date before the registry began.

Source: the practice of the registry (SIAK), which issues these numbers since about 2003.
"""

from datetime import date

from precheck.number_formats import digits
from precheck.number_formats.digits import LENGTH, compact, mask
from precheck.number_formats.faults import DAY, Fault
from precheck.number_formats.parts import ODD_DATE, NoSuchDate, NumberParts

__all__ = ["compact", "mask", "parse"]

KIND = "kk"
REGISTRY_BEGAN = date(2003, 1, 1)


def parse(text: str, today: date | None = None) -> NumberParts:
    """Split the number into its parts. Raises a subclass of InvalidNumber.

    The year is always 20YY: a number with a past year only as 19YY is a NIK.
    """
    number = digits.require_sixteen(text)
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    recorded = digits.real_date(2000 + year, month, day)
    if recorded > (today or date.today()):  # noqa: DTZ011 - the office's own calendar day
        raise NoSuchDate(Fault.FUTURE_DATE, (DAY[0], LENGTH - 4))
    odd = (ODD_DATE,) if recorded < REGISTRY_BEGAN else ()
    return NumberParts(
        kind=KIND,
        number=number,
        form="registry",
        region=number[:6],
        day=recorded,
        sequence=number[12:],
        flags=digits.region_flags(number[:6]) + odd,
    )
