"""An office whose photos are simulated: as they were, and with what may change in them.

The measures are drawn from distributions of their own. Whether a photo is accepted, and why not,
follows from the worst of four of them, as blur and small print cost text in real photos.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from api.drift.characteristics import ALL, Counts, bins
from api.drift.weeks import DAYS, WEEK
from api.store.drift_days import DriftPhoto

CHANGES = ("phone", "form", "lens")
"""A new phone: softer and smaller photos. A new form: type other, number unread. A dirty lens: less
contrast, more glare."""
TYPES = ("kk", "ktp", "akta_kelahiran", "akta_kematian", "other")
TYPE_SHARES = (0.4, 0.35, 0.15, 0.04, 0.06)
POOL = 5000
"""Different photos that days are drawn from, of each kind."""

Binned = tuple[str, ...]
"""The bin of a photo in each characteristic."""


@dataclass(frozen=True, slots=True)
class Office:
    """Pools of photos that days are drawn from."""

    chance: Generator
    plain: Sequence[Binned]
    changed: dict[str, Sequence[Binned]]

    @classmethod
    def begin(cls, seed: int, pool: int = POOL) -> "Office":
        """Draw the pools."""
        chance = np.random.default_rng(seed)
        changed = {kind: _binned(chance, pool, kind) for kind in CHANGES}
        return cls(chance, _binned(chance, pool), changed)

    def days(self, a_week: int, alike: int = 1, days: int = DAYS) -> list[Counts]:
        """Return quiet days. alike: how many photos a citizen sends that are all alike."""
        return [self._day(a_week / WEEK, alike) for _ in range(days)]

    def change(self, days: list[Counts], a_week: int, kind: str, share: float) -> list[Counts]:
        """Return the same days with a last week in which this share of the photos is changed."""
        week = [self._day(a_week / WEEK, 1, kind, share) for _ in range(WEEK)]
        return [*days[:-WEEK], *week]

    def _day(self, mean: float, alike: int, kind: str = "", share: float = 0.0) -> Counts:
        count = int(self.chance.poisson(mean / alike))
        new = int(self.chance.binomial(count, share))
        taken = [*self._some(self.plain, count - new), *self._some(self.changed.get(kind, ()), new)]
        columns = zip(*taken, strict=True) if taken else [()] * len(ALL)
        return {
            name: {bin_: alike * number for bin_, number in Counter(column).items()}
            for name, column in zip(ALL, columns, strict=True)
        }

    def _some(self, pool: Sequence[Binned], count: int) -> list[Binned]:
        return [pool[at] for at in self.chance.integers(0, max(1, len(pool)), count)]


def _binned(chance: Generator, count: int, kind: str = "") -> list[Binned]:
    taken = (photo(chance, kind) for _ in range(count))
    return [tuple(bin_ for _, bin_ in bins(one)) for one in taken]


def photo(chance: Generator, kind: str = "") -> DriftPhoto:
    """Return one photo. kind: one of CHANGES; empty: as ever."""
    softer, foreign, dirty = (kind == one for one in CHANGES)
    type_ = "other" if foreign else str(chance.choice(TYPES, p=TYPE_SHARES))
    blur = chance.lognormal(np.log(0.022), 0.45) * (1.6 if softer else 1)
    height = chance.lognormal(np.log(9.0), 0.3) * (0.65 if softer else 1)
    contrast = chance.normal(110, 25) * (0.55 if dirty else 1)
    glare = chance.exponential(0.02) if chance.random() < (0.7 if dirty else 0.2) else 0.0
    trouble = {
        "blur": blur / 0.053,
        "too_small": 6.0 / height,
        "glare": glare / 0.0217,
        "low_contrast": 48.0 / max(contrast, 1.0),
    }
    worst = max(trouble, key=trouble.__getitem__)
    odds = 6.0 * (1.0 - trouble[worst]) + chance.normal(0, 0.7)
    p_accept = float(1 / (1 + np.exp(-odds)))
    accepted = p_accept >= 0.5
    unread = foreign or (not accepted and chance.random() < 0.6)
    measures = {
        "legibility": 1 - chance.beta(1, 60) if accepted else chance.beta(5, 2),
        "cropping": 0.0 if chance.random() < 0.93 else chance.exponential(0.05),
        "occlusion": 0.0 if chance.random() < 0.95 else chance.exponential(0.05),
        "glare": glare,
        "blur": blur,
        "dark": min(255.0, chance.normal(190, 25)),
        "overexposed": chance.beta(2, 12),
        "shadow": 0.0 if chance.random() < 0.9 else chance.exponential(0.02),
        "low_contrast": contrast,
        "too_small": height,
        "perspective": chance.gamma(2.0, 3.0),
        "noise": chance.gamma(6.0, 1.3),
        "screen": chance.beta(4, 30),
    }
    return DriftPhoto(
        verdict="accept" if accepted else "re-photo",
        reason=None if accepted else worst,
        type=type_,
        number_state="unread" if unread else "read",
        p_accept=p_accept,
        measures={name: {"value": float(value)} for name, value in measures.items()},
    )
