"""The document's number as it was read, with what is known of the reading. Data only."""

from dataclasses import dataclass
from enum import StrEnum

from precheck.capture import Points


class NumberState(StrEnum):
    """How far a reading may be trusted."""

    READ = "read"
    DOUBTFUL = "doubtful"
    UNREAD = "unread"


class Expected(StrEnum):
    """How the number read compares with the one the caller expects."""

    MATCH = "match"
    DIFFERS = "differs"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digit:
    """One position of the number."""

    char: str
    state: NumberState


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """The document's number, or why there is none."""

    kind: str
    """kk, nik or akta."""
    state: NumberState
    value: str | None = None
    """Set only where the state is read."""
    candidate: str | None = None
    """The best reading where the state is doubtful: for officers' eyes."""
    masked: str | None = None
    confidence: float | None = None
    """0–1: calibrated probability that the whole number is right. Higher is better."""
    digits: tuple[Digit, ...] | None = None
    box: Points | None = None
    """4 × 2 photo pixels."""
    flags: tuple[str, ...] = ()
    """Soft oddities, never a reason: region_elsewhere, unknown_kecamatan, odd_date."""
    expected: Expected | None = None
