import pytest

from precheck.extract.votes import Ballot, vote


def test_each_position_elects_its_own_sign():
    count = vote([Ballot("1294", 1), Ballot("1234", 1), Ballot("1237", 1)])
    assert count.text == "1234"
    assert count.support == pytest.approx((1, 1, 2 / 3, 2 / 3))


def test_the_commonest_length_decides_and_others_support_what_they_share():
    count = vote([Ballot("1234", 1), Ballot("1234", 1), Ballot("11234", 1)])
    assert count.text == "1234"
    assert min(count.support) == pytest.approx(1.0)


def test_weight_beats_number():
    assert vote([Ballot("1", 3), Ballot("2", 1), Ballot("2", 1)]).text == "1"
