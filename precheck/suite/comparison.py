"""Compares a run with an older one: changed answers, and rates that got significantly worse.

A JSON report or a baseline holds the older answers in brief.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from precheck.suite.figures.rate_definitions import RATE_DEFINITIONS
from precheck.suite.manifest import BadSuite, Record
from precheck.suite.scored_shot import ScoredShot

SIGNIFICANCE_LEVEL = 0.05


class BriefAnswer(Record):
    """The answer for one shot in brief."""

    verdict: str | None
    """None after an error."""
    reason: str | None
    """Code of the first reason."""
    number: str | None
    """As `ScoredShot.number`."""


class OlderRun(Record):
    """The answers of an older run, by file."""

    shots: dict[str, BriefAnswer]


class OlderRuns(Record):
    """An older run of several suites, by name."""

    suites: dict[str, OlderRun]


def brief_answer(scored: ScoredShot) -> BriefAnswer:
    """Return a shot's answer in brief."""
    return BriefAnswer(
        verdict=None if scored.failed else str(scored.answer["verdict"]),
        reason=scored.first_reason,
        number=scored.number,
    )


def read_older_runs(path: Path, suites: Sequence[str]) -> dict[str, OlderRun]:
    """Read a JSON report or baseline; return its runs of the named suites.

    A file of one suite holds no name and counts as the first suite. Raises BadSuite.
    """
    try:
        found = TypeAdapter(OlderRuns | OlderRun).validate_json(path.read_bytes())
    except ValidationError as error:
        message = f"{path}: is no file that `precheck suite run` wrote with --json or --baseline."
        raise BadSuite(message) from error
    except OSError as error:
        raise BadSuite(f"{path}: cannot be read: {error.strerror}.") from error
    runs = found.suites if isinstance(found, OlderRuns) else {suites[0]: found}
    wanted = {name: runs[name] for name in suites if name in runs}
    if not wanted:
        raise BadSuite(f"{path}: holds {', '.join(runs)}, and none of {', '.join(suites)}.")
    return wanted


def brief_answers(shots: Sequence[ScoredShot]) -> dict[str, Any]:
    """Return the answers in brief, by file, as JSON."""
    answers = {s.shot.file: brief_answer(s).model_dump() for s in shots}
    return {"shots": dict(sorted(answers.items()))}


def write_baseline(path: Path, suites: Mapping[str, Sequence[ScoredShot]]) -> None:
    """Write a baseline with one line a shot, so that diffs show changed shots."""
    sections = {name: _section(shots) for name, shots in suites.items()}
    named = ",\n".join(f"{json.dumps(name)}: {section}" for name, section in sections.items())
    several = f'{{"suites": {{\n{named}\n}}}}'
    text = several if len(sections) > 1 else "".join(sections.values())
    path.write_text(text + "\n", encoding="utf-8")


def _section(shots: Sequence[ScoredShot]) -> str:
    answers = brief_answers(shots)["shots"].items()
    lines = (f"{json.dumps(file)}: {json.dumps(answer)}" for file, answer in answers)
    return '{"shots": {\n' + ",\n".join(lines) + "\n}}"


@dataclass(frozen=True, slots=True)
class AnswerPair:
    """A shot of both runs with both answers."""

    scored: ScoredShot
    before: BriefAnswer
    now: BriefAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class RateChange:
    """Errors of a figure that only one of two runs made, over the shots of both."""

    name: str
    only_before: int
    only_now: int
    of: int

    @property
    def p(self) -> float:
        """Probability of such a difference by chance, 0–1."""
        return mcnemar_p(self.only_before, self.only_now)

    @property
    def description(self) -> str:
        """The change in words."""
        return f"{self.only_now} new errors, {self.only_before} fixed, p = {self.p:.3g}"

    @property
    def worse(self) -> bool:
        """Whether the rate is significantly worse."""
        return self.only_now > self.only_before and self.p < SIGNIFICANCE_LEVEL


def _paired(shots: Sequence[ScoredShot], before: OlderRun) -> list[AnswerPair]:
    both = (s for s in shots if s.shot.file in before.shots)
    return [AnswerPair(s, before.shots[s.shot.file], brief_answer(s)) for s in both]


def find_flips(shots: Sequence[ScoredShot], before: OlderRun) -> list[AnswerPair]:
    """Return the shots with another answer, those with another verdict first."""
    flips = [pair for pair in _paired(shots, before) if pair.before != pair.now]
    return sorted(flips, key=lambda f: (f.before.verdict == f.now.verdict, f.scored.shot.file))


IS_ERROR: Mapping[str, Callable[[ScoredShot, BriefAnswer], bool]] = {
    "false_re_photo": lambda _, answer: answer.verdict != "accept",
    "false_accept": lambda _, answer: answer.verdict == "accept",
    "first_reason": lambda s, answer: answer.reason not in s.shot.reasons,
    "number_read": lambda _, answer: answer.number != "right",
    "number_wrong": lambda _, answer: answer.number == "wrong",
}
"""By compared figure: whether an answer is an error for a shot with the ground truth for it."""


def rate_changes(shots: Sequence[ScoredShot], before: OlderRun) -> list[RateChange]:
    """Return the change of each compared figure over the shots of both runs."""
    pairs = _paired(shots, before)
    return [_rate_change(name, pairs) for name in IS_ERROR]


def _rate_change(name: str, pairs: Sequence[AnswerPair]) -> RateChange:
    is_error = IS_ERROR[name]
    known = [pair for pair in pairs if RATE_DEFINITIONS[name].has_truth(pair.scored.shot)]
    errors = [(is_error(p.scored, p.before), is_error(p.scored, p.now)) for p in known]
    return RateChange(
        name=name,
        only_before=errors.count((True, False)),
        only_now=errors.count((False, True)),
        of=len(errors),
    )


def mcnemar_p(only_before: int, only_now: int) -> float:
    """Return the exact two-sided p-value (McNemar 1947) of errors that only one run made."""
    n = only_before + only_now
    tail = sum(math.comb(n, k) for k in range(min(only_before, only_now) + 1))
    return float(min(1.0, 2 * tail / 2**n))
