"""Writes calibrated limits into `models/`, each with its source and date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import tomlkit

from precheck.office.policy import Costs
from precheck.options import TYPES
from precheck.suite.calibration.measure_limits import measure_limits
from precheck.suite.scored_shot import ScoredShot

TomlValues = Mapping[str, float | str]


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
