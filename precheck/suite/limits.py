"""Limits of figures: one TOML table a figure, for all suites or under `suites.NAME` for one.

A shared limit applies to every suite and world with the ground truth for its figure. A suite's own
limit replaces it in the suite and its worlds, a world's own limit in that world.
"""

import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from precheck.suite.figures.all_figures import all_figures, available_figures
from precheck.suite.figures.figure import Figure
from precheck.suite.manifest import BadSuite, LabelledShots
from precheck.suite.steady.steadiness import steady_figures


class FigureLimit(BaseModel):
    """The values a figure may have, edges included; at least one side is set."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    at_most: float | None = None
    at_least: float | None = None
    errors_at_most: int | None = None
    """Number of wrong shots; for small suites, where a share is too coarse."""

    @model_validator(mode="after")
    def _has_a_side(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("needs at_most, at_least or errors_at_most")
        return self


FigureLimits = Mapping[str, FigureLimit]
"""By name of the figure."""


class LimitsFile(BaseModel):
    """A limits file; every key except `suites` is a figure."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, FigureLimit] = Field(init=False)

    suites: dict[str, dict[str, FigureLimit]] = {}
    """Limits of one suite or of one of its worlds (`SUITE/WORLD`), by name."""

    @property
    def shared(self) -> FigureLimits:
        """The limits of all suites."""
        return self.__pydantic_extra__

    def only(self, figures: Container[str]) -> "LimitsFile":
        """Return the limits of some figures; the others are of another command."""
        suites = {name: _only(own, figures) for name, own in self.suites.items()}
        named = {name: own for name, own in suites.items() if own}
        return LimitsFile.model_validate({"suites": named, **_only(self.shared, figures)})


def _only(limits: FigureLimits, figures: Container[str]) -> dict[str, FigureLimit]:
    return {name: limit for name, limit in limits.items() if name in figures}


@dataclass(frozen=True, slots=True)
class LimitCheck:
    """A figure with its limit."""

    column: str
    """Name of the suite or world."""
    figure: Figure
    limit: FigureLimit

    @property
    def kept(self) -> bool:
        """Whether the limit is kept; False for a figure without a value."""
        value, errors, limit = self.figure.value, self.figure.errors, self.limit
        return (
            value is not None
            and (limit.at_most is None or value <= limit.at_most)
            and (limit.at_least is None or value >= limit.at_least)
            and (limit.errors_at_most is None or (errors or 0) <= limit.errors_at_most)
        )

    @property
    def description(self) -> str:
        """The limit in words."""
        sides = (
            ("at most", self.limit.at_most),
            ("at least", self.limit.at_least),
            ("wrong at most", self.limit.errors_at_most),
        )
        return ", ".join(f"{side} {value:g}" for side, value in sides if value is not None)


def read_limits(path: Path) -> LimitsFile:
    """Read a limits file. Raises BadSuite with the key."""
    try:
        file = LimitsFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadSuite(f"{path}: {where}: {first['msg']}.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise BadSuite(f"{path}: {error}.") from error
    for fault in _faults(file):
        raise BadSuite(f"{path}: {fault}.")
    return file


def _faults(file: LimitsFile) -> Iterator[str]:
    known = all_figures(()) | steady_figures(())
    sections = {"": file.shared, **{f"suites.{n}.": own for n, own in file.suites.items()}}
    for section, limits in sections.items():
        for name, limit in limits.items():
            if name not in known:
                yield f"{section}{name}: there is no such figure; known: {', '.join(known)}"
            elif limit.errors_at_most is not None and known[name].rate is None:
                yield f"{section}{name}: counts no shots: no errors_at_most"
            elif known[name].rate is not None and (limit.at_most or 0.0) > 1:
                yield f"{section}{name}: at_most is a share from 0 to 1: 5 % is 0.05"


@dataclass(frozen=True, slots=True)
class AppliedLimits:
    """The limits of a run."""

    by_column: Mapping[str, FigureLimits]
    """Limits by suite or world."""
    unused: frozenset[str]
    """Suites and worlds in the file that the run does not hold."""


NO_LIMITS = AppliedLimits({}, frozenset())


def apply_limits(suites: Mapping[str, LabelledShots], path: Path) -> AppliedLimits:
    """Return the limits of every suite and world of a run, before any photo is checked.

    Raises BadSuite, also for a limit that applies nowhere: it would never fail.
    """
    file = read_limits(path).only(all_figures(()))
    columns = [(suite, *part) for suite, shots in suites.items() for part in split(suite, shots)]
    available = {name: available_figures(shots) for _, name, shots in columns}
    for fault in _immeasurable(file, available):
        raise BadSuite(f"{path}: {fault}.")
    by_column = {name: _limits(file, name, suite, available[name]) for suite, name, _ in columns}
    return AppliedLimits(by_column, frozenset(file.suites.keys() - available.keys()))


def apply_steady_limits(suites: Iterable[str], path: Path) -> AppliedLimits:
    """Return the limits of every suite's steadiness. Raises BadSuite."""
    known = frozenset(steady_figures(()))
    file = read_limits(path).only(known)
    by_column = {name: _limits(file, name, name, known) for name in suites}
    return AppliedLimits(by_column, frozenset(file.suites.keys() - by_column.keys()))


def split(suite: str, shots: LabelledShots) -> Iterator[tuple[str, LabelledShots]]:
    """Yield name and shots of a suite, then of each of its worlds."""
    yield suite, shots
    for world in sorted({shot.world for shot in shots if shot.world is not None}):
        yield f"{suite}/{world}", [shot for shot in shots if shot.world == world]


def _limits(file: LimitsFile, column: str, suite: str, available: frozenset[str]) -> FigureLimits:
    own = {**file.suites.get(suite, {}), **file.suites.get(column, {})}
    return {name: limit for name, limit in {**file.shared, **own}.items() if name in available}


def _immeasurable(file: LimitsFile, available: Mapping[str, frozenset[str]]) -> Iterator[str]:
    no_truth = "no shot has the truth for it"
    for figure in file.shared.keys() - frozenset().union(*available.values()):
        yield f"{figure}: cannot be measured in {', '.join(available)}: {no_truth}"
    for name in available.keys() & file.suites.keys():
        for figure in file.suites[name].keys() - available[name]:
            yield f"suites.{name}.{figure}: cannot be measured there: {no_truth}"
