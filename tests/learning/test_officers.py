"""An officer who decides otherwise by more than chance is left out; honest ones stay."""

import numpy as np
import pytest

from precheck.learning.officers import BOUND, _binomial_tail, agreements
from tests.learning.simulated import lessons


def left_out(decisions):
    return [one.officer for one in agreements(decisions) if one.left_out]


def test_an_officer_who_is_wrong_on_purpose_is_found():
    assert left_out(lessons(4000, wrong={"dewi": 0.15})) == ["dewi"]


@pytest.mark.parametrize("seed", range(3))
def test_honest_officers_stay_also_where_the_release_does_not_fit(seed):
    assert left_out(lessons(2000, offset=-1.0, slope=0.7, seed=seed)) == []


def test_one_officer_alone_is_told_by_sure_photos():
    alone = lessons(1500, wrong={"sri": 0.3})
    (found,) = agreements(alone.where(alone.officer == "sri"))
    assert found.chance == 1.0
    assert found.chance_on_sure < BOUND
    assert found.left_out


def test_the_tail_is_that_of_the_binomial_distribution():
    rng = np.random.default_rng(0)
    drawn = rng.binomial(40, 0.1, 200_000)
    assert _binomial_tail(8, 40, 0.1) == pytest.approx((drawn >= 8).mean(), abs=0.002)
    assert _binomial_tail(0, 40, 0.1) == 1.0
