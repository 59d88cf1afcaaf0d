"""Chooses limits on labelled shots and writes them into `models/`, each with source and date.

The limit of a measure is that above or below which it explains a re-photo.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import tomlkit
from numpy.typing import NDArray

from precheck.office.policy import Costs
from precheck.options import TYPES
from precheck.suite.scored_shot import ScoredShot

TomlValues = Mapping[str, float | str]
MIN_EXAMPLES = 10
"""Shots of either kind that a limit needs."""
NOT_CALIBRATED = ("cropping",)
"""Measures whose limit is a rule."""
MAX_SCREEN_FALSE_ALARMS = 0.005
"""Share of photos of paper that may be taken for a photo of a screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Suites, costs and day of a calibration."""

    name: str
    """Names of the suites."""
    costs: Costs
    day: date

    def source(self, count: int) -> str:
        """Return the source of a limit that was calibrated on `count` shots."""
        costs = f"costs {self.costs.false_re_photo:g} : {self.costs.false_accept:g}"
        return f"suite {self.name}, {count} shots, {costs}, {self.day.isoformat()}"


def write_accept_limits(models: Path, count: int, calibration: Calibration) -> Iterator[str]:
    """Write each type's limit of p_accept, which follows from the costs; yield a line about it.

    count: number of shots that p_accept was calibrated on.
    """
    limit = calibration.costs.limit
    values: TomlValues = {"at_least": round(limit, 3), "source": calibration.source(count)}
    for type_ in TYPES:
        update_toml(models / "documents" / f"{type_}.toml", "accept", values)
        yield f"{type_}: p_accept at least {limit:.3f}"


def write_measure_limits(
    models: Path, shots: Sequence[ScoredShot], calibration: Calibration
) -> Iterator[str]:
    """Write the limit of each measure with enough examples; yield a line about each."""
    for chosen in measure_limits(shots):
        values: TomlValues = {chosen.key: chosen.value, "source": calibration.source(len(shots))}
        update_toml(models / "limits.toml", chosen.code, values)
        yield (
            f"{chosen.code}: {chosen.key} {chosen.value:g}, crossed by {chosen.hit_rate:.0%} of "
            f"the shots it must explain and by {chosen.false_alarm_rate:.1%} of the others"
        )


def update_toml(path: Path, table: str, values: TomlValues) -> None:
    """Set values of one table in a TOML file; comments and layout stay.

    Raises KeyError for a missing table or key.
    """
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    section = document[table]
    if missing := values.keys() - section.keys():
        raise KeyError(f"[{table}] has no {min(missing)}")
    section.update(values)
    path.write_text(tomlkit.dumps(document), encoding="utf-8")


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
