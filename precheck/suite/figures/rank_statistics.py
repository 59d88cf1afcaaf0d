"""Rank statistics: ROC, AUC, Spearman. In NumPy, as requirements.txt holds no SciPy."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


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
