"""The parts of a number, and flags for the officer that never decide. Data only."""

from dataclasses import dataclass
from datetime import date

from precheck.number_formats.faults import FAULT_WORDS, Fault, Span

REGION_ELSEWHERE = "region_elsewhere"
UNKNOWN_KECAMATAN = "unknown_kecamatan"
ODD_DATE = "odd_date"

HOME_REGIONS = frozenset({"3513", "3514", "3574", "3575"})
"""Codes of the kabupaten and kota whose offices use this service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberParts:
    """The parts of one number."""

    kind: str
    """kk, nik or akta."""
    number: str
    """Compact: digits for KK and NIK, the printed form for akta."""
    form: str
    """registry: 16 digits; siak: akta numbered by the registry; office: older akta form."""
    region: str | None = None
    """Region code of 4 or 6 digits, without dots."""
    day: date | None = None
    """Recording date (KK), birth date (NIK) or registration date (akta)."""
    year: int | None = None
    """Older akta forms: their last group."""
    event: str | None = None
    """SIAK form: its two letters."""
    woman: bool | None = None
    """NIK only: whether 40 is added to the day of birth."""
    sequence: str | None = None
    flags: tuple[str, ...] = ()
    """Oddities for the officer; never a reason for another photo."""


class InvalidNumber(ValueError):
    """Base of the errors. Messages never contain the text, so that they may be logged."""

    def __init__(self, fault: Fault, where: Span | None = None) -> None:
        """where: the characters at fault; None if any may be wrong."""
        super().__init__(FAULT_WORDS[fault][1])
        self.fault = fault
        self.where = where


class WrongShape(InvalidNumber):
    """Characters that the number never has, or parts in the wrong order."""


class WrongLength(InvalidNumber):
    """Too many or too few characters; nothing is trimmed or padded."""


class NoSuchDate(InvalidNumber):
    """Not a calendar date, or a date in the future."""


class NoSuchSequence(InvalidNumber):
    """Sequence 0000, which no office issues."""
