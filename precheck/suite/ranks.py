"""What only the order of values tells: ROC, the area under it, and how one follows another."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def ranks(values: Sequence[float]) -> Values:
    """Return each value's rank from 1; equal values share the mean of their ranks."""
    _, place, counts = np.unique(
        np.asarray(values, dtype=np.float64), return_inverse=True, return_counts=True
    )
    last = np.cumsum(counts)
    middle: Values = last - (counts - 1) / 2
    return middle[place]


def auc(good: Sequence[float], bad: Sequence[float]) -> float | None:
    """Return how often a good shot's value exceeds a bad one's, 0–1; ties count half."""
    if not good or not bad:
        return None
    above = ranks([*good, *bad])[: len(good)].sum() - len(good) * (len(good) + 1) / 2
    return float(above / (len(good) * len(bad)))


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return Spearman's rank correlation, −1 to 1; None where either does not vary."""
    if len(set(one)) < 2 or len(set(other)) < 2:
        return None
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def roc(good: Sequence[float], bad: Sequence[float]) -> list[tuple[float, float]]:
    """Return (bad accepted, good accepted) as shares, for every limit from high to low."""
    if not good or not bad:
        return []
    limits = np.unique([*good, *bad])[::-1]
    shares = [
        1 - np.searchsorted(np.sort(values), limits, side="left") / len(values)
        for values in (bad, good)
    ]
    return [(0.0, 0.0), *zip(*(column.tolist() for column in shares), strict=True)]
