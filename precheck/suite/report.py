"""What a run found of one suite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from precheck.suite.against import Change, Flip
from precheck.suite.figure import Figure
from precheck.suite.limits import Bounds, Judged
from precheck.suite.scored import Scored


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a run has to tell of one suite."""

    name: str
    """Of the suite's folder."""
    shots: Sequence[Scored]
    figures: Mapping[str, Figure]
    bounds: Mapping[str, Bounds] = field(default_factory=dict)
    """The limits of the suite and of its worlds, by column."""
    worlds: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    """The figures of each world, where the suite has any."""
    before: Mapping[str, Figure] | None = None
    """The figures under the default settings, where a policy was tried."""
    not_compared: bool = False
    """Whether the older run to compare with lacks this suite."""
    changes: Sequence[Change] = ()
    flips: Sequence[Flip] = ()

    @property
    def title(self) -> str:
        """The heading of its report."""
        return f"Suite {self.name}"

    @property
    def columns(self) -> dict[str, Mapping[str, Figure]]:
        """The figures of the suite and of each of its worlds, by name."""
        worlds = {f"{self.name}/{world}": found for world, found in self.worlds.items()}
        return {self.name: self.figures, **worlds}

    @property
    def judged(self) -> list[Judged]:
        """Each limit beside its figure."""
        return [
            Judged(column, found[name], bound)
            for column, found in self.columns.items()
            for name, bound in self.bounds.get(column, {}).items()
        ]

    @property
    def red(self) -> bool:
        """Whether a limit is broken or a rate got worse by more than chance."""
        return not all(j.kept for j in self.judged) or any(c.worse for c in self.changes)

    @property
    def version(self) -> dict[str, str] | None:
        """What gave the answers."""
        return next((s.answer["version"] for s in self.shots if not s.failed), None)
