"""From decisions to a proposal: who is left out, what is learned, and whether it is better."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from precheck.learning import judging, officers
from precheck.learning.fit import MIN_OF_KIND, enough_of_type, fit
from precheck.learning.judging import Comparison, OfficeRules
from precheck.learning.lessons import Lessons
from precheck.learning.officers import Agreement
from precheck.office.calibration import SHIPPED, Calibration

MIN_DECISIONS = 200
MIN_DAYS, MIN_SENDERS = 5, 30
"""Fewer tell nothing of other days and senders."""
MAX_WORSE = 0.005
"""By how much both error rates together may be higher, at the upper end of the interval."""


class Outcome(StrEnum):
    """What a run of learning came to."""

    PROPOSED = "proposed"
    TOO_FEW = "too_few"
    """Decisions, days or senders."""
    NOT_BETTER = "not_better"
    """The log loss is not surely lower, by days or by senders."""
    MORE_ERRORS = "more_errors"
    """The probabilities are better, and yet there may be more errors at the office's limits."""
    SAME = "same"
    """It is the calibration in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What the decisions teach."""

    outcome: Outcome
    decisions: int
    """Without those of officers who are left out."""
    days: int
    senders: int
    officers: Sequence[Agreement]
    by_day: Comparison | None = None
    by_sender: Comparison | None = None
    calibration: Calibration = SHIPPED
    """The release's where nothing is proposed."""

    @property
    def left_out(self) -> Sequence[Agreement]:
        """The officers whose decisions do not count."""
        return [one for one in self.officers if one.left_out]

    def figures(self) -> dict[str, object]:
        """Return all but the calibration as JSON."""
        return {
            "outcome": self.outcome,
            "decisions": self.decisions,
            "days": self.days,
            "senders": self.senders,
            "officers": [one.as_dict() for one in self.officers],
            "by_day": self.by_day and self.by_day.as_dict(),
            "by_sender": self.by_sender and self.by_sender.as_dict(),
        }


def learn(lessons: Lessons, rules: OfficeRules) -> Learned:
    """Return what the decisions teach, judged on days and on senders that were held out."""
    found = officers.agreements(lessons)
    bad = [one.officer for one in found if one.left_out]
    used = lessons.where(~np.isin(lessons.officer, bad)) if bad else lessons
    learned = Learned(
        outcome=Outcome.TOO_FEW,
        decisions=len(used),
        days=len(set(used.day.tolist())),
        senders=len(set(used.sender.tolist())),
        officers=found,
    )
    few = len(used) < MIN_DECISIONS or learned.days < MIN_DAYS or learned.senders < MIN_SENDERS
    if few or min(used.good.sum(), (~used.good).sum()) < MIN_OF_KIND:
        return learned
    by_type = _types_help(used)
    by_day, by_sender = (
        judging.compare(used, judging.cross_validated(used, names, by_type=by_type), rules, names)
        for names in (used.day, used.sender)
    )
    learned = replace(learned, outcome=_outcome(by_day, by_sender))
    learned = replace(learned, by_day=by_day, by_sender=by_sender)
    if learned.outcome is not Outcome.PROPOSED:
        return learned
    return replace(learned, calibration=fit(used, by_type=by_type))


def _types_help(lessons: Lessons) -> bool:
    """Return whether offsets by type lower the log loss on held-out senders."""
    if not enough_of_type(lessons):
        return False
    one, own = (
        judging.log_loss(lessons, judging.cross_validated(lessons, lessons.sender, by_type=by_type))
        for by_type in (False, True)
    )
    return own < one


def _outcome(*compared: Comparison) -> Outcome:
    if min(one.gain.low for one in compared) <= 0:
        return Outcome.NOT_BETTER
    if max(one.cost.high for one in compared) > MAX_WORSE:
        return Outcome.MORE_ERRORS
    return Outcome.PROPOSED
