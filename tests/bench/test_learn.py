"""The simulated office decides what a real one is asked, and its weights give the whole back."""

import numpy as np
import pytest

from bench.learn.office import ERROR, POISON, POISONED, Photos, decisions
from precheck.learning.lessons import probability


@pytest.fixture
def photos():
    rng = np.random.default_rng(0)
    log_odds = rng.normal(0, 4, 5000)
    good = rng.random(5000) < probability(log_odds)
    return Photos(log_odds, good, np.full(5000, "kk"), np.arange(5000).astype(str))


def test_weighted_decisions_tell_of_all_photos(photos):
    asked = decisions(photos, {"kk": 0.5}, 20_000, np.random.default_rng(1))
    share = np.average(asked.log_odds > 3, weights=asked.weight)
    assert share == pytest.approx((photos.log_odds > 3).mean(), abs=0.02)
    assert (np.abs(asked.log_odds) < 2.2).mean() > 0.9  # mostly doubtful ones


def test_officers_err_and_one_errs_on_purpose(photos):
    for poisoned in (False, True):
        rng = np.random.default_rng(2)
        asked = decisions(photos, {"kk": 0.5}, 40_000, rng, poisoned=poisoned)
        truth = photos.good[asked.sender.astype(int)]
        mine = asked.officer == POISONED
        wrong = (asked.good != truth)[mine].mean(), (asked.good != truth)[~mine].mean()
        expected = ERROR + (POISON - ERROR * POISON if poisoned else 0)
        assert wrong == pytest.approx((expected, ERROR), abs=0.01)


def test_halves_share_no_page_and_photos_drawn_anew_are_as_the_suites(photos):
    first, second = photos.halves(np.random.default_rng(3))
    assert not set(first.page) & set(second.page)
    assert len(first.good) + len(second.good) == len(photos.good)
    drawn = first.drawn(20_000, np.random.default_rng(4), shift=1.0)
    assert drawn.log_odds.mean() == pytest.approx(first.log_odds.mean() + 1, abs=0.1)
    assert drawn.good.mean() == pytest.approx(first.good.mean(), abs=0.02)
    assert len(set(drawn.page)) == 20_000
