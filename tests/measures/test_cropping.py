"""Words out of the frame: those of other pages of the form, or text that runs into the edge."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from precheck.capture import LAID, Bare, Covers, Layout, Side, Zone
from precheck.measures import MEASURES
from tests.measures import measured_page as drawn


def test_cropping_names_the_side():
    sides = [place.side for place in MEASURES["cropping"](drawn.pushed_out(0.5)).places]
    assert sides == [Side.LEFT]


def test_an_unknown_layout_is_cropped_where_text_runs_into_the_edge():
    inside = replace(drawn.pushed_out(0.1), zones=())
    across = replace(drawn.pushed_out(0.5), zones=())
    assert MEASURES["cropping"](inside).value == 0.0
    assert MEASURES["cropping"](across).value > 0.1


def test_of_an_unknown_form_without_text_nothing_is_known_of_what_lies_outside():
    page = drawn.capture(drawn.page())
    form = replace(page, samples=drawn.samples(words((0.1, 0.3))), zones=())
    for known, value in ((page, None), (form, 0.0)):
        assert MEASURES["cropping"](known).value == 0.0
        assert MEASURES["cropping"](replace(known, regions=())).value == value


ROWS = tuple(np.arange(0.02, 0.98, 0.04))
HALVES = ((0.1, 0.3), (0.7, 0.9))
CLOCKWISE = (Side.TOP, Side.RIGHT, Side.BOTTOM, Side.LEFT)


def words(*columns):
    """Return a word on each line from left to right of each column, in shares of the page."""
    return [(x0, y, x1, y + 0.02) for y in ROWS for x0, x1 in columns]


def of_form(out, *columns, zones=(), layout=None):
    """Return a page of a form with these words, of which a share lies out of the frame, left."""
    capture = drawn.capture(drawn.page(), quad=drawn.shifted(out), zones=zones, found=())
    text = np.zeros_like(capture.text.text)
    rows, wide = text.shape
    for x0, y0, x1, y1 in words(*columns):
        text[round(y0 * rows) : round(y1 * rows), round(x0 * wide) : round(x1 * wide)] = 1
    printed = replace(capture.text, text=text * (capture.light.inward >= 0))
    form = drawn.samples(words(*columns)) if columns else None
    return replace(capture, text=printed, samples=form, layout=layout)


@pytest.mark.parametrize(
    ("columns", "out", "share"),
    [
        pytest.param(HALVES, 0.05, 0.0, id="a margin"),
        pytest.param(HALVES, 0.13, 0.0, id="a seventh of each word"),
        pytest.param(HALVES, 0.2, 0.5, id="half of each word"),
        pytest.param(HALVES, 0.5, 0.5, id="half the page"),
        pytest.param(((0.1, 0.15), (0.2, 0.25), (0.7, 0.9)), 0.5, 2 / 3, id="short words there"),
        pytest.param(((0.7, 0.9),), 0.5, 0.0, id="captions, which need not be read"),
    ],
)
def test_words_that_other_pages_of_the_form_have_beyond_the_frame_are_cropped(columns, out, share):
    assert MEASURES["cropping"](of_form(out, *columns)).value == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize(
    ("beyond", "share"),
    [
        pytest.param((0.0, 0.0, 0.0, 0.0), 0.0, id="nowhere"),
        pytest.param((0.0, 0.0, 0.0, 0.2), 0.0, id="a margin on the left"),
        pytest.param((0.0, 0.0, 0.0, 1.0), 0.5, id="half of it on the left"),
        pytest.param((0.0, 1.0, 0.0, 0.0), 0.5, id="on the right"),
        pytest.param((1.0, 0.0, 0.0, 0.0), 0.5, id="at the top"),
        pytest.param((0.0, 0.0, 1.0, 0.0), 0.5, id="at the bottom"),
        pytest.param((0.0, 1.0, 1.0, 0.0), 0.75, id="two sides"),
    ],
)
def test_a_form_that_is_only_likely_tells_how_much_of_it_lies_beyond_the_page(beyond, share):
    """No text runs into the edge; only beyond a side without an edge words are surely lost."""
    top, right, bottom, left = beyond
    form = replace(of_form(0.0, *HALVES), likely=True, beyond=beyond)
    rows, wide = form.text.text.shape
    text = np.zeros_like(form.text.text)
    size = np.tile([1 + left + right, 1 + top + bottom], 2)
    places = (np.array(words(*HALVES)) * size - np.tile([left, top], 2)) * np.tile([wide, rows], 2)
    for x0, y0, x1, y1 in np.rint(places).astype(int):
        if min(x0, y0) >= 2 and x1 <= wide - 2 and y1 <= rows - 2:
            text[y0:y1, x0:x1] = 1
    for edge, sure in ((0.9, 0.0), (0.1, 1.0)):
        sheet = replace(form.page.sheet, edges=(edge, edge, edge, edge))
        page = replace(form.page, sheet=sheet)
        told = MEASURES["cropping"](replace(form, text=replace(form.text, text=text), page=page))
        assert told.value == pytest.approx(share, abs=0.03)
        sides = [side for side, far in zip(CLOCKWISE, beyond, strict=True) if far * share * sure]
        assert {place.side for place in told.places} == set(sides)
        assert told.share == pytest.approx(share * sure, abs=0.03)


def test_only_the_form_tells_what_blank_paper_lacks_that_runs_into_the_edge():
    told = MEASURES["cropping"](of_form(0.5))
    assert (told.value, told.share) == (None, 0.0)


@pytest.mark.parametrize(
    ("having", "share"), [(0, 0.0), (1, 0.0), (2, 2 / 33), (3, 3 / 33)], ids=str
)
def test_less_than_half_a_word_is_none(having, share):
    """Of three pages of the form, each with ten words in the frame, some have one out of it."""
    line = np.linspace(0.1, 0.9, 11)
    right = [(0.7, y0, 0.9, y1) for y0, y1 in pairwise(line.tolist())]
    page, text = of_form(0.5), np.zeros((75, 100), np.float32)
    text[:, 65:95] = 1
    form = drawn.samples(*([[(0.1, 0.5, 0.3, 0.52)], []][at >= having] + right for at in range(3)))
    full = replace(page, text=replace(page.text, text=text), samples=form)
    assert MEASURES["cropping"](full).value == pytest.approx(share, abs=1e-4)


def test_words_that_need_not_be_read_are_told_and_do_not_count():
    text = np.ones((LAID, LAID), np.float32)
    right = (Zone(field="head", box=(0.5, 0, 1, 1), covers=Covers.MUST_READ),)
    told = MEASURES["cropping"](of_form(0.35, *HALVES, zones=right, layout=Layout(text, text)))
    assert told.value == 0.0
    assert told.share == pytest.approx(0.35, abs=0.002)
    assert [place.side for place in told.places] == [Side.LEFT]


@pytest.mark.parametrize("part", [False, True])
def test_where_no_sheet_was_found_only_text_at_the_edge_tells_what_is_cut(part):
    """The page is the frame then: no sheet's side lies beyond it."""
    whole, cut = (replace(drawn.pushed_out(out), zones=()) for out in (0.0, 0.5))
    values = [MEASURES["cropping"](page).value for page in (whole, cut)]
    found = [
        MEASURES["cropping"](
            replace(page, page=replace(page.page, bare=Bare(paper=0.5, part=part)))
        ).value
        for page in (whole, cut)
    ]
    assert values == [0.0, pytest.approx(0.31, abs=0.05)]
    assert found == [None, values[1]]


