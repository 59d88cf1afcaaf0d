"""The limit of `p_accept` whose errors cost least."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from precheck.suite.held import Held

STEPS = 199
"""Limits that are tried, evenly between 0 and 1."""
ENOUGH = 1000
"""Shots of each label that a type needs for a limit of its own.

With fewer, the limits that half the calibration shots gave made more errors on the other half than
one limit for all types did: 35.5 against 34.7.
"""

SURELY = 2.6
"""Standard errors by which another limit must cost less to be chosen: one chance in a hundred."""


@dataclass(frozen=True, slots=True)
class Costs:
    """How bad each error is beside the other."""

    false_re_photo: float = 1.0
    false_accept: float = 1.0

    def __str__(self) -> str:
        return f"costs {self.false_re_photo:g} : {self.false_accept:g}"

    @property
    def limit(self) -> float:
        """Return the p_accept from which accepting costs less, if it is what it says (Bayes)."""
        return self.false_accept / (self.false_accept + self.false_re_photo)


def accept_limits(held: Sequence[Held], types: Sequence[str], costs: Costs) -> dict[str, float]:
    """Return each type's limit; that of all types where it has too few shots."""
    return {type_: chosen(_enough(held, type_), costs) for type_ in types}


def chosen(held: Sequence[Held], costs: Costs) -> float:
    """Return the limit that follows from the costs, unless the cheapest surely costs less.

    The cheapest of one set of shots is a matter of few of them: between one half of the calibration
    shots and the other it leapt by 0.07 (standard deviation) and made 58.3 errors on the half it
    was not chosen on, this limit 56.5 (200 halvings).
    """
    usual, best = costs.limit, cheapest(held, costs)
    low, high = sorted((usual, best))
    between = [shot.good for shot in held if low <= shot.p_accept < high]
    sent_back = costs.false_re_photo * sum(between)
    accepted = costs.false_accept * (len(between) - sum(between))
    saved = accepted - sent_back if best > usual else sent_back - accepted
    noise = math.sqrt(costs.false_re_photo * sent_back + costs.false_accept * accepted)
    return best if saved > SURELY * noise else usual


def _enough(held: Sequence[Held], type_: str) -> Sequence[Held]:
    own = [shot for shot in held if shot.type == type_]
    good = sum(shot.good for shot in own)
    return own if min(good, len(own) - good) >= ENOUGH else held


def cheapest(held: Sequence[Held], costs: Costs) -> float:
    """Return the limit of p_accept whose errors cost least: the middle one where several do."""
    limits = np.linspace(0, 1, STEPS + 2)[1:-1]
    good, bad = (np.sort([h.p_accept for h in held if h.good is kind]) for kind in (True, False))
    sent_back = np.searchsorted(good, limits, side="left")
    accepted = len(bad) - np.searchsorted(bad, limits, side="left")
    cost = costs.false_re_photo * sent_back + costs.false_accept * accepted
    least = limits[cost <= cost.min() + 1e-9]
    return float(least[len(least) // 2])
