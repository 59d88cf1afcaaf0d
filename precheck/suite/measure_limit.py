"""The limit of each measure, from which it explains why a photo cannot be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from precheck.suite.scored import Scored

EXAMPLES = 10
"""Shots of either kind that a limit needs."""
FIXED = ("cropping",)
"""Measures whose limit is a rule of the office and no matter of calibration."""
SCREEN_ELSEWHERE = 0.005
"""Share of photos of paper that may be taken for one of a screen."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A measure's limit."""

    code: str
    key: str
    """at_most or at_least."""
    value: float
    caught: float
    """Share of the shots with this reason that lie beyond it, 0–1."""
    disturbed: float
    """Share of all others that do, 0–1."""


def measure_limits(shots: Sequence[Scored]) -> Iterator[Choice]:
    """Yield the limit of each measure that has enough examples, best told apart from all others."""
    answered = [s for s in shots if not s.failed]
    codes = answered[0].answer["measures"] if answered else {}
    for code in codes:
        mine, others = _sides(answered, code)
        if code not in FIXED and min(len(mine), len(others)) >= EXAMPLES:
            falls = codes[code]["at_most"] is None
            most = SCREEN_ELSEWHERE if code == "screen" else 1.0
            yield _choice(code, mine, others, falls=falls, most=most)


def _sides(shots: Sequence[Scored], code: str) -> tuple[list[float], list[float]]:
    """Return the measure's values on shots that it must explain, and on those it must not."""
    known = [(s, value) for s in shots if (value := s.measured(code)) is not None]
    mine = [value for s, value in known if _explains(s, code)]
    return mine, [value for s, value in known if _silent(s, code)]


def _explains(scored: Scored, code: str) -> bool:
    shot = scored.shot
    if code == "screen":
        return shot.screen
    if code == "legibility":
        return shot.bad
    return shot.bad and shot.reasons[:1] == (code,)


def _silent(scored: Scored, code: str) -> bool:
    shot = scored.shot
    if code == "screen":
        return not shot.screen
    return shot.good or (code != "legibility" and shot.bad and code not in shot.reasons)


def _choice(
    code: str, mine: Sequence[float], others: Sequence[float], *, falls: bool, most: float
) -> Choice:
    """Return the limit with the greatest difference of caught and disturbed (Youden 1950)."""
    sign = -1.0 if falls else 1.0
    ours, theirs = np.sort(sign * np.asarray(mine)), np.sort(sign * np.asarray(others))
    limits = _between(np.unique([*ours, *theirs]))
    caught, disturbed = (
        1 - np.searchsorted(values, limits, side="right") / len(values) for values in (ours, theirs)
    )
    gain = np.where(disturbed <= most, caught - disturbed, -1.0)
    best = int(np.argmax(gain))
    return Choice(
        code=code,
        key="at_least" if falls else "at_most",
        value=float(f"{sign * limits[best]:.3g}"),
        caught=float(caught[best]),
        disturbed=float(disturbed[best]),
    )


def _between(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the middles between neighbours, and the greatest value, which catches nothing."""
    return np.append((values[1:] + values[:-1]) / 2, values[-1])
