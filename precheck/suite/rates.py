"""Error rates with their intervals, and whether two of them differ by more than chance."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

Z = 1.959964
"""Standard deviations that a 95 % interval reaches to."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many."""

    hits: int
    of: int

    @classmethod
    def over(cls, flags: Iterable[bool]) -> "Rate":
        """Count the true ones."""
        listed = list(flags)
        return cls(sum(listed), len(listed))

    @property
    def share(self) -> float | None:
        """0–1; None of none."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval by Wilson (1927), 0–1; everything where nothing was counted."""
        return interval(self.hits / self.of, self.of) if self.of else (0.0, 1.0)


def interval(share: float, of: float) -> tuple[float, float]:
    """Return the 95 % interval by Wilson (1927) of a share, 0–1; of: more than 0."""
    spread = Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def mcnemar(only_before: int, only_now: int) -> float:
    """Return the exact two-sided p of McNemar (1947) for errors that only one of two runs made."""
    n = only_before + only_now
    tail = sum(math.comb(n, k) for k in range(min(only_before, only_now) + 1))
    return float(min(1.0, 2 * tail / 2**n))
