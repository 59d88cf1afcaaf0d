"""Words out of the frame: what the form usually has there, or text that runs into the edge."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.capture import LAID, Covers, Layout, Side, Zone
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


def form(begins, words=1.0):
    """Return a layout with text from a place on, a share of the width, to the right side.

    words: how many the text of the left half stands for, to 1 of the right half's.
    """
    text, many = np.zeros((LAID, LAID), np.float32), np.ones((LAID, LAID), np.float32)
    text[:, round(begins * LAID) :] = 1
    many[:, : LAID // 2] = words
    return Layout(text, np.ones_like(text), many)


def blank_paper(out, zone, layout):
    """Return paper without text of which a share lies outside the frame, on the left."""
    zones = (Zone(field="head", box=zone, covers=Covers.MUST_READ),)
    capture = drawn.capture(drawn.page(), quad=drawn.shifted(out), zones=zones, found=())
    return replace(capture, layout=layout)


@pytest.mark.parametrize(
    ("begins", "words", "out", "share"),
    [
        pytest.param(0, 1, 0.04, 0.04, id="text everywhere"),
        pytest.param(0, 1, 0.008, 0.0, id="less than half a word"),
        pytest.param(0.25, 1, 0.1, 0.0, id="a margin"),
        pytest.param(0.25, 1, 0.5, 0.25 / 0.75, id="half the page"),
        pytest.param(0, 3, 0.04, 0.06, id="short words there"),
        pytest.param(0, 0, 0.1, 0.0, id="captions, which need not be read"),
        pytest.param(0.5, 0, 0.6, 0.2, id="captions on the other half"),
    ],
)
def test_words_that_a_form_usually_has_beyond_the_frame_are_cropped(begins, words, out, share):
    """Blank paper runs into the frame's edge: only the form tells what is missing."""
    page = (0, 0, 1, 1)
    told = MEASURES["cropping"](blank_paper(out, page, form(begins, words)))
    assert told.value == pytest.approx(share, abs=0.002)
    assert MEASURES["cropping"](blank_paper(out, page, None)).value == 0.0


def test_a_form_without_words_in_a_zone_counts_the_zone_s_text():
    zone = (0, 0, 0.5, 1)
    told = MEASURES["cropping"](blank_paper(0.1, zone, form(0, words=0)))
    assert told.value == pytest.approx(0.2, abs=0.002)


def test_words_that_need_not_be_read_are_told_and_do_not_count():
    told = MEASURES["cropping"](blank_paper(0.2, (0.5, 0, 1, 1), form(0)))
    assert told.value == 0.0
    assert told.share == pytest.approx(0.2, abs=0.002)
    assert [place.side for place in told.places] == [Side.LEFT]
