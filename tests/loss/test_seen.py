"""Whether print could be read in a cell, by what the maps tell of the cell."""

from dataclasses import replace

import pytest

from precheck.loss.lost import cause
from precheck.loss.seen import blindness, burnt, covered, unseen
from tests.loss.table import grid, of, page

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


SPOT = slice(40, 50), slice(40, 60)  # of the page below its lines


def lit(paper):
    """Return a page on paper of this grey level, with a highlight at SPOT."""
    found = page()
    level = grid(paper)
    level[SPOT] = 255
    light = replace(found.light, paper=level, brightest=level)
    return replace(found, light=light, text=replace(found.text, text=line()))


def line():
    text = grid()
    text[4, 10:70] = 1
    return text


def test_a_highlight_far_brighter_than_where_print_shows_hides_it_and_is_glare():
    capture = lit(200)
    assert burnt(capture)[SPOT].all()
    assert burnt(capture).sum() == 10 * 20
    assert unseen(capture)[SPOT].all()
    assert (blindness(capture)[SPOT] == 1).all()
    assert (cause(capture, ("glare",))[SPOT] == 1).all()


def test_white_paper_in_good_light_is_not_burnt():
    assert not burnt(lit(245)).any()


def test_right_beside_print_that_shows_nothing_is_burnt():
    capture = lit(200)
    beside = replace(capture.light, brightest=grid(255))
    found = burnt(replace(capture, light=beside))
    assert not found[3:6, 9:71].any()
    assert found[7, 10:70].all()
