"""A run beside an older one: every flip, and whether any rate got worse by more than chance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from precheck.suite.baseline import Run, Told, told
from precheck.suite.counts import COUNTS
from precheck.suite.rates import mcnemar
from precheck.suite.scored import Scored

SIGNIFICANT = 0.05


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
    def told(self) -> str:
        """The change in words."""
        return f"{self.only_now} new errors, {self.only_before} mended, p = {self.p:.3g}"

    @property
    def worse(self) -> bool:
        """Whether it got worse by more than chance."""
        return self.only_now > self.only_before and self.p < SIGNIFICANT


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
