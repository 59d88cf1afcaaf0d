"""Worlds of people, places and typefaces that share nothing a model could learn by heart."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np

from specimens import fonts
from specimens.camera.habits import UNUSUAL, USUAL, Habits


class Split(StrEnum):
    """Which world a sheet is drawn in."""

    TRAINING = "training"
    CALIBRATION = "calibration"
    TEST = "test"


PRINT: Mapping[Split, tuple[Mapping[str, tuple[fonts.Family, ...]], range]] = {
    Split.TRAINING: (fonts.TRAINING, range(4)),
    Split.CALIBRATION: (fonts.CALIBRATION, range(72, 80)),
    Split.TEST: (fonts.TEST, range(4, 8)),
}
"""Typefaces and kinds of security paper, apart in all three.

What limits are calibrated on is print that no net has learned from, as a citizen's is.
"""


PRINTERS = ("canvas", "html")
"""What draws a page: templates on a canvas, or a grammar of HTML pages painted by a browser."""


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
    """Everything on paper that differs between the sets. Two of one name are equal."""

    name: str
    """A split's, or another's that adds to one (`training.world`)."""
    lists: Mapping[str, tuple[str, ...]] = field(compare=False)
    """Words by kind: male, female, streets, villages, jobs, officials, …"""
    places: tuple[Place, ...] = field(compare=False)
    families: Mapping[str, tuple[fonts.Family, ...]] = field(compare=False)
    """Typefaces by role: sans, narrow, serif, mono, typed, hand, nik."""
    grounds: range
    """The kinds of security paper that this world prints on."""
    strays: tuple[float, float]
    """How far layouts stray from the usual, at least and at most, in shares of their spread."""
    habits: Habits = field(compare=False)
    """What its photographs look like."""
    printers: tuple[str, ...] = ("canvas",)
    """Which of PRINTERS its pages come from, in equal shares."""

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
        """Return how far a layout strays from the usual."""
        far = rng.uniform(*self.strays) * spread
        return float(far if rng.random() < 0.5 else -far)


@cache
def _world(split: Split) -> World:
    people = Split.CALIBRATION if split is Split.TRAINING else split  # print tells more than names
    path = Path(__file__).with_name("texts") / f"{people}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    places = tuple(Place(**entry) for entry in table.pop("places"))
    lists = {kind: tuple(words) for kind, words in table.items()}
    families, grounds = PRINT[split]
    return World(
        name=split,
        lists=lists,
        places=places,
        families=families,
        grounds=grounds,
        strays=(0.5, 1.5) if split is Split.TEST else (0.0, 1.0),
        habits=UNUSUAL if split is Split.TEST else USUAL,
    )
