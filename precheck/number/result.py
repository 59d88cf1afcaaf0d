"""The document's number as read, with the certainty of the reading; members' NIKs. Data only."""

from dataclasses import dataclass
from enum import StrEnum

from precheck.capture import Points


class NumberState(StrEnum):
    """Certainty of a reading, the most certain first."""

    READ = "read"
    DOUBTFUL = "doubtful"
    UNREAD = "unread"


class Expected(StrEnum):
    """Comparison of the number read with the one that the caller expects."""

    MATCH = "match"
    DIFFERS = "differs"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digit:
    """One character of the number."""

    char: str
    state: NumberState


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """The document's number as far as it was read."""

    kind: str
    """kk, nik or akta."""
    state: NumberState
    value: str | None = None
    """In canonical form; set only if the state is read."""
    printed: str | None = None
    """The same with the separators that are printed."""
    candidate: str | None = None
    """The best reading if the state is doubtful, for officers only."""
    masked: str | None = None
    confidence: float | None = None
    """0–1: calibrated probability that the whole number is correct."""
    digits: tuple[Digit, ...] | None = None
    box: Points | None = None
    """4 × 2 photo pixels, clockwise from the number's own top left."""
    flags: tuple[str, ...] = ()
    """Oddities, never a reason: region_elsewhere, unknown_kecamatan, odd_date."""
    expected: Expected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """What was read in a Kartu Keluarga's table of members."""

    readings: tuple[tuple[str, ...], ...]
    """The different well-formed readings of each row's NIK."""
    complete: bool
    """Whether each row with print was read with certainty."""
