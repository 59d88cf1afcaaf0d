"""What is read from an answer."""

import pytest

from precheck.suite.scored_shot import ScoredShot, same_number
from tests.suite.made import NUMBER, answer, shot

OTHER = "3514010101209002"


def number(value=None, candidate=None, confidence=None):
    return {"value": value, "candidate": candidate, "confidence": confidence}


READINGS = {
    "none": (None, None),
    "unread": (number(), None),
    "read": (number(value=NUMBER, confidence=0.9), (0.9, True)),
    "wrong": (number(value=OTHER, confidence=0.9), (0.9, False)),
    "doubtful": (number(candidate=OTHER, confidence=0.4), (0.4, False)),
}


@pytest.mark.parametrize(("number", "reading"), READINGS.values(), ids=READINGS)
def test_confidence_and_rightness_of_a_reading(number, reading):
    assert ScoredShot(shot(), answer() | {"number": number}).reading == reading


@pytest.mark.parametrize(
    ("read", "same"),
    [
        ("3514-LU-01012012-9001", True),
        ("3514 LU 01012012 9001", True),
        ("3514.lu.01012012.9001", True),
        ("3514-LT-01012012-9001", False),
        ("3514-LU-01012012-9002", False),
    ],
)
def test_akta_numbers_are_compared_without_separators(read, same):
    assert same_number(read, "3514-LU-01012012-9001") is same


def test_slashes_distinguish_numbers():
    assert not same_number("12/34/2001", "1/234/2001")
    assert not same_number(NUMBER, None)
