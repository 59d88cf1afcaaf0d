import pytest

from precheck.suite.scored import Scored
from tests.suite.made import NUMBER, answer, shot

OTHER = "3514010101209002"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(None, None, id="none"),
        pytest.param({"value": None, "candidate": None, "confidence": None}, None, id="unread"),
        pytest.param(
            {"value": NUMBER, "candidate": None, "confidence": 0.9}, (0.9, True), id="read"
        ),
        pytest.param(
            {"value": OTHER, "candidate": None, "confidence": 0.9}, (0.9, False), id="wrong"
        ),
        pytest.param(
            {"value": None, "candidate": OTHER, "confidence": 0.4}, (0.4, False), id="doubtful"
        ),
    ],
)
def test_how_sure_a_reading_is_and_whether_it_is_right(told, expected):
    assert Scored(shot(), answer() | {"number": told}).reading == expected
