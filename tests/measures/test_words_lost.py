"""Words lost under things, reflections and shadows: which, how many, and to what."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.causes import causes
from precheck.measures import MEASURES
from tests.measures import measured_page as drawn


def test_text_lost_in_even_darkness_is_in_no_shadow():
    dim = drawn.capture(drawn.dimmed(0.8), lost=drawn.EVERYWHERE, by="dark")
    assert MEASURES["shadow"](dim).value == 0.0
    assert causes(dim)["dark"] == pytest.approx(1.0)


def test_text_lost_on_dull_paper_is_under_no_glare():
    dull = drawn.capture(drawn.page(), lost=drawn.box_of(0.5), by="glare")
    assert MEASURES["glare"](dull).value == 0.0


COVERED = [
    pytest.param((90, 0, 690, 600), 1.0, id="all"),
    pytest.param((90, 40, 690, 80), 0.3 / 6.3, id="the number: one line, but one word"),
    pytest.param((90, 80, 690, 120), 1 / 6.3, id="one of six lines of words"),
    pytest.param((90, 480, 690, 600), 0.0, id="what need not be read"),
]


def shining(box, **more):
    """Return a white page with a reflection over a box."""
    lost = drawn.capture(drawn.page(), lost=box, by="glare", **more)
    return drawn.lit(replace(lost, page=replace(lost.page, flat=drawn.page(paper=255))))


@pytest.mark.parametrize(("box", "share"), COVERED)
def test_words_count_and_not_their_area(box, share):
    assert MEASURES["glare"](shining(box)).value == pytest.approx(share, abs=0.02)


def columns(*edges):
    """Return a sample page of the form: a word on each line from left to right of each column."""
    lines = [((y - 16) / drawn.HEIGHT, y / drawn.HEIGHT) for y in drawn.LINES]
    return drawn.samples([(x0, y0, x1, y1) for y0, y1 in lines for x0, x1 in edges])


@pytest.mark.parametrize(
    ("edges", "share"),
    [
        pytest.param(((0.15, 0.45), (0.55, 0.85)), 1 / 2, id="as many words on both halves"),
        pytest.param(((0.15, 0.3), (0.31, 0.45), (0.55, 0.85)), 2 / 3, id="short ones on the left"),
        pytest.param(((0.55, 0.85),), 0.0, id="captions on the left, which need not be read"),
        pytest.param(((0.46, 0.85),), 0.0, id="words of which a tenth is lost"),
        pytest.param(((0.3, 0.7),), 1.0, id="words of which half is lost"),
    ],
)
def test_words_are_lost_whole_and_where_other_pages_of_the_form_have_them(edges, share):
    lost = shining((0, 0, 400, 600), zones=())
    told = MEASURES["glare"](replace(lost, samples=columns(*edges)))
    assert told.value == pytest.approx(share, abs=1e-3)
    assert sum(place.share for place in told.places) == pytest.approx(share, abs=1e-3)


FORM = columns((0.15, 0.45), (0.55, 0.85))


@pytest.mark.parametrize(
    ("form", "index", "share"),
    [
        pytest.param(None, 0.63, 0.0, id="hard to read, but it can be read"),
        pytest.param(None, 0.61, 0.616, id="hardly worse, but it cannot"),
        pytest.param(FORM, 0.51, 0.0, id="of a known form: it can be read"),
        pytest.param(FORM, 0.49, 0.5, id="of a known form: it cannot"),
    ],
)
def test_a_word_is_lost_or_it_is_not(form, index, share):
    """Of the words 0.616 lie in the shadow, of the form's half."""
    dim = drawn.capture(drawn.shaded(1.0), lost=drawn.EVERYWHERE, by="dark")
    text = replace(dim.text, legibility=np.full_like(dim.text.legibility, index))
    dark = replace(dim, text=text, samples=form)
    assert MEASURES["shadow"](dark).value == pytest.approx(share, abs=1e-3)


