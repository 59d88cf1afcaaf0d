"""Constants that stand in the page's code and in the service's have the same values."""

import re
from pathlib import Path

import pytest

import api
from precheck.loss import frame
from precheck.sheet import corner_net, corner_votes, eye_net

CAPTURE = Path(api.__file__).parent / "static" / "capture"
CONSTANT = re.compile(r"^(?:export )?const ([A-Z][A-Z_]*) = ([^;]+);", re.MULTILINE)
ONLY_LIVE = {"MAX_MOVED"}
"""Of the votes: what the check of one photo does not have."""


def constants(file: str) -> dict[str, float | tuple[float, ...]]:
    """Return the constants of a script by name; a list is a tuple."""
    return {name: numbers(value) for name, value in CONSTANT.findall((CAPTURE / file).read_text())}


def numbers(written: str) -> float | tuple[float, ...]:
    found = tuple(map(float, written.strip("[]").split(",")))
    return found if written.startswith("[") else found[0]


VOTES = constants("votes.js")


def test_the_votes_have_constants():
    assert len(VOTES.keys() - ONLY_LIVE) == 10


@pytest.mark.parametrize("name", sorted(VOTES.keys() - ONLY_LIVE))
def test_the_page_counts_votes_by_the_constants_of_the_check(name):
    assert VOTES[name] == getattr(corner_votes, name)


def test_the_page_looks_by_the_constants_of_the_check():
    look = constants("look.js")
    assert look["MIN_PRINT_CELLS"] == frame.MIN_PRINT_CELLS
    assert look["CORNERS_SIDE"] == corner_net.CORNER_NET_PX
    assert look["EYE_STEP"] == eye_net.STEP_PX
    assert look["EYE_LONG"] < eye_net.LONG_SIDE_PX  # a phone takes twice the time
    assert look["SIDE"] == 2 * look["CORNERS_SIDE"]
