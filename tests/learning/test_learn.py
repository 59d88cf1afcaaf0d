"""Only what is better on days and senders that were held out is proposed."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.learning.judging import OfficeRules, compare, cross_validated
from precheck.learning.learn import Outcome, learn
from precheck.learning.lessons import Lessons
from precheck.office.calibration import SHIPPED
from tests.learning.simulated import RULES, lessons


def test_an_office_that_needs_it_gets_a_proposal_with_figures():
    learned = learn(lessons(2000, offset=-1.0), RULES)
    assert learned.outcome is Outcome.PROPOSED
    assert learned.calibration.offset < -0.7
    for compared in (learned.by_day, learned.by_sender):
        assert compared.gain.low > 0
        before, after = compared.shipped, compared.learned
        assert after.false_accept.value < before.false_accept.value
        assert after.calibration_error.value < before.calibration_error.value
        assert after.brier.value < before.brier.value
        assert after.brier.low < after.brier.value < after.brier.high
    figures = learned.figures()
    assert figures["by_day"]["learned"]["roc"][0] == [1.0, 1.0]
    assert figures["by_day"]["learned"]["roc"][-1] == [0.0, 0.0]
    assert sum(one["share"] for one in figures["by_day"]["shipped"]["bins"]) == pytest.approx(1)


@pytest.mark.parametrize("seed", range(3))
def test_an_office_that_the_release_fits_gets_none(seed):
    learned = learn(lessons(1000, seed=seed), RULES)
    assert learned.outcome is Outcome.NOT_BETTER
    assert learned.calibration == SHIPPED


@pytest.mark.parametrize(
    "few",
    [
        lessons(199, offset=-1.0),
        lessons(1000, offset=-1.0, days=4),
        lessons(1000).where(lessons(1000).good),
        lessons(0),
    ],
)
def test_too_few_teach_nothing(few: Lessons):
    assert learn(few, RULES).outcome is Outcome.TOO_FEW


def test_senders_that_repeat_themselves_convince_nobody():
    """A page that is sent again and again is one case: its day tells nothing new."""
    one = lessons(40, offset=-1.0, seed=3)
    again = one.where(np.arange(1200) % len(one))
    rng = np.random.default_rng(0)
    repeated = replace(
        again,
        day=rng.integers(0, 20, 1200).astype(str),
        sender=(np.arange(1200) % len(one)).astype(str),
    )
    assert learn(repeated, RULES).outcome is not Outcome.PROPOSED


def test_no_decision_is_judged_by_a_fit_that_saw_its_group():
    decisions = lessons(400)
    odd = replace(decisions, good=decisions.good ^ (decisions.day == "3"))
    seen, unseen = (cross_validated(one, one.day, by_type=False) for one in (odd, decisions))
    assert np.array_equal(seen[odd.day == "3"], unseen[odd.day == "3"])
    assert not np.array_equal(seen, unseen)


def test_costs_and_limits_decide_what_counts_as_worse():
    decisions = lessons(2000)
    stricter = decisions.probabilities() * 0.6
    dear = OfficeRules(limits=RULES.limits, false_re_photo=9.0, false_accept=1.0)
    cheap = OfficeRules(limits=RULES.limits, false_re_photo=1.0, false_accept=9.0)
    worse, better = (
        compare(decisions, stricter, rules, decisions.day).cost for rules in (dear, cheap)
    )
    assert worse.low > 0 > better.high