@pytest.mark.parametrize(
    ("legibility", "shows", "over", "lost"),
    [
        pytest.param(0.8, 1.0, 0.99, 0.0, id="print shows through"),
        pytest.param(0.8, 0.02, 0.99, 1.0, id="it does not"),
        pytest.param(0.6, 0.6, 0.7, 0.0, id="something may lie over it"),
        pytest.param(0.6, 0.6, 0.95, 1.0, id="something surely does"),
    ],
)
def test_what_lies_over_a_word_counts_and_whether_print_shows(legibility, shows, over, lost):
    """Legibility alone would tell that it can be read."""
    page = drawn.capture(drawn.page(), lost=drawn.EVERYWHERE, by="occlusion", zones=())
    told = {"text": shows, "legibility": legibility, "covered": over}
    maps = {name: np.full_like(page.text.text, value) for name, value in told.items()}
    hidden = replace(page, text=replace(page.text, **maps), samples=FORM)
    assert MEASURES["occlusion"](hidden).value == pytest.approx(lost)


def laid(capture, **shares):
    """Return the same page, its lost text laid to faults by these shares."""
    lost = capture.text.legibility == 0
    none = np.zeros(lost.shape, np.float32)
    why = {code: np.where(lost, np.float32(shares.get(code, 0)), none) for code in capture.text.why}
    return replace(capture, text=replace(capture.text, why=why))


@pytest.mark.parametrize(
    ("share", "whole"),
    [
        pytest.param(0.04, 0.0, id="less than a twentieth of it"),
        pytest.param(0.06, 1.0, id="a twentieth of it"),
        pytest.param(0.9, 1.0, id="all of it"),
    ],
)
def test_a_word_is_lost_to_a_fault_whole_or_not_at_all(share, whole):
    full = drawn.covered(0.5)
    expected = whole * MEASURES["occlusion"](full).value
    mixed = laid(full, occlusion=share, blur=1 - share)
    assert MEASURES["occlusion"](mixed).value == pytest.approx(expected)


def test_where_no_thing_is_seen_nothing_lies_over_text():
    unread = laid(drawn.capture(drawn.page(), lost=drawn.box_of(0.5)), occlusion=1.0)
    over = replace(unread.text, covered=np.float32(unread.text.legibility == 0))
    assert MEASURES["occlusion"](unread).value == 0.0
    assert MEASURES["occlusion"](replace(unread, text=over)).value > 0.1


@pytest.mark.parametrize(("share", "in_shadow"), [(0.04, False), (0.06, True)])
def test_print_that_fades_in_a_shadow_is_lost_there_though_it_looks_blurred(share, in_shadow):
    dim = laid(drawn.capture(drawn.shaded(0.5), lost=drawn.box_of(0.5)), dark=share, blur=1 - share)
    assert (MEASURES["shadow"](dim).value > 0) == in_shadow


def test_a_shadow_that_only_the_net_sees_is_one_too():
    soft = drawn.capture(drawn.page(), lost=drawn.box_of(0.5), by="shadow")
    unlit = drawn.capture(drawn.page(), lost=drawn.box_of(0.5), by="dark")
    assert MEASURES["shadow"](soft).value > 0.1
    assert MEASURES["shadow"](unlit).value == 0.0
    mixed = laid(soft, shadow=0.4, dark=0.6)
    assert causes(mixed)["shadow"] == pytest.approx(causes(soft)["shadow"])
    assert causes(mixed)["dark"] == 0.0


def test_less_than_a_word_is_none():
    speck = drawn.capture(drawn.page(), lost=(96, 112, 104, 120), by="occlusion")
    word = drawn.capture(drawn.page(), lost=(96, 104, 200, 128), by="occlusion")
    assert 0 < causes(speck)["occlusion"] < 0.01
    assert MEASURES["occlusion"](speck).value == 0.0
    assert MEASURES["occlusion"](speck).places == ()
    assert MEASURES["occlusion"](word).value > 0.005
