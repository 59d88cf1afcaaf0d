"""A simulated office: photos drawn day by day, officers who err, one of whom may be poisoned."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.learn.rows import Row
from precheck.decision.acceptance import model
from precheck.learning.lessons import Floats, Lessons, Mask, Names, probability

DAYS = 30
OFFICERS = ("sri", "budi", "ani", "dewi")
POISONED = "dewi"
ERROR, POISON = 0.03, 0.10
"""Share of decisions that an officer gets wrong, and a poisoned one in addition, on purpose."""
BANDWIDTH = 0.5
"""Standard deviation of the log odds of a photo drawn anew."""
SURE_AT, SAMPLE_SHARE = 0.8, 0.02
"""The service's own defaults."""


@dataclass(frozen=True, slots=True, eq=False)
class Photos:
    """Labelled photos as columns."""

    log_odds: Floats
    good: Mask
    type: Names
    page: Names

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Photos":
        """Return rows as columns, with the release's log odds."""
        shipped = model()
        return cls(
            np.array([shipped.log_odds(np.array(row.features)) for row in rows]),
            np.array([row.good for row in rows]),
            np.array([row.type for row in rows]),
            np.array([row.page for row in rows]),
        )

    def drawn(self, count: int, rng: np.random.Generator, shift: float) -> "Photos":
        """Return photos drawn anew, each of a sender of its own (smoothed bootstrap).

        shift: by how much the release is too sure here that photos are acceptable, in log odds.
        """
        at = rng.integers(0, len(self.good), count)
        noise = rng.normal(0, BANDWIDTH, count)
        return Photos(
            self.log_odds[at] + noise + shift,
            self.good[at],
            self.type[at],
            np.arange(count).astype(str),
        )

    def halves(self, rng: np.random.Generator) -> tuple["Photos", "Photos"]:
        """Return two halves that share no page."""
        pages = rng.permutation(np.unique(self.page))
        first = np.isin(self.page, pages[: len(pages) // 2])
        return self.where(first), self.where(~first)

    def where(self, mask: Mask) -> "Photos":
        """Return the photos that a mask selects."""
        return Photos(self.log_odds[mask], self.good[mask], self.type[mask], self.page[mask])


def decisions(
    photos: Photos,
    limits: dict[str, float],
    count: int,
    rng: np.random.Generator,
    *,
    poisoned: bool = False,
) -> Lessons:
    """Return `count` decisions on photos, with replacement where there are fewer.

    Officers decide doubtful photos, and a share of the sure ones, which counts the inverse.
    """
    limit = np.array([limits[type_] for type_ in photos.type.tolist()])
    p = probability(photos.log_odds)
    sureness = np.where(p >= limit, (p - limit) / (1 - limit), (limit - p) / limit)
    chance = np.where(sureness < SURE_AT, 1.0, SAMPLE_SHARE)
    at = rng.choice(len(p), count, p=chance / chance.sum())
    officer = rng.choice(OFFICERS, count)
    wrong = rng.random(count) < ERROR
    if poisoned:
        wrong |= (officer == POISONED) & (rng.random(count) < POISON)
    return Lessons(
        log_odds=photos.log_odds[at],
        good=photos.good[at] ^ wrong,
        weight=1 / chance[at],
        type=photos.type[at],
        officer=officer,
        day=np.sort(rng.integers(0, DAYS, count)).astype(str),
        sender=photos.page[at],
    )
