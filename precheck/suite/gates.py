"""The limits of each suite and world of a run: which hold where, told before any photo is checked.

A shared limit holds in every suite and world whose truth is enough for its figure. A suite's own
limit takes its place there and in the suite's worlds, a world's own limit in that world.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from precheck.suite.limits import Bounds, Limits, limits
from precheck.suite.manifest import BadSuite, Shot
from precheck.suite.measurable import measurable


@dataclass(frozen=True, slots=True)
class Gates:
    """What the figures of a run are held against."""

    bounds: Mapping[str, Bounds]
    """Limits by suite and world."""
    unused: frozenset[str]
    """Suites and worlds that the file has limits for and the run does not hold."""


Suites = Mapping[str, Sequence[Shot]]
"""The shots of every suite of a run, by its name."""


def gates(suites: Suites, path: Path) -> Gates:
    """Return the limits of every suite and world of a run. Raises BadSuite.

    A limit that nothing can be held against is an error: a check that cannot fail is none.
    """
    file = limits(path)
    columns = [(suite, *part) for suite, shots in suites.items() for part in split(suite, shots)]
    known = {name: measurable(shots) for _, name, shots in columns}
    for fault in _faults(file, known):
        raise BadSuite(f"{path}: {fault}.")
    bounds = {name: _bounds(file, name, suite, known[name]) for suite, name, _ in columns}
    return Gates(bounds, frozenset(file.suites.keys() - known.keys()))


def split(suite: str, shots: Sequence[Shot]) -> Iterator[tuple[str, Sequence[Shot]]]:
    """Yield a suite's name and shots, then those of each of its worlds."""
    yield suite, shots
    for world in sorted({shot.world for shot in shots if shot.world is not None}):
        yield f"{suite}/{world}", [shot for shot in shots if shot.world == world]


def _bounds(file: Limits, column: str, suite: str, known: frozenset[str]) -> Bounds:
    own = {**file.suites.get(suite, {}), **file.suites.get(column, {})}
    return {name: bound for name, bound in {**file.shared, **own}.items() if name in known}


def _faults(file: Limits, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for figure in file.shared.keys() - frozenset().union(*known.values()):
        yield f"{figure}: cannot be measured in {', '.join(known)}: no shot has the truth for it"
    for name in known.keys() & file.suites.keys():
        for figure in file.suites[name].keys() - known[name]:
            yield f"suites.{name}.{figure}: cannot be measured there: no shot has the truth for it"
