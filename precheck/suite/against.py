"""A run beside an older one: every flip, and whether any rate got worse by more than chance."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

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
    """right, wrong, doubtful or unread."""


class Run(BaseModel):
    """An older run: the part of its report that is compared."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    shots: dict[str, Told]


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


def older(path: Path) -> Run:
    """Read an older run's JSON or a baseline. Raises BadSuite."""
    try:
        return Run.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise BadSuite(f"{path}: is no report of a suite's run: {error}.") from error


def flips(shots: Sequence[Scored], before: Run) -> list[Flip]:
    """Return the shots told differently: first the verdicts, then the rest."""
    both = [
        Flip(s, before.shots[s.shot.file], told(s)) for s in shots if s.shot.file in before.shots
    ]
    changed = [flip for flip in both if flip.before != flip.now]
    return sorted(changed, key=lambda f: (f.before.verdict == f.now.verdict, f.scored.shot.file))


Wrong = Callable[[Scored, Told], bool]
WRONG: Mapping[str, tuple[Callable[[Scored], bool], Wrong]] = {
    "false_re_photo": (lambda s: s.shot.good, lambda _, t: t.verdict != "accept"),
    "false_accept": (lambda s: s.shot.bad, lambda _, t: t.verdict == "accept"),
    "first_reason": (
        lambda s: s.shot.bad and bool(s.shot.reasons),
        lambda s, t: t.reason not in s.shot.reasons,
    ),
    "number_read": (
        lambda s: s.shot.good and s.shot.number is not None,
        lambda _, t: t.number != "right",
    ),
    "number_wrong": (lambda s: True, lambda _, t: t.number == "wrong"),  # noqa: ARG005 - one shape
}
"""By figure: the shots it is about, and when one is wrong by it."""


def changes(shots: Sequence[Scored], before: Run) -> list[Change]:
    """Return each compared figure's change over the shots of both runs."""
    both = [(s, before.shots[s.shot.file], told(s)) for s in shots if s.shot.file in before.shots]
    return [_change(name, both, *rule) for name, rule in WRONG.items()]


def _change(
    name: str,
    both: Sequence[tuple[Scored, Told, Told]],
    about: Callable[[Scored], bool],
    wrong: Wrong,
) -> Change:
    pairs = [(wrong(s, then), wrong(s, now)) for s, then, now in both if about(s)]
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


def write_baseline(path: Path, shots: Sequence[Scored]) -> None:
    """Write a baseline: one line a shot, so that a change is a line of the diff."""
    rows = brief(shots)["shots"]
    lines = [f"{json.dumps(file)}: {json.dumps(row)}" for file, row in rows.items()]
    path.write_text('{"shots": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
