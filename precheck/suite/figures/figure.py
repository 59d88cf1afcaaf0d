"""One figure of a suite; of a share, its counts and confidence interval."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value over the shots with the ground truth for it."""

    name: str
    value: float | None
    """None if there is no such shot."""
    rate: Rate | None = None
    """Counts of a figure that is a share."""
    lower_is_better: bool = False

    @property
    def errors(self) -> int | None:
        """Number of wrong shots; None for a figure that is no share."""
        if self.rate is None:
            return None
        return self.rate.hits if self.lower_is_better else self.rate.of - self.rate.hits
