import pytest

from precheck.number.votes import Ballot, compatible_positions, vote


def test_each_position_elects_its_own_character():
    result = vote([Ballot("1294", 1), Ballot("1234", 1), Ballot("1237", 1)])
    assert result.text == "1234"
    assert result.support == pytest.approx((1, 1, 2 / 3, 2 / 3))


def test_the_heaviest_length_decides_and_others_support_what_they_share():
    result = vote([Ballot("1234", 1), Ballot("1234", 1), Ballot("11234", 1)])
    assert result.text == "1234"
    assert min(result.support) == pytest.approx(1.0)


def test_weight_beats_number():
    assert vote([Ballot("1", 3), Ballot("2", 1), Ballot("2", 1)]).text == "1"


@pytest.mark.parametrize(
    ("text", "other", "missing"),
    [
        pytest.param("9001/IST/2008", "9001/IST/2008", "", id="the same"),
        pytest.param("9001/IST/2008", "90011ISJI2008", "", id="slashes and letters"),
        pytest.param("9001/A.K5/IST/2008", "9001/A.KS/18T/2008", "", id="letters and digits"),
        pytest.param("9001/IST/2008", "9001/IST/2003", "8", id="a digit is no other digit"),
        pytest.param("9001/IST/2008", "9001/UM/2008", "IST", id="of another length"),
    ],
)
def test_confusable_characters_are_compatible(text, other, missing):
    compatible = compatible_positions(text, other)
    assert "".join(char for at, char in enumerate(text) if at not in compatible) == missing
