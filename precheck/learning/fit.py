"""Fits slope and offset of the log odds, and offsets by type, never far from the release's.

Which photos officers see depends on `p_accept` alone, on which the fit is conditioned: it needs no
weights. The figures of `judging.py` do.
"""

import numpy as np

from precheck.learning.lessons import OFFICER_ERROR, Floats, Lessons, decided, probability
from precheck.office.calibration import SHIPPED, Calibration

PRIOR_SENDERS = 50.0
"""Senders that the release's calibration is worth; by type, those that the common one is worth.

Photos of one sender are alike, and so count as one.
"""
MAX_OFFSET = 1.5
"""Of the log odds, in all: at most 0.5 becomes 0.82, or 0.18."""
SLOPES = (0.5, 2.0)
MIN_OF_TYPE, MIN_OF_KIND = 100, 20
"""Decisions of a type for an offset of its own, and those among them of each kind."""
MAX_STEPS = 50
TOLERANCE = 1e-8


def fit(lessons: Lessons, *, by_type: bool = True) -> Calibration:
    """Return the calibration that the decisions propose, without a name.

    by_type: also with offsets for the types that have enough decisions.
    """
    base, odds = np.zeros(len(lessons)), lessons.log_odds
    design = np.column_stack([np.ones(len(lessons)), odds])
    offset, slope = _fit(design, base, _targets(lessons, SHIPPED), start=(0.0, 1.0))
    common = Calibration(
        slope=float(np.clip(slope, *SLOPES)), offset=float(np.clip(offset, -MAX_OFFSET, MAX_OFFSET))
    )
    return _with_types(lessons, common) if by_type else common


def enough_of_type(lessons: Lessons) -> list[str]:
    """Return the types that may have an offset of their own."""
    found = []
    for type_ in sorted(set(lessons.type.tolist())):
        good = lessons.good[lessons.type == type_]
        if len(good) >= MIN_OF_TYPE and MIN_OF_KIND <= good.sum() <= len(good) - MIN_OF_KIND:
            found.append(type_)
    return found


def _with_types(lessons: Lessons, common: Calibration) -> Calibration:
    offsets = {
        type_: _offset(lessons.where(lessons.type == type_), common)
        for type_ in enough_of_type(lessons)
    }
    return Calibration(slope=common.slope, offset=common.offset, offsets=offsets)


def _offset(lessons: Lessons, common: Calibration) -> float:
    """Return what a type's decisions add to the common offset."""
    base, ones = common.offset + common.slope * lessons.log_odds, np.ones((len(lessons), 1))
    (own,) = _fit(ones, base, _targets(lessons, common), start=(0.0,))
    return float(np.clip(own, -MAX_OFFSET - common.offset, MAX_OFFSET - common.offset))


def _targets(lessons: Lessons, prior: Calibration) -> Floats:
    """Return each decision, 0 or 1, mixed with what is expected under the prior."""
    share = PRIOR_SENDERS / len(set(lessons.sender.tolist()))
    expected = decided(lessons.probabilities(prior))
    return np.asarray((lessons.good + share * expected) / (1 + share), np.float64)


def _fit(design: Floats, base: Floats, target: Floats, *, start: tuple[float, ...]) -> Floats:
    """Return the coefficients of a logistic regression with officers' errors, by Fisher scoring.

    base: log odds that are added. target: of each decision, 0–1.
    """
    at = np.array(start)
    loss = _loss(design, base, target, at)
    for _ in range(MAX_STEPS):
        p = probability(base + design @ at)
        q, slope = decided(p), (1 - 2 * OFFICER_ERROR) * p * (1 - p)
        spread = q * (1 - q)
        gradient = design.T @ ((target - q) * slope / spread)
        information = (design.T * (slope**2 / spread)) @ design
        step = np.linalg.lstsq(information, gradient, rcond=None)[0]
        new = _loss(design, base, target, at + step)
        while new > loss and abs(step).max() > TOLERANCE:
            step = step / 2
            new = _loss(design, base, target, at + step)
        if loss - new < TOLERANCE:
            break
        at, loss = at + step, new
    return at


def _loss(design: Floats, base: Floats, target: Floats, at: Floats) -> float:
    """Return the mean log loss."""
    q = decided(probability(base + design @ at))
    return -float(np.mean(target * np.log(q) + (1 - target) * np.log(1 - q)))
