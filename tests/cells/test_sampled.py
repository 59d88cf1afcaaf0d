"""Words that do not show are told by the sample pages of the form that are most like the page."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.capture import Covers, Zone
from precheck.cells import sampled
from precheck.cells.sampled import known, lost, needed, summed, words
from tests.measures import measured_page as drawn

ROWS, COLUMNS = drawn.HEIGHT // drawn.CELL, drawn.WIDTH // drawn.CELL


def page(text=(), covered=None, zones=()):
    """Return a page with text in some boxes of cells (left, top, right, bottom), one covered."""
    blank = drawn.capture(drawn.page(), zones=zones, found=())
    shows, over = np.zeros((2, ROWS, COLUMNS), np.float32)
    for left, top, right, bottom in text:
        shows[top:bottom, left:right] = 1
    if covered is not None:
        left, top, right, bottom = covered
        shows[top:bottom, left:right], over[top:bottom, left:right] = 0, 1
    return replace(blank, text=replace(blank.text, text=shows, covered=over))


def of_form(capture, *pages, number=0):
    """Give the page sample pages, whose boxes are in cells too."""
    scaled = [[np.divide(box, (COLUMNS, ROWS, COLUMNS, ROWS)) for box in boxes] for boxes in pages]
    return replace(capture, samples=drawn.samples(*scaled, number=number))


def mask(left, top, right, bottom):
    cells = np.zeros((ROWS, COLUMNS), bool)
    cells[top:bottom, left:right] = True
    return cells


HEAD, LEFT, RIGHT = (10, 5, 40, 8), (10, 20, 30, 22), (50, 20, 70, 22)


@pytest.mark.parametrize(
    ("gone", "share"),
    [
        pytest.param((0, 0, 0, 0), 0, id="nothing"),
        pytest.param((50, 20, 70, 22), 1 / 3, id="a word"),
        pytest.param((50, 20, 55, 22), 0, id="a quarter of it"),
        pytest.param((50, 20, 57, 22), 1 / 3, id="a third of it"),
        pytest.param((0, 19, 100, 23), 2 / 3, id="a line"),
        pytest.param((31, 20, 49, 22), 0, id="the gap between two"),
        pytest.param((0, 0, COLUMNS, ROWS), 1, id="all"),
    ],
)
def test_a_word_is_lost_whole_with_a_third_of_its_place(gone, share):
    cost = lost(of_form(page([HEAD, LEFT, RIGHT]), [HEAD, LEFT, RIGHT]), mask(*gone))
    assert cost.sum() == pytest.approx(share, abs=1e-5)
    assert not cost[~mask(*gone)].any()


@pytest.mark.parametrize(
    ("pages", "sure"),
    [
        pytest.param([[HEAD, LEFT]], (1, 1, 0), id="one page"),
        pytest.param([[HEAD, LEFT], [HEAD, RIGHT]], (1, 0.5, 0.5), id="two"),
        pytest.param([[HEAD, HEAD]], (1, 0, 0), id="one over the other"),
    ],
)
def test_a_word_is_needed_as_surely_as_pages_have_it(pages, sure):
    told = needed(of_form(page([HEAD, LEFT, RIGHT]), *pages))
    found = [told[mask(*box)] for box in (HEAD, LEFT, RIGHT)]
    assert [(part.min(), part.max()) for part in found] == [(share, share) for share in sure]
    assert told.sum() == pytest.approx(sum(part.sum() for part in found))


def test_nothing_is_needed_of_an_unknown_form():
    assert not needed(page([HEAD])).any()


SIGNS = [(x, 40, x + 4, 44) for x in range(20, 36, 4)]


@pytest.mark.parametrize(
    ("gone", "share"),
    [
        pytest.param((20, 40, 21, 44), 0, id="a fourth of two signs"),
        pytest.param((20, 40, 22, 44), 4 / 5, id="half of two signs"),
        pytest.param((20, 40, 36, 44), 4 / 5, id="all of it"),
        pytest.param((10, 5, 40, 8), 1 / 5, id="the word beside it"),
    ],
)
def test_the_number_is_lost_with_all_its_words_by_two_signs(gone, share):
    form = of_form(page([HEAD, (20, 40, 36, 44)]), [HEAD, *SIGNS], number=4)
    assert lost(form, mask(*gone)).sum() == pytest.approx(share, abs=1e-5)


NUMBER = 4 / 5  # of the words
QUARTER, ALL_SIGNS = (20, 40, 21, 44), (20, 40, 36, 44)


@pytest.mark.parametrize(
    ("reads", "gone", "share"),
    [
        pytest.param(True, ALL_SIGNS, 0, id="all is gone, but it was read"),
        pytest.param(None, QUARTER, 0, id="a fourth of two signs, and nobody tried"),
        pytest.param(False, QUARTER, NUMBER, id="a fourth of two signs, and not read"),
        pytest.param(False, (20, 40, 21, 41), 0, id="next to nothing of two signs"),
        pytest.param(False, HEAD, 1 / 5, id="a word beside it"),
        pytest.param(True, HEAD, 1 / 5, id="a word beside it, and it was read"),
    ],
)
def test_whether_the_number_was_read_decides_if_it_is_lost(reads, gone, share):
    form = of_form(page([HEAD, ALL_SIGNS]), [HEAD, *SIGNS], number=4)
    cost = lost(replace(form, number_reads=reads), mask(*gone))
    assert cost.sum() == pytest.approx(share, abs=1e-5)
    assert not cost[~mask(*gone)].any()


@pytest.mark.parametrize(
    ("reads", "odds", "word", "number"),
    [
        pytest.param(None, -0.1, True, True, id="hardly worse than even"),
        pytest.param(None, 0.1, False, False, id="hardly better"),
        pytest.param(False, 0.1, False, True, id="of a number that was not read"),
        pytest.param(False, 1.9, False, True, id="good ones of such a number"),
        pytest.param(False, 2.1, False, False, id="better ones"),
        pytest.param(True, -9.0, True, False, id="none, but it was read"),
    ],
)
def test_what_can_be_read_by_its_odds_is_not_lost(reads, odds, word, number):
    form = of_form(page([HEAD, ALL_SIGNS]), [HEAD, *SIGNS], number=4)
    every = mask(0, 0, COLUMNS, ROWS)
    cost = lost(replace(form, number_reads=reads), every, np.full(every.shape, odds, np.float32))
    assert cost.sum() == pytest.approx(word / 5 + number * NUMBER, abs=1e-5)


@pytest.mark.parametrize(
    ("reads", "mainly", "share"),
    [
        pytest.param(False, QUARTER, NUMBER, id="a fourth of two signs, mainly for it"),
        pytest.param(False, HEAD, 0, id="none of its signs mainly for it"),
        pytest.param(None, HEAD, NUMBER, id="none, but it is unknown whether it reads"),
        pytest.param(True, ALL_SIGNS, 0, id="all of it, but it was read"),
    ],
)
def test_a_number_that_was_not_read_is_lost_to_what_is_mainly_to_blame(reads, mainly, share):
    form = of_form(page([HEAD, ALL_SIGNS]), [HEAD, *SIGNS], number=4)
    odds = np.full((ROWS, COLUMNS), -1, np.float32)
    cost = lost(replace(form, number_reads=reads), mask(*ALL_SIGNS), odds, mask(*mainly))
    assert cost.sum() == pytest.approx(share, abs=1e-5)


def test_the_odds_of_a_word_are_the_mean_over_its_place():
    form = of_form(page([LEFT, RIGHT]), [LEFT, RIGHT])
    odds = np.full((ROWS, COLUMNS), 5.0, np.float32)
    odds[20:22, 10:16] = -20  # six of twenty columns: -2.5 in the mean
    odds[20:22, 50:54] = -20  # four of them: 0 and no less
    every = mask(0, 0, COLUMNS, ROWS)
    assert lost(form, every, odds).sum() == pytest.approx(1 / 2, abs=1e-5)


def test_the_pages_most_like_it_tell(monkeypatch):
    monkeypatch.setattr(sampled, "ALIKE", 1)
    seen = page([HEAD, LEFT], covered=(45, 15, 75, 30))
    like, unlike = [HEAD, LEFT, RIGHT], [(60, 50, 90, 53), (60, 60, 90, 63), RIGHT]
    for pages in ([like, unlike], [unlike, like]):
        told = words(of_form(seen, *pages))
        assert sorted(told["box"][:, 0].round().tolist()) == [10, 10, 50]


@pytest.mark.parametrize("most", [1, 60])
def test_so_they_do_among_many(monkeypatch, most):
    monkeypatch.setattr(sampled, "ALIKE", 1)
    monkeypatch.setattr(sampled, "ROUGHLY", most)
    seen = page([HEAD, LEFT], covered=(45, 15, 75, 30))
    other = [(60, 50, 90, 53), (60, 60, 90, 63), RIGHT]
    told = words(of_form(seen, *[other] * 30, [HEAD, LEFT, RIGHT], *[other] * 30))
    assert sorted(told["box"][:, 0].round().tolist()) == [10, 10, 50]


@pytest.mark.parametrize("covered", [True, False])
def test_of_places_that_show_only_those_with_text_hold_a_word(covered):
    seen = page([HEAD, LEFT], covered=RIGHT if covered else None)
    told = words(of_form(seen, [HEAD, LEFT, RIGHT]))
    assert len(told) == (3 if covered else 2)
    assert told["weight"] == pytest.approx(np.full(len(told), 1 / len(told)))


def test_words_out_of_the_frame_are_there():
    beyond = replace(page([HEAD]), light=replace(page().light, inward=inward(RIGHT)))
    form = of_form(beyond, [HEAD, LEFT, RIGHT])
    assert lost(form, inward(RIGHT) < 0).sum() == pytest.approx(1 / 2, abs=1e-5)


def inward(out):
    """Return how far cells lie in the frame: those of a box are out of it."""
    return np.where(mask(*out), np.float32(-1), np.float32(5))


def test_only_the_zones_words_count():
    zone = Zone(field="head", box=(0, 0, 1, 0.15), covers=Covers.MUST_READ)
    form = of_form(page([HEAD, LEFT], zones=(zone,)), [HEAD, LEFT])
    assert lost(form, mask(*HEAD)).sum() == pytest.approx(1, abs=1e-5)
    assert lost(form, mask(*LEFT)).sum() == 0
    elsewhere = Zone(field="foot", box=(0, 0.8, 1, 1), covers=Covers.MUST_READ)
    assert known(form)
    assert not known(replace(form, zones=(elsewhere,)))


def test_of_an_unknown_form_nothing_is_told():
    assert not known(page([HEAD]))
    assert not words(page([HEAD])).size
    assert not lost(page([HEAD]), mask(*HEAD)).any()


@pytest.mark.parametrize(
    ("box", "total"),
    [
        pytest.param((0, 0, 2, 3), 6, id="whole cells"),
        pytest.param((0.5, 0, 2, 0.25), 0.375, id="parts of cells"),
        pytest.param((-3, -2, 1, 1), 1, id="beyond the grid on the left"),
        pytest.param((3, 4, 9, 9), 2, id="beyond the grid on the right"),
        pytest.param((8, 8, 9, 9), 0, id="outside"),
    ],
)
def test_a_box_sums_the_cells_under_it(box, total):
    ones = np.ones((5, 5), np.float32)
    assert summed(ones, np.array([box], np.float32)) == pytest.approx([total])
