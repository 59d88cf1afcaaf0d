"""Nomor Induk Kependudukan: region 6 + birth date DDMMYY (day + 40 for women) + sequence 4.

Hard: 16 digits, a birth date that some century up to today has, a sequence other than 0000.
Soft: a region elsewhere, an unknown kecamatan. A NIK is never changed, so that it may well
disagree with a birth date corrected later.

Source: PP 37/2007, article 37.
"""

from datetime import date

from precheck.numbers import digits
from precheck.numbers.digits import compact, mask
from precheck.numbers.invalid import NoSuchDate
from precheck.numbers.parts import Parts

__all__ = ["compact", "mask", "parse", "validate"]

KIND = "nik"
WOMEN = 40  # added to a woman's day of birth
CENTURIES = (2000, 1900)


def born(day: int, month: int, year: int, today: date) -> date:
    """Return the latest date of that day and two-digit year that has passed.

    Raises NoSuchDate if no century has one.
    """
    for century in CENTURIES:
        try:
            candidate = digits.real_date(century + year, month, day)
        except NoSuchDate:
            continue
        if candidate <= today:
            return candidate
    raise NoSuchDate("No century up to today has this birth date.")


def parse(text: str, today: date | None = None) -> Parts:
    """Take the number apart. Raises a subclass of InvalidNumber."""
    number = digits.checked(text)
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    woman = day > WOMEN
    return Parts(
        kind=KIND,
        number=number,
        form="registry",
        region=number[:6],
        day=born(
            day - WOMEN if woman else day,
            month,
            year,
            today or date.today(),  # noqa: DTZ011 - the office's own calendar day
        ),
        woman=woman,
        sequence=number[12:],
        flags=digits.region_flags(number[:6]),
    )


def validate(text: str, today: date | None = None) -> str:
    """Return the compact number. Raises a subclass of InvalidNumber."""
    return parse(text, today).number
