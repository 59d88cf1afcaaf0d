"""Calibrates on a labelled suite: the acceptance model, and each limit with source and date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from precheck.office import Costs
from precheck.options import TYPES
from precheck.suite.measure_limit import measure_limits
from precheck.suite.scored import Scored

Values = Mapping[str, float | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What is calibrated on, and when."""

    name: str
    """Of the suite."""
    costs: Costs
    day: date

    def source(self, count: int) -> str:
        """Say where a limit comes from."""
        costs = f"costs {self.costs.false_re_photo:g} : {self.costs.false_accept:g}"
        return f"suite {self.name}, {count} shots, {costs}, {self.day.isoformat()}"


def write_accept_limits(models: Path, count: int, occasion: Occasion) -> Iterator[str]:
    """Write the limit of p_accept that follows from the costs for each type; yield a line about it.

    count: shots that p_accept was calibrated on.
    """
    value = occasion.costs.limit
    values: Values = {"at_least": round(value, 3), "source": occasion.source(count)}
    for type_ in TYPES:
        _rewrite(models / "documents" / f"{type_}.toml", "accept", values)
        yield f"{type_}: p_accept at least {value:.3f}"


def write_measure_limits(
    models: Path, shots: Sequence[Scored], occasion: Occasion
) -> Iterator[str]:
    """Write the limit of each measure that has examples; yield a line about each."""
    for choice in measure_limits(shots):
        values: Values = {choice.key: choice.value, "source": occasion.source(len(shots))}
        _rewrite(models / "limits.toml", choice.code, values)
        yield (
            f"{choice.code}: {choice.key} {choice.value:g}, beyond it {choice.caught:.0%} of the "
            f"shots it must explain and {choice.disturbed:.1%} of the others"
        )


def _rewrite(path: Path, table: str, values: Values) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(rewritten(text, table, values), encoding="utf-8")


def rewritten(text: str, table: str, values: Mapping[str, float | str]) -> str:
    """Return a TOML text with some keys of one table set anew, and everything else as it was.

    Raises KeyError for a table or key that is not there.
    """
    lines, at = text.split("\n"), None
    left = dict(values)
    for number, line in enumerate(lines):
        if line.startswith("["):
            at = line.strip().strip("[]")
        name = line.split("=")[0].strip()
        if at == table and name in left:
            value = left.pop(name)
            lines[number] = (
                f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value!r}"
            )
    if left:
        raise KeyError(f"[{table}] has no {min(left)}")
    return "\n".join(lines)
