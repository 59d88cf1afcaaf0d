"""Random choices of a page grammar, each drawn from one generator."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dice:
    """Short names for the draws that a grammar makes."""

    rng: np.random.Generator

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[int(self.rng.integers(len(options)))]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """Return distinct options in random order."""
        return [options[i] for i in self.rng.permutation(len(options))[:count]]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """Return all options in random order."""
        return self.some(options, len(options))

    def chance(self, share: float) -> bool:
        """Return whether an event of a probability happens."""
        return bool(self.rng.random() < share)

    def real(self, low: float, high: float) -> float:
        """Return a number from a range, with two digits after the point."""
        return round(float(self.rng.uniform(low, high)), 2)

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return int(self.rng.integers(low, high + 1))

    def colour(self, low: Sequence[float], high: Sequence[float]) -> str:
        """Return a CSS colour between two (red, green, blue)."""
        red, green, blue = (int(v) for v in self.rng.uniform(low, high))
        return f"#{red:02x}{green:02x}{blue:02x}"
