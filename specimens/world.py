"""Worlds of people, places and typefaces: no two of them share data that a model could memorise."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np

from specimens.arrays import Rng
from specimens.camera.habits import UNUSUAL_HABITS, USUAL_HABITS, Habits
from specimens.drawing import fonts


class Split(StrEnum):
    """Which world a sheet is drawn in."""

    TRAINING = "training"
    CALIBRATION = "calibration"
    TEST = "test"


PRINT_BY_SPLIT: Mapping[Split, tuple[Mapping[str, tuple[fonts.Family, ...]], range]] = {
    Split.TRAINING: (fonts.TRAINING_FONTS, range(4)),
    Split.CALIBRATION: (fonts.CALIBRATION_FONTS, range(72, 80)),
    Split.TEST: (fonts.TEST_FONTS, range(4, 8)),
}
"""Typefaces and security patterns of each split, disjoint.

Limits are calibrated on print that no net was trained on.
"""


PRINTERS = ("canvas", "html")
"""What draws a page: templates on a canvas, or a grammar of HTML pages rendered by a browser."""


@dataclass(frozen=True, slots=True)
class Regency:
    """A regency and its districts, with the codes that numbers begin with."""

    code: str
    """Four digits of the regency."""
    regency: str
    province: str
    weight: int
    districts: Mapping[str, str]
    """Two-digit code to name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything on paper that differs between the sets. Worlds of the same name are equal."""

    name: str
    """The split's name, or that of an extended world (`training.common.world`)."""
    lists: Mapping[str, tuple[str, ...]] = field(compare=False)
    """Words by kind: male, female, streets, villages, jobs, officials, …"""
    places: tuple[Regency, ...] = field(compare=False)
    typefaces: Mapping[str, tuple[fonts.Family, ...]] = field(compare=False)
    """Typefaces by role: sans, narrow, serif, mono, typed, hand, nik."""
    security_patterns: range
    """Seeds of the security patterns that this world prints on."""
    layout_spread: tuple[float, float]
    """Minimum and maximum offset of a layout from the usual one, in shares of its spread."""
    habits: Habits = field(compare=False)
    """How its sheets are photographed."""
    printers: tuple[str, ...] = ("canvas",)
    """The PRINTERS that draw its pages, in equal shares."""

    @classmethod
    def of(cls, split: Split | str) -> "World":
        """Return the world of a split."""
        return _world(Split(split))

    def pick(self, kind: str, rng: Rng) -> str:
        """Return one word of a kind."""
        words = self.lists[kind]
        return words[rng.integers(len(words))]

    def place(self, rng: Rng) -> Regency:
        """Return a regency, drawn by weight."""
        weights = np.array([place.weight for place in self.places], dtype=float)
        return self.places[rng.choice(len(self.places), p=weights / weights.sum())]

    def typeface(self, role: str, rng: Rng) -> fonts.Family:
        """Return a typeface, regular and bold, of a role."""
        choices = self.typefaces[role]
        return choices[rng.integers(len(choices))]

    def layout_offset(self, rng: Rng, spread: float) -> float:
        """Return a random offset of a layout from the usual one, in the unit of `spread`."""
        offset = rng.uniform(*self.layout_spread) * spread
        return float(offset if rng.random() < 0.5 else -offset)


@cache
def _world(split: Split) -> World:
    people = Split.CALIBRATION if split is Split.TRAINING else split
    path = Path(__file__).parent / "people" / "texts" / f"{people}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    places = tuple(Regency(**entry) for entry in table.pop("places"))
    lists = {kind: tuple(words) for kind, words in table.items()}
    typefaces, patterns = PRINT_BY_SPLIT[split]
    return World(
        name=split, lists=lists, places=places, typefaces=typefaces, security_patterns=patterns,
        layout_spread=(0.5, 1.5) if split is Split.TEST else (0.0, 1.0),
        habits=UNUSUAL_HABITS if split is Split.TEST else USUAL_HABITS,
    )  # fmt: skip
