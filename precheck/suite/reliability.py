"""Whether probabilities mean what they say: of shots told 0.9, nine in ten should be good."""

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The shots whose probability lies between two tenths."""

    told: float
    """Mean probability told, 0–1."""
    good: float
    """Share of good shots, 0–1."""
    count: int


def bins(told: Sequence[float], good: Sequence[bool]) -> tuple[Bin, ...]:
    """Return the bins that are not empty, the least probable first."""
    filled: dict[int, list[tuple[float, bool]]] = {}
    for p, is_good in zip(told, good, strict=True):
        filled.setdefault(min(int(p * BINS), BINS - 1), []).append((p, is_good))
    return tuple(
        Bin(
            told=sum(p for p, _ in shots) / len(shots),
            good=sum(is_good for _, is_good in shots) / len(shots),
            count=len(shots),
        )
        for _, shots in sorted(filled.items())
    )


def calibration_error(found: Sequence[Bin]) -> float | None:
    """Return the expected calibration error, 0–1: mean distance of told and true, by shots."""
    total = sum(part.count for part in found)
    if not total:
        return None
    return sum(part.count * abs(part.told - part.good) for part in found) / total