LEFT_UNSEEN = (0.9, 0.9, 0.9, 0.1)


@pytest.mark.parametrize(
    ("likely", "edges", "share"),
    [
        pytest.param(True, LEFT_UNSEEN, 0.5, id="no edge on the left"),
        pytest.param(True, (0.9, 0.9, 0.9, 0.9), 0.0, id="an edge all round"),
        pytest.param(False, LEFT_UNSEEN, 0.0, id="of a known form its layout tells, here none"),
    ],
)
def test_words_of_a_likely_form_on_the_page_but_out_of_the_frame_are_lost_as_well(
    likely, edges, share
):
    form = replace(of_form(0.5, *HALVES), likely=likely)
    sheet = replace(form.page.sheet, edges=edges)
    told = MEASURES["cropping"](replace(form, page=replace(form.page, sheet=sheet)))
    assert told.value == pytest.approx(0.5, abs=0.01)
    assert told.share == pytest.approx(share, abs=0.01)


def test_the_number_is_lost_once_however_many_of_its_signs_are_out_of_the_frame():
    page = of_form(0.5)
    signs = [(x, 0.5, x + 0.05, 0.52) for x in (0.1, 0.2, 0.3)]
    plain = [(0.7, y, 0.9, y + 0.02) for y in (0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9)]
    form = drawn.samples(plain + signs, number=3)
    text = np.zeros_like(page.text.text)
    rows, wide = text.shape
    for x0, y0, x1, y1 in plain:
        text[round(y0 * rows) : round(y1 * rows), round(x0 * wide) : round(x1 * wide)] = 1
    full = replace(page, text=replace(page.text, text=text), samples=form)
    assert MEASURES["cropping"](full).value == pytest.approx(3 / 10, abs=0.01)
