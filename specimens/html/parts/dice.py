"""Random choices of a page grammar."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from specimens.arrays import Rng

Option = TypeVar("Option")


@dataclass(frozen=True, slots=True)
class Dice:
    """A generator with short names for a grammar's choices."""

    rng: Rng

    def pick(self, options: Sequence[Option]) -> Option:
        """Return one of the options."""
        return options[int(self.rng.integers(len(options)))]

    def some(self, options: Sequence[Option], count: int) -> list[Option]:
        """Return distinct options in random order."""
        return [options[i] for i in self.rng.permutation(len(options))[:count]]

    def shuffled(self, options: Sequence[Option]) -> list[Option]:
        """Return all options in random order."""
        return self.some(options, len(options))

    def chance(self, share: float) -> bool:
        """Return True with a probability."""
        return bool(self.rng.random() < share)

    def real(self, low: float, high: float) -> float:
        """Return a number from a range, rounded to two decimals."""
        return round(float(self.rng.uniform(low, high)), 2)

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return int(self.rng.integers(low, high + 1))

    def colour(self, low: Sequence[float], high: Sequence[float]) -> str:
        """Return a CSS colour between two (red, green, blue)."""
        red, green, blue = (int(v) for v in self.rng.uniform(low, high))
        return f"#{red:02x}{green:02x}{blue:02x}"
