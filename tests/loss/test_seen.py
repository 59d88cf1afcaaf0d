"""Whether print could be read in a cell, by what the maps tell of the cell."""

import pytest

from precheck.loss.seen import blindness, covered, unseen
from tests.loss.table import grid, of

CELL = 30, 40
CELLS = [
    pytest.param({}, False, False, 0.0, id="blank paper"),
    pytest.param({"text": 1.0}, False, False, 0.0, id="plain print"),
    pytest.param({"text": 1.0, "legibility": 0.72}, False, False, 0.0, id="just plain"),
    pytest.param({"text": 1.0, "legibility": 0.61}, False, False, 0.5, id="half readable"),
    pytest.param({"text": 1.0, "legibility": 0.5}, False, False, 1.0, id="just not readable"),
    pytest.param({"text": 1.0, "legibility": 0.49}, False, True, 1.0, id="smeared print"),
    pytest.param({"legibility": 0.2}, False, True, 1.0, id="burnt: no print shows, none could"),
    pytest.param({"over": 0.99}, True, True, 1.0, id="under a thing, whatever the index guesses"),
    pytest.param({"over": 0.5}, True, True, 1.0, id="as likely under a thing as not"),
    pytest.param({"over": 0.49}, False, False, 0.0, id="less likely"),
    pytest.param({"over": 0.99, "text": 1.0}, True, False, 0.0, id="print shows through"),
    pytest.param({"over": 0.99, "text": 1.0, "legibility": 0.2}, True, True, 1.0, id="illegibly"),
    pytest.param({"over": None}, False, False, 0.0, id="nobody looked for covers"),
    pytest.param({"over": None, "legibility": 0.2}, False, True, 1.0, id="and it is burnt"),
    pytest.param({"inward": -1.0}, False, False, 1.0, id="out of the frame"),
    pytest.param(
        {"inward": -1.0, "over": 0.99, "legibility": 0.2}, False, False, 1.0, id="and covered"
    ),
]


@pytest.mark.parametrize(("told", "is_covered", "is_unseen", "blind"), CELLS)
def test_what_the_maps_tell_of_a_cell(told, is_covered, is_unseen, blind):
    maps = {"text": 0.0, "legibility": 1.0, "over": 0.0, "inward": 1.0}
    grids = {name: grid(value) for name, value in maps.items()}
    for name, value in told.items():
        if value is None:
            grids[name] = None
        else:
            grids[name][CELL] = value
    capture = of(**grids)
    assert covered(capture)[CELL] == is_covered
    assert unseen(capture)[CELL] == is_unseen
    assert blindness(capture)[CELL] == pytest.approx(blind, abs=1e-5)
    assert (covered(capture).sum(), unseen(capture).sum()) == (is_covered, is_unseen)
    assert blindness(capture).sum() == pytest.approx(blind, abs=1e-5)
