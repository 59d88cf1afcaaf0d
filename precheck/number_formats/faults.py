"""Why a text is no number: a code, its words in both languages, and the characters at fault."""

from collections.abc import Mapping
from enum import StrEnum


class Fault(StrEnum):
    """Why a text is no number of a kind."""

    NOT_DIGITS = "not_digits"
    NOT_SIXTEEN = "not_sixteen"
    TOO_LONG = "too_long"
    NO_SUCH_DATE = "no_such_date"
    FUTURE_DATE = "future_date"
    TOO_OLD = "too_old"
    SEQUENCE_ZERO = "sequence_zero"
    SERIAL = "serial"
    UNKNOWN_FORM = "unknown_form"


FAULT_WORDS: Mapping[Fault, tuple[str, str]] = {
    Fault.NOT_DIGITS: ("Nomor ini hanya berisi angka.", "This number has digits only."),
    Fault.NOT_SIXTEEN: ("Nomor ini berisi 16 angka.", "This number has 16 digits."),
    Fault.TOO_LONG: ("Nomor akta lebih pendek.", "An akta number is shorter."),
    Fault.NO_SUCH_DATE: (
        "Tanggal di dalam nomor ini tidak ada di kalender.",
        "The date in this number is not a calendar date.",
    ),
    Fault.FUTURE_DATE: (
        "Tanggal di dalam nomor ini belum tiba.",
        "The date in this number is in the future.",
    ),
    Fault.TOO_OLD: ("Belum ada register setua itu.", "No register is that old."),
    Fault.SEQUENCE_ZERO: (
        "Nomor urut 0000 tidak pernah diterbitkan.",
        "Sequence 0000 is never issued.",
    ),
    Fault.SERIAL: (
        "Ini nomor seri kertas, di kanan atas blangko lama.",
        "This is the serial of the security paper, top right on old forms.",
    ),
    Fault.UNKNOWN_FORM: (
        "Tulis seperti 3514-LU-12052019-9001, atau dengan garis miring dan tahun di akhir.",
        "Neither the SIAK form nor groups between slashes that end in a year.",
    ),
}
"""Bahasa Indonesia and English."""

Span = tuple[int, int]
"""Begin and end, counted over letters and digits alone: separators do not count."""
DAY, MONTH = (6, 8), (8, 10)
"""Places of day and month in every number with a date: six characters precede it."""


def place_in(text: str, where: Span) -> Span:
    """Return the same place as begin and end in the text as typed."""
    solid = [at for at, char in enumerate(text) if char.isalnum()]
    within = solid[where[0] : where[1]]
    return (within[0], within[-1] + 1) if within else (len(text), len(text))
