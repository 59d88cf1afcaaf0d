"""Nomor Induk Kependudukan: region 6 + birth date DDMMYY (day + 40 for women) + sequence 4.

Required: 16 digits, a birth date not in the future, a sequence other than 0000.
Flagged: another region, an unknown kecamatan. A NIK never changes: it may differ from a birth
date that was corrected later.

Source: PP 37/2007, article 37.
"""

from datetime import date

from precheck.number_formats import digits
from precheck.number_formats.digits import compact, mask
from precheck.number_formats.faults import DAY, MONTH, Fault
from precheck.number_formats.parts import NoSuchDate, NumberParts

__all__ = ["compact", "mask", "parse"]

KIND = "nik"
WOMAN_DAY_OFFSET = 40  # added to a woman's day of birth
CENTURIES = (2000, 1900)


def birth_date(day: int, month: int, year: int, today: date) -> date:
    """Return the latest date up to today with that day, month and two-digit year.

    Raises NoSuchDate if there is none.
    """
    for century in CENTURIES:
        try:
            candidate = digits.real_date(century + year, month, day)
        except NoSuchDate:
            continue
        if candidate <= today:
            return candidate
    raise NoSuchDate(Fault.NO_SUCH_DATE, DAY if 1 <= month <= 12 else MONTH)


def parse(text: str, today: date | None = None) -> NumberParts:
    """Split the number into its parts. Raises a subclass of InvalidNumber."""
    number = digits.require_sixteen(text)
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    woman = day > WOMAN_DAY_OFFSET
    return NumberParts(
        kind=KIND,
        number=number,
        form="registry",
        region=number[:6],
        day=birth_date(
            day - WOMAN_DAY_OFFSET if woman else day,
            month,
            year,
            today or date.today(),  # noqa: DTZ011 - the office's own calendar day
        ),
        woman=woman,
        sequence=number[12:],
        flags=digits.region_flags(number[:6]),
    )
