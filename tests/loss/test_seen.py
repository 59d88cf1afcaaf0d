"""Whether print would be readable in a cell, by the cell's maps."""

from dataclasses import replace

import pytest

from precheck.loss.cause import cause_share
from precheck.loss.loss import Loss
from tests.loss.table import grid, of, page

CELL = 30, 40
CELLS = [
    pytest.param({}, False, False, 0.0, id="blank paper"),
    pytest.param({"text": 1.0}, False, False, 0.0, id="plain print"),
    pytest.param({"text": 1.0, "legibility": 0.72}, False, False, 0.0, id="just plain"),
    pytest.param({"text": 1.0, "legibility": 0.61}, False, False, 0.5, id="half readable"),
    pytest.param({"text": 1.0, "legibility": 0.5}, False, False, 1.0, id="just not readable"),
    pytest.param({"text": 1.0, "legibility": 0.49}, False, True, 1.0, id="illegible print"),
    pytest.param(
        {"legibility": 0.2},
        False,
        True,
        1.0,
        id="burnt out: none would be readable",
    ),
    pytest.param({"over": 0.99}, True, True, 1.0, id="covered, whatever the index"),
    pytest.param({"over": 0.5}, True, True, 1.0, id="just covered"),
    pytest.param({"over": 0.49}, False, False, 0.0, id="less likely"),
    pytest.param({"over": 0.99, "text": 1.0}, True, False, 0.0, id="print shows through"),
    pytest.param({"over": 0.99, "text": 1.0, "legibility": 0.2}, True, True, 1.0, id="illegibly"),
    pytest.param({"inward": -1.0}, False, False, 1.0, id="out of the frame"),
    pytest.param(
        {"inward": -1.0, "over": 0.99, "legibility": 0.2}, False, False, 1.0, id="and covered"
    ),
]


@pytest.mark.parametrize(("cell", "is_covered", "is_unseen", "blind"), CELLS)
def test_a_cell_is_seen_by_its_maps(cell, is_covered, is_unseen, blind):
    maps = {"text": 0.0, "legibility": 1.0, "over": 0.0, "inward": 1.0}
    grids = {name: grid(value) for name, value in maps.items()}
    for name, value in cell.items():
        grids[name][CELL] = value
    loss = Loss.of(of(**grids))
    assert loss.covered[CELL] == is_covered
    assert loss.unseen[CELL] == is_unseen
    assert loss.unreadability[CELL] == pytest.approx(blind, abs=1e-5)
    assert (loss.covered.sum(), loss.unseen.sum()) == (is_covered, is_unseen)
    assert loss.unreadability.sum() == pytest.approx(blind, abs=1e-5)


SPOT = slice(40, 50), slice(40, 60)  # of the page below its lines


def lit(paper):
    """Return a page on paper of this grey level, with a highlight at SPOT."""
    found = page()
    level = grid(paper)
    level[SPOT] = 255
    light = replace(found.light, paper=level, brightest=level)
    return replace(found, light=light, text=replace(found.text, text=line()))


@pytest.mark.parametrize(("grey", "hidden"), [(20, True), (30, False)])
def test_on_black_paper_no_print_can_be_seen_for_want_of_light(grey, hidden):
    found = page()
    level = grid(200)
    level[SPOT] = grey
    loss = Loss.of(replace(found, light=replace(found.light, paper=level)))
    assert loss.black[SPOT].all() == loss.unseen[SPOT].all() == hidden
    assert (loss.unreadability[SPOT] == hidden).all()
    assert (cause_share(loss, ("dark",))[SPOT] == hidden).all()
    assert not loss.black.sum() > hidden * 10 * 20


def line():
    text = grid()
    text[4, 10:70] = 1
    return text


def test_a_highlight_much_brighter_than_the_paper_around_print_hides_print_and_is_glare():
    loss = Loss.of(lit(200))
    assert loss.burnt_out[SPOT].all()
    assert loss.burnt_out.sum() == 10 * 20
    assert loss.unseen[SPOT].all()
    assert (loss.unreadability[SPOT] == 1).all()
    assert (cause_share(loss, ("glare",))[SPOT] == 1).all()


def test_white_paper_in_good_light_is_not_burnt_out():
    assert not Loss.of(lit(245)).burnt_out.any()


def test_cells_next_to_visible_print_are_not_burnt_out():
    capture = lit(200)
    beside = replace(capture.light, brightest=grid(255))
    found = Loss.of(replace(capture, light=beside)).burnt_out
    assert not found[3:6, 9:71].any()
    assert found[7, 10:70].all()
