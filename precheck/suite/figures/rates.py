"""Rates with confidence intervals, and a test for the difference of two."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

Z_95 = 1.959964
"""Two-sided 95 % quantile of the normal distribution, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Hits among a number of shots."""

    hits: int
    of: int

    @classmethod
    def over(cls, flags: Iterable[bool]) -> "Rate":
        """Count the true flags."""
        listed = list(flags)
        return cls(sum(listed), len(listed))

    @property
    def share(self) -> float | None:
        """Hits as a share, 0–1; None of no shots."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """95 % confidence interval of the share; (0, 1) of no shots."""
        return wilson_interval(self.hits / self.of, self.of) if self.of else (0.0, 1.0)


def wilson_interval(share: float, of: float) -> tuple[float, float]:
    """Return the 95 % confidence interval (Wilson 1927) of a share of `of` > 0 trials, 0–1."""
    spread = Z_95 * Z_95 / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z_95 * math.sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def mcnemar_p(only_before: int, only_now: int) -> float:
    """Return the exact two-sided p-value (McNemar 1947) of errors that only one run made."""
    n = only_before + only_now
    tail = sum(math.comb(n, k) for k in range(min(only_before, only_now) + 1))
    return float(min(1.0, 2 * tail / 2**n))
