"""Statistics of scores: ROC, AUC, Spearman's correlation and reliability.

In NumPy, as requirements.txt holds no SciPy. Predictions are reliable if nine in ten shots are good
of those predicted good at 0.9.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RELIABILITY_BINS = 10
"""Of equal width, from 0 to 1."""


def mid_ranks(values: Sequence[float]) -> NDArray[np.float64]:
    """Return each value's rank, from 1; equal values get the mean of their ranks."""
    _, place, counts = np.unique(
        np.asarray(values, dtype=np.float64), return_inverse=True, return_counts=True
    )
    middle: NDArray[np.float64] = np.cumsum(counts) - (counts - 1) / 2
    return middle[place]


def auc(good: Sequence[float], bad: Sequence[float]) -> float | None:
    """Return the area under the ROC curve, 0–1; higher is better. None without both kinds.

    It is the probability that a good shot's value exceeds a bad one's; ties count half.
    """
    if not good or not bad:
        return None
    above = mid_ranks([*good, *bad])[: len(good)].sum() - len(good) * (len(good) + 1) / 2
    return float(above / (len(good) * len(bad)))


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return Spearman's rank correlation, −1 to 1; None if either is constant."""
    if len(set(one)) < 2 or len(set(other)) < 2:
        return None
    return float(np.corrcoef(mid_ranks(one), mid_ranks(other))[0, 1])


def roc(good: Sequence[float], bad: Sequence[float]) -> list[tuple[float, float]]:
    """Return false and true positive rate at every threshold, from high to low."""
    if not good or not bad:
        return []
    thresholds = np.unique([*good, *bad])[::-1]
    rates = [
        1 - np.searchsorted(np.sort(values), thresholds, side="left") / len(values)
        for values in (bad, good)
    ]
    return [(0.0, 0.0), *zip(*(column.tolist() for column in rates), strict=True)]


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
