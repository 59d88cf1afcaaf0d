"""How far the answers move under edits that change nothing for a reader."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from precheck.suite.answers_file import Answer
from precheck.suite.figures.figure import Figure, Rate
from precheck.suite.steady.edits import EDITS

FLIP_DELTA = 0.1
"""Change of p_accept above which another verdict is a flip; below, the photo is at the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The answers for one photo as it is and after one edit."""

    file: str
    edit: str
    before: Answer
    after: Answer

    @property
    def delta(self) -> float:
        """Change of p_accept, -1 to 1; an error counts as 0."""
        return p_accept(self.after) - p_accept(self.before)

    @property
    def flip(self) -> bool:
        """Whether the verdict is another one, and not only because the photo is at the limit."""
        return verdict(self.before) != verdict(self.after) and abs(self.delta) > FLIP_DELTA

    @property
    def type_changed(self) -> bool:
        """Whether another document type was recognised."""
        return _type(self.before) != _type(self.after)

    @property
    def number_changed(self) -> bool:
        """Whether another number was read, or one in another state."""
        return _number(self.before) != _number(self.after)


def verdict(answer: Answer) -> str:
    """Return the verdict, or the code of the error."""
    return str(answer["error"]["code"] if "error" in answer else answer["verdict"])


def p_accept(answer: Answer) -> float:
    """Return the predicted probability, 0–1; 0 for an error."""
    return float(answer.get("p_accept", 0.0))


def _type(answer: Answer) -> str | None:
    return answer["document"]["type"] if "document" in answer else None


def _number(answer: Answer) -> tuple[str, str | None] | None:
    number = answer.get("number")
    return None if number is None else (number["state"], number["value"])


Changes = Sequence[Change]


def steady_figures(changes: Changes) -> dict[str, Figure]:
    """Return all figures by name; of all of them lower is better."""
    edits = by_edit(changes).values()
    rates = [Rate.over(c.flip for c in group) for group in edits]
    files = {change.file for change in changes}
    flipped = {change.file for change in changes if change.flip}
    found = {
        "flip": Rate.over(c.flip for c in changes),
        "flip_worst_edit": max(rates, key=lambda rate: rate.share or 0.0, default=Rate(0, 0)),
        "flip_photo": Rate(len(flipped), len(files)),
        "type_changed": Rate.over(c.type_changed for c in changes),
        "number_changed": Rate.over(c.number_changed for c in changes),
    }
    figures = [
        *(Figure(name=n, value=r.share, rate=r, lower_is_better=True) for n, r in found.items()),
        Figure(name="delta_p", value=_mean(deltas(changes)), lower_is_better=True),
    ]
    return {figure.name: figure for figure in figures}


def deltas(changes: Iterable[Change]) -> list[float]:
    """Return the absolute changes of p_accept."""
    return [abs(change.delta) for change in changes]


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def by_edit(changes: Changes) -> dict[str, list[Change]]:
    """Return the changes of each edit, in the order of EDITS."""
    return {edit: [c for c in changes if c.edit == edit] for edit in EDITS}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRow:
    """The figures of one edit."""

    edit: str
    flips: Rate
    mean_delta: float
    p95_delta: float
    """95th percentile of the absolute changes."""
    types: Rate
    numbers: Rate


def edit_rows(changes: Changes) -> Iterator[EditRow]:
    """Yield the figures of each edit."""
    for edit, group in by_edit(changes).items():
        if group:
            yield EditRow(
                edit=edit,
                flips=Rate.over(c.flip for c in group),
                mean_delta=fmean(deltas(group)),
                p95_delta=float(np.percentile(deltas(group), 95)),
                types=Rate.over(c.type_changed for c in group),
                numbers=Rate.over(c.number_changed for c in group),
            )


def largest_flips(changes: Changes) -> list[Change]:
    """Return the flips, those with the largest change of p_accept first."""
    flips = [change for change in changes if change.flip]
    return sorted(flips, key=lambda change: (-abs(change.delta), change.file, change.edit))
