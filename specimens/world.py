"""Two worlds of people, places and typefaces that share nothing a model could learn by heart."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np

from specimens import fonts


class Split(StrEnum):
    """Which world a sheet is drawn in."""

    CALIBRATION = "calibration"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Place:
    """A regency and its districts, by the codes that numbers begin with."""

    code: str
    """Four digits of the regency."""
    regency: str
    province: str
    weight: int
    districts: Mapping[str, str]
    """Two digits to the district's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that differs between the calibration set and the test set on paper."""

    split: Split
    lists: Mapping[str, tuple[str, ...]]
    """Words by kind: male, female, streets, villages, jobs, officials, …"""
    places: tuple[Place, ...]
    families: Mapping[str, tuple[fonts.Family, ...]]
    """Typefaces by role: sans, narrow, serif, mono, typed, hand, nik."""

    @classmethod
    def of(cls, split: Split | str) -> "World":
        """Return the world of a split."""
        return _world(Split(split))

    def pick(self, kind: str, rng: np.random.Generator) -> str:
        """Return one word of a kind."""
        words = self.lists[kind]
        return words[rng.integers(len(words))]

    def place(self, rng: np.random.Generator) -> Place:
        """Return a regency, the frequent ones more often."""
        weights = np.array([place.weight for place in self.places], dtype=float)
        return self.places[rng.choice(len(self.places), p=weights / weights.sum())]

    def family(self, role: str, rng: np.random.Generator) -> fonts.Family:
        """Return a typeface, regular and bold, for a role."""
        choices = self.families[role]
        return choices[rng.integers(len(choices))]

    def sway(self, rng: np.random.Generator, spread: float) -> float:
        """Return how far a layout strays from the usual, further in the test world."""
        low = 0.5 if self.split is Split.TEST else 0.0
        far = rng.uniform(low, low + 1) * spread
        return float(far if rng.random() < 0.5 else -far)

    @property
    def grounds(self) -> range:
        """The kinds of security paper that this world prints on."""
        return range(4, 8) if self.split is Split.TEST else range(4)


@cache
def _world(split: Split) -> World:
    path = Path(__file__).with_name("texts") / f"{split}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    places = tuple(Place(**entry) for entry in table.pop("places"))
    families = fonts.TEST if split is Split.TEST else fonts.CALIBRATION
    lists = {kind: tuple(words) for kind, words in table.items()}
    return World(split=split, lists=lists, places=places, families=families)
