"""Applies the limits of a file to each suite and world of a run, before any photo is checked.

A shared limit applies to every suite and world with the ground truth for its figure. A suite's own
limit replaces it in the suite and its worlds, a world's own limit in that world.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from precheck.suite.figures.available import available_figures
from precheck.suite.limits import FigureLimits, LimitsFile, read_limits
from precheck.suite.manifest import BadSuite, LabelledShots


@dataclass(frozen=True, slots=True)
class AppliedLimits:
    """The limits of a run."""

    by_column: Mapping[str, FigureLimits]
    """Limits by suite or world."""
    unused: frozenset[str]
    """Suites and worlds in the file that the run does not hold."""


ShotsBySuite = Mapping[str, LabelledShots]


def apply_limits(suites: ShotsBySuite, path: Path) -> AppliedLimits:
    """Return the limits of every suite and world of a run.

    Raises BadSuite, also for a limit that applies nowhere: it would never fail.
    """
    file = read_limits(path)
    columns = [(suite, *part) for suite, shots in suites.items() for part in split(suite, shots)]
    available = {name: available_figures(shots) for _, name, shots in columns}
    for fault in _faults(file, available):
        raise BadSuite(f"{path}: {fault}.")
    by_column = {name: _limits(file, name, suite, available[name]) for suite, name, _ in columns}
    return AppliedLimits(by_column, frozenset(file.suites.keys() - available.keys()))


def split(suite: str, shots: LabelledShots) -> Iterator[tuple[str, LabelledShots]]:
    """Yield name and shots of a suite, then of each of its worlds."""
    yield suite, shots
    for world in sorted({shot.world for shot in shots if shot.world is not None}):
        yield f"{suite}/{world}", [shot for shot in shots if shot.world == world]


def _limits(file: LimitsFile, column: str, suite: str, available: frozenset[str]) -> FigureLimits:
    own = {**file.suites.get(suite, {}), **file.suites.get(column, {})}
    return {name: limit for name, limit in {**file.shared, **own}.items() if name in available}


def _faults(file: LimitsFile, available: Mapping[str, frozenset[str]]) -> Iterator[str]:
    no_truth = "no shot has the truth for it"
    for figure in file.shared.keys() - frozenset().union(*available.values()):
        yield f"{figure}: cannot be measured in {', '.join(available)}: {no_truth}"
    for name in available.keys() & file.suites.keys():
        for figure in file.suites[name].keys() - available[name]:
            yield f"suites.{name}.{figure}: cannot be measured there: {no_truth}"
