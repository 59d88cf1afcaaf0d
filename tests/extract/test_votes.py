import pytest

from precheck.extract.votes import Ballot, alike, vote


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


@pytest.mark.parametrize(
    ("text", "other", "missing"),
    [
        pytest.param("9001/IST/2008", "9001/IST/2008", "", id="the same"),
        pytest.param("9001/IST/2008", "90011ISJI2008", "", id="strokes and letters"),
        pytest.param("9001/A.K5/IST/2008", "9001/A.KS/18T/2008", "", id="letters and digits"),
        pytest.param("9001/IST/2008", "9001/IST/2003", "8", id="a digit is no other digit"),
        pytest.param("9001/IST/2008", "9001/UM/2008", "IST", id="of another length"),
    ],
)
def test_what_is_nearly_alike_is_no_dissent(text, other, missing):
    assert "".join(sign for at, sign in enumerate(text) if at not in alike(text, other)) == missing
