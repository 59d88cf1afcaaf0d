"""Reliability of predicted probabilities: of shots predicted good at 0.9, nine in ten should be."""

from collections.abc import Sequence
from dataclasses import dataclass

RELIABILITY_BINS = 10
"""Of equal width, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The shots in one bin of predicted probability."""

    predicted: float
    """Mean predicted probability, 0–1."""
    observed: float
    """Share of good shots, 0–1."""
    count: int


def reliability_bins(
    predicted: Sequence[float], good: Sequence[bool]
) -> tuple[ReliabilityBin, ...]:
    """Return the bins that hold shots, in ascending order of probability."""
    filled: dict[int, list[tuple[float, bool]]] = {}
    for p, is_good in zip(predicted, good, strict=True):
        at = min(int(p * RELIABILITY_BINS), RELIABILITY_BINS - 1)
        filled.setdefault(at, []).append((p, is_good))
    return tuple(
        ReliabilityBin(
            predicted=sum(p for p, _ in shots) / len(shots),
            observed=sum(is_good for _, is_good in shots) / len(shots),
            count=len(shots),
        )
        for _, shots in sorted(filled.items())
    )


def calibration_error(bins: Sequence[ReliabilityBin]) -> float | None:
    """Return the expected calibration error, 0–1; lower is better. None without bins.

    It is the mean distance of predicted and observed, weighted by the shots in each bin.
    """
    total = sum(each.count for each in bins)
    if not total:
        return None
    return sum(each.count * abs(each.predicted - each.observed) for each in bins) / total
