"""Finds officers who decide otherwise than the machine and their colleagues by more than chance."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from precheck.learning.fit import fit
from precheck.learning.lessons import OFFICER_ERROR, Floats, Lessons, Names, decided

BOUND = 0.001
"""Chance that an officer who errs as the others do is left out, by each of two tests.

On sure photos: the tail of a binomial distribution. On all: a permutation test, in which each type
of paper's decisions are dealt out to the officers again.
"""
PERMUTATIONS = 10_000
MIN_DECISIONS = 30
SURE = 0.95
"""A photo is sure whose `p_accept` is at least this, or at most 1 less it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How often an officer decided against what is more probable. Chances 0–1."""

    officer: str
    decisions: int
    differs: int
    """From what all decisions make probable."""
    chance: float
    """That as much difference is dealt to one who decides as all do; 1 without colleagues."""
    sure: int
    """Sure photos among them."""
    differs_on_sure: int
    """From the machine's verdict."""
    chance_on_sure: float
    """That one differs so often who errs as the colleagues do, at least in 3 %."""

    @property
    def left_out(self) -> bool:
        """Whether the decisions do not count."""
        surprising = min(self.chance, self.chance_on_sure) < BOUND
        return surprising and self.decisions >= MIN_DECISIONS

    def as_dict(self) -> dict[str, object]:
        """Return it as JSON."""
        return {**asdict(self), "left_out": self.left_out}


def agreements(lessons: Lessons) -> Sequence[Agreement]:
    """Return every officer's agreement; those left out are no colleagues of the others.

    The least probable one is left out first, until nobody is.
    """
    left_out: dict[str, Agreement] = {}
    while True:
        rest = lessons.where(~np.isin(lessons.officer, list(left_out)))
        found = _agreements(rest) if len(rest) else []
        worst = min(
            (one for one in found if one.left_out),
            key=lambda one: (min(one.chance, one.chance_on_sure), one.officer),
            default=None,
        )
        if worst is None:
            return sorted((*left_out.values(), *found), key=lambda one: one.officer)
        left_out[worst.officer] = worst


def _agreements(lessons: Lessons) -> list[Agreement]:
    q = decided(lessons.probabilities(fit(lessons, by_type=False)))
    differs, error = lessons.good != (q >= 0.5), np.maximum(np.minimum(q, 1 - q), OFFICER_ERROR)
    # the score of more errors than expected: a sure photo tells more than a doubtful one
    score = (differs - error) * (1 - 2 * error) / (error * (1 - error))
    chances = _chances(score, lessons.officer, lessons.type)
    p = lessons.probabilities()
    sure = np.maximum(p, 1 - p) >= SURE
    against = sure & (lessons.good != (p >= 0.5))
    found = []
    for officer, chance in chances.items():
        mine = lessons.officer == officer
        others = OFFICER_ERROR, (against & ~mine).sum() / max(1, (sure & ~mine).sum())
        count, of = int((against & mine).sum()), int((sure & mine).sum())
        found.append(
            Agreement(
                officer=officer,
                decisions=int(mine.sum()),
                differs=int((differs & mine).sum()),
                chance=chance,
                sure=of,
                differs_on_sure=count,
                chance_on_sure=_binomial_tail(count, of, float(max(others))),
            )
        )
    return found


def _chances(score: Floats, officer: Names, type_: Names) -> Mapping[str, float]:
    """Return, by officer, how probably a deal of the decisions gives as high a sum of scores."""
    names, at = np.unique(officer, return_inverse=True)
    if len(names) == 1:
        return {str(names[0]): 1.0}
    rng = np.random.default_rng(0)
    total = np.bincount(at, score, len(names))
    dealt = np.zeros((PERMUTATIONS, len(names)))
    for one in np.unique(type_):
        own, values = at[type_ == one], score[type_ == one]
        for deal in range(PERMUTATIONS):
            rng.shuffle(values)
            dealt[deal] += np.bincount(own, values, len(names))
    as_high = (dealt >= total - 1e-9).sum(axis=0)
    return {
        str(name): float((1 + count) / (1 + PERMUTATIONS))
        for name, count in zip(names, as_high, strict=True)
    }


def _binomial_tail(count: int, of: int, p: float) -> float:
    """Return the probability of at least `count` events of `of`, each of probability p < 1."""
    if p >= 1:
        return 1.0
    term, fewer = (1 - p) ** of, 0.0
    for k in range(count):
        fewer += term
        term *= (of - k) / (k + 1) * p / (1 - p)
    return max(0.0, 1 - fewer)
