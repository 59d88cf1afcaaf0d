"""Everything that the reports show of one suite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from precheck.suite.comparison import AnswerPair, RateChange
from precheck.suite.figures.figure import Figure
from precheck.suite.limits import FigureLimits, LimitCheck
from precheck.suite.scored_shot import ScoredShot


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteReport:
    """Shots, figures, limits and comparison of one suite."""

    name: str
    """Name of the suite's folder."""
    shots: Sequence[ScoredShot]
    figures: Mapping[str, Figure]
    limits: Mapping[str, FigureLimits] = field(default_factory=dict)
    """Limits by suite or world."""
    worlds: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    """Figures of each world."""
    default_figures: Mapping[str, Figure] | None = None
    """Figures under the default settings, if the run has a policy."""
    not_compared: bool = False
    """Whether the older run lacks this suite."""
    new_shots: int = 0
    """Number of shots that the older run lacks; they are not compared."""
    changes: Sequence[RateChange] = ()
    flips: Sequence[AnswerPair] = ()

    @property
    def columns(self) -> dict[str, Mapping[str, Figure]]:
        """Figures of the suite and of each of its worlds, by name."""
        worlds = {f"{self.name}/{world}": found for world, found in self.worlds.items()}
        return {self.name: self.figures, **worlds}

    @property
    def limit_checks(self) -> list[LimitCheck]:
        """Each limit with its figure."""
        return [
            LimitCheck(column, figures[name], limit)
            for column, figures in self.columns.items()
            for name, limit in self.limits.get(column, {}).items()
        ]

    @property
    def red(self) -> bool:
        """Whether a limit is broken or a rate is significantly worse."""
        return not all(c.kept for c in self.limit_checks) or any(c.worse for c in self.changes)

    @property
    def result(self) -> str:
        """Return "red", "green", or "no limits" where there is nothing to keep."""
        return overall_result([self])

    @property
    def version(self) -> dict[str, str] | None:
        """Versions of service, models and policy; None if no photo has an answer."""
        return next((s.answer["version"] for s in self.shots if not s.failed), None)


class Judged(Protocol):
    """A report with limits."""

    @property
    def limit_checks(self) -> list[LimitCheck]:
        """Each limit with its figure."""

    @property
    def red(self) -> bool:
        """Whether the run does not pass."""


def overall_result(reports: Sequence[Judged]) -> str:
    """Return the result of a run in one word, or "no limits" if no suite has any."""
    if any(report.red for report in reports):
        return "red"
    return "green" if any(report.limit_checks for report in reports) else "no limits"
