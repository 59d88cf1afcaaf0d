"""Blur: what the print's spectrum and the net tell of the smear, and where."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.measures import MEASURES
from tests.measures import measured_page as drawn


def test_motion_is_blur_too():
    values = [MEASURES["blur"](drawn.capture(drawn.moved(s))).value for s in (0.0, 0.2, 0.4, 0.6)]
    assert values[0] < values[1] < values[3]


def test_text_that_need_not_be_read_tells_of_blur_too():
    sharp, soft = drawn.page(), drawn.defocused(0.6)
    low = drawn.HEIGHT * 6 // 10  # below the zones
    soft[:low] = sharp[:low]
    values = [MEASURES["blur"](drawn.capture(picture)).value for picture in (sharp, soft)]
    assert values[0] < 0.5 * values[1]


def test_blur_explains_as_much_of_what_is_lost_as_it_is_strong():
    soft, softer = (
        MEASURES["blur"](drawn.capture(drawn.defocused(s), lost=drawn.EVERYWHERE)).share
        for s in (0.2, 0.6)
    )
    sharp = MEASURES["blur"](drawn.capture(drawn.page(), lost=drawn.EVERYWHERE)).share
    assert sharp < 0.05
    assert sharp < soft < softer


@pytest.mark.parametrize("spoil", [drawn.dimmed, drawn.grained])
def test_blur_is_not_taken_in_by_another_fault(spoil):
    sharp, soft = drawn.capture(spoil(0.3)), drawn.capture(drawn.defocused(0.3))
    assert MEASURES["blur"](sharp).value < 0.5 * MEASURES["blur"](soft).value


def smeared(left, right):
    """Return the page with what the net tells of the smear on its left and its right half."""
    page = drawn.capture(drawn.page(), found=drawn.regions(width=620))
    smear = np.full_like(page.text.text, right)
    smear[:, : smear.shape[1] // 2] = left
    return replace(page, text=replace(page.text, smear=smear))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(0.0, 0.0, id="none"),
        pytest.param(0.2, 0.2, id="the mean of the squares, the spectrum's counted twice"),
        pytest.param(0.2, 0.0, id="the mean and a standard deviation: the worse half"),
        pytest.param(0.0, 0.2, id="the other side"),
    ],
)
def test_blur_is_what_spectrum_and_net_tell_and_more_where_it_is_uneven(left, right):
    """Half of the text lies on either side."""
    page = smeared(left, right)
    spectrum = MEASURES["blur"](replace(page, text=replace(page.text, smear=None))).value
    worse = np.sqrt((2 * spectrum**2 + max(left, right) ** 2) / 3)
    assert MEASURES["blur"](page).value == pytest.approx(worse, abs=0.003)


def test_smear_where_no_text_is_counts_for_nothing():
    page = smeared(0.2, 0.2)
    where = np.where(page.text.text > 0, page.text.smear, np.float32(5))
    beside = replace(page, text=replace(page.text, smear=where))
    assert MEASURES["blur"](beside).value == pytest.approx(MEASURES["blur"](page).value)


def test_blur_is_shown_where_the_net_sees_it():
    page = drawn.capture(drawn.page(), lost=drawn.EVERYWHERE)
    smear = np.zeros_like(page.text.text)
    smear[:, :50] = 0.5
    told = MEASURES["blur"](replace(page, text=replace(page.text, smear=smear)))
    assert told.share > 0.2
    assert max(place.polygon[:, 0].max() for place in told.places) < drawn.WIDTH * 0.6


def test_a_clean_page_is_sharp():
    assert MEASURES["blur"](drawn.capture(drawn.page())).value < 0.15
