"""Slope and offset come out as the office's photos need them, and stay near the release's."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.learning.fit import MAX_OFFSET, SLOPES, enough_of_type, fit
from precheck.office.calibration import SHIPPED
from tests.learning.simulated import lessons


@pytest.mark.parametrize(("offset", "slope"), [(0.0, 1.0), (-1.0, 1.0), (0.8, 1.5)])
def test_many_decisions_find_the_calibration_in_spite_of_officers_errors(offset, slope):
    found = fit(lessons(8000, offset=offset, slope=slope), by_type=False)
    assert found.offset == pytest.approx(offset, abs=0.15)
    assert found.slope == pytest.approx(slope, abs=0.15)


def test_few_senders_move_little():
    many = lessons(2000, offset=-1.0)
    few = replace(many, sender=np.array([str(at % 10) for at in range(len(many))]))
    assert fit(many, by_type=False).offset < -0.8
    assert -0.35 < fit(few, by_type=False).offset < 0


def test_it_never_goes_far():
    found = fit(lessons(4000, offset=-6.0, slope=5.0))
    assert (found.offset, found.slope) == (-MAX_OFFSET, SLOPES[1])
    turned = lessons(4000)
    assert fit(replace(turned, good=~turned.good)).slope == SLOPES[0]


def test_a_type_has_an_offset_of_its_own_within_the_same_bounds():
    strict, usual = lessons(3000, offset=-1.2), lessons(3000, seed=1)
    mixed = replace(strict, good=np.where(strict.type == "ktp", strict.good, usual.good))
    mixed = replace(mixed, log_odds=np.where(strict.type == "ktp", strict.log_odds, usual.log_odds))
    found = fit(mixed)
    assert found.log_odds(0.0, "ktp") == pytest.approx(-1.2, abs=0.25)
    assert found.log_odds(0.0, "kk") == pytest.approx(0.0, abs=0.25)
    assert found.log_odds(0.0, "akta_kematian") == found.offset


def test_a_type_with_decisions_of_one_kind_has_none():
    one = lessons(600)
    assert enough_of_type(one) == ["kk", "ktp"]
    assert enough_of_type(replace(one, good=one.good | (one.type == "ktp"))) == ["kk"]
    assert fit(one, by_type=False).offsets == SHIPPED.offsets
