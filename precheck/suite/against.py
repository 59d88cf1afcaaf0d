"""A run beside an older one: every flip, and whether any rate got worse by more than chance."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from precheck.suite.counts import COUNTS
from precheck.suite.manifest import BadSuite
from precheck.suite.rates import mcnemar
from precheck.suite.scored import Scored

SIGNIFICANT = 0.05


class Told(BaseModel):
    """What a run said of one shot, in brief."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    verdict: str | None
    """None where there was no answer."""
    reason: str | None
    """The code named first."""
    number: str | None
    """right, wrong, doubtful or unread; read where the true number is not known."""


class Run(BaseModel):
    """An older run: the part of its report that is compared."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    shots: dict[str, Told]


class Runs(BaseModel):
    """An older run of several suites."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    suites: dict[str, Run]


@dataclass(frozen=True, slots=True)
class Flip:
    """A shot that is told differently now."""

    scored: Scored
    before: Told
    now: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Errors that only one of two runs made, over the shots of both."""

    name: str
    only_before: int
    only_now: int
    of: int

    @property
    def p(self) -> float:
        """Probability of a difference as large by chance."""
        return mcnemar(self.only_before, self.only_now)

    @property
    def worse(self) -> bool:
        """Whether it got worse by more than chance."""
        return self.only_now > self.only_before and self.p < SIGNIFICANT


def told(scored: Scored) -> Told:
    """Return what is said of a shot, in brief."""
    return Told(
        verdict=None if scored.failed else str(scored.answer["verdict"]),
        reason=scored.first_reason,
        number=scored.number,
    )


def older(path: Path, suites: Sequence[str]) -> dict[str, Run]:
    """Read an older run's JSON or a baseline: the suites asked for that it holds, by name.

    A file of one suite has no name in it and is the first one's. Raises BadSuite.
    """
    try:
        found = TypeAdapter(Runs | Run).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise BadSuite(f"{path}: is no report of a suite's run: {error}.") from error
    runs = found.suites if isinstance(found, Runs) else {suites[0]: found}
    held = {name: runs[name] for name in suites if name in runs}
    if not held:
        raise BadSuite(f"{path}: holds {', '.join(runs)}, and none of {', '.join(suites)}.")
    return held


def flips(shots: Sequence[Scored], before: Run) -> list[Flip]:
    """Return the shots told differently: first the verdicts, then the rest."""
    both = [
        Flip(s, before.shots[s.shot.file], told(s)) for s in shots if s.shot.file in before.shots
    ]
    changed = [flip for flip in both if flip.before != flip.now]
    return sorted(changed, key=lambda f: (f.before.verdict == f.now.verdict, f.scored.shot.file))


Wrong = Callable[[Scored, Told], bool]
WRONG: Mapping[str, Wrong] = {
    "false_re_photo": lambda _, t: t.verdict != "accept",
    "false_accept": lambda _, t: t.verdict == "accept",
    "first_reason": lambda s, t: t.reason not in s.shot.reasons,
    "number_read": lambda _, t: t.number != "right",
    "number_wrong": lambda _, t: t.number == "wrong",
}
"""By figure: when a shot that its truth tells something about is wrong by it."""


def changes(shots: Sequence[Scored], before: Run) -> list[Change]:
    """Return each compared figure's change over the shots of both runs."""
    both = [(s, before.shots[s.shot.file], told(s)) for s in shots if s.shot.file in before.shots]
    return [_change(name, both) for name in WRONG]


def _change(name: str, both: Sequence[tuple[Scored, Told, Told]]) -> Change:
    known, wrong = COUNTS[name].known, WRONG[name]
    pairs = [(wrong(s, then), wrong(s, now)) for s, then, now in both if known(s.shot)]
    return Change(
        name=name,
        only_before=pairs.count((True, False)),
        only_now=pairs.count((False, True)),
        of=len(pairs),
    )


def brief(shots: Sequence[Scored]) -> dict[str, Any]:
    """Return the part of a report that later runs are compared with."""
    rows = {s.shot.file: told(s).model_dump() for s in shots}
    return {"shots": dict(sorted(rows.items()))}


def write_baseline(path: Path, suites: Mapping[str, Sequence[Scored]]) -> None:
    """Write a baseline: one line a shot, so that a change is a line of the diff."""
    sections = {name: _section(shots) for name, shots in suites.items()}
    named = ",\n".join(f"{json.dumps(name)}: {section}" for name, section in sections.items())
    several = f'{{"suites": {{\n{named}\n}}}}'
    text = several if len(sections) > 1 else "".join(sections.values())
    path.write_text(text + "\n", encoding="utf-8")


def _section(shots: Sequence[Scored]) -> str:
    rows = brief(shots)["shots"].items()
    lines = (f"{json.dumps(file)}: {json.dumps(row)}" for file, row in rows)
    return '{"shots": {\n' + ",\n".join(lines) + "\n}}"
