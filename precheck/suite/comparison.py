"""Compares a run with an older one: changed answers, and rates that got significantly worse."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from precheck.suite.baseline import BriefAnswer, OlderRun, brief_answer
from precheck.suite.figures.rate_definitions import RATE_DEFINITIONS
from precheck.suite.figures.rates import mcnemar_p
from precheck.suite.scored_shot import ScoredShot

SIGNIFICANCE_LEVEL = 0.05


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
