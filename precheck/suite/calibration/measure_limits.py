"""Chooses the limit of each measure above or below which it explains a re-photo."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from precheck.suite.scored_shot import ScoredShot

MIN_EXAMPLES = 10
"""Shots of either kind that a limit needs."""
NOT_CALIBRATED = ("cropping",)
"""Measures whose limit is a rule."""
MAX_SCREEN_FALSE_ALARMS = 0.005
"""Share of photos of paper that may be taken for a photo of a screen."""


@dataclass(frozen=True, slots=True)
class ChosenLimit:
    """A measure's limit and its two rates."""

    code: str
    key: str
    """at_most or at_least."""
    value: float
    hit_rate: float
    """Share of the shots with this reason that cross it, 0–1."""
    false_alarm_rate: float
    """Share of the other shots that cross it, 0–1."""


def measure_limits(shots: Sequence[ScoredShot]) -> Iterator[ChosenLimit]:
    """Yield the limit of each measure with enough examples."""
    answered = [s for s in shots if not s.failed]
    codes = answered[0].answer["measures"] if answered else {}
    for code in codes:
        positive, negative = _values(answered, code)
        if code not in NOT_CALIBRATED and min(len(positive), len(negative)) >= MIN_EXAMPLES:
            key = "at_least" if codes[code]["at_most"] is None else "at_most"
            max_false_alarms = MAX_SCREEN_FALSE_ALARMS if code == "screen" else 1.0
            yield _best_limit(code, key, positive, negative, max_false_alarms)


def _values(shots: Sequence[ScoredShot], code: str) -> tuple[list[float], list[float]]:
    """Return the measure's values on shots that it must explain, and on those it must not."""
    known = [(s, value) for s in shots if (value := s.measured(code)) is not None]
    positive = [value for s, value in known if _is_positive(s, code)]
    return positive, [value for s, value in known if _is_negative(s, code)]


def _is_positive(scored: ScoredShot, code: str) -> bool:
    shot = scored.shot
    if code == "screen":
        return shot.screen
    if code == "legibility":
        return shot.bad
    return shot.bad and shot.reasons[:1] == (code,)


def _is_negative(scored: ScoredShot, code: str) -> bool:
    shot = scored.shot
    if code == "screen":
        return not shot.screen
    return shot.good or (code != "legibility" and shot.bad and code not in shot.reasons)


def _best_limit(
    code: str, key: str, positive: Sequence[float], negative: Sequence[float], max_false: float
) -> ChosenLimit:
    """Return the limit with the greatest difference of the two rates (Youden 1950)."""
    sign = -1.0 if key == "at_least" else 1.0
    both = [np.sort(sign * np.asarray(values)) for values in (positive, negative)]
    limits = _candidates(np.unique(np.concatenate(both)))
    hits, false = (
        1 - np.searchsorted(values, limits, side="right") / len(values) for values in both
    )
    best = int(np.argmax(np.where(false <= max_false, hits - false, -1.0)))
    value = float(f"{sign * limits[best]:.3g}")
    return ChosenLimit(code, key, value, float(hits[best]), float(false[best]))


def _candidates(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the middles between neighbours, and the greatest value, which nothing crosses."""
    return np.append((values[1:] + values[:-1]) / 2, values[-1])
