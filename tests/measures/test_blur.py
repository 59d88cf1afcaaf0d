"""Blur: the width of the point spread function from the print's spectrum."""

import pytest

from tests.measures import measured_page as drawn
from tests.measures.measured_page import measured


def test_motion_is_blur_too():
    values = [measured("blur", drawn.capture(drawn.moved(s))).value for s in (0.0, 0.2, 0.4, 0.6)]
    assert values[0] < values[1] < values[3]


def test_text_that_need_not_be_read_counts_too():
    sharp, soft = drawn.page(), drawn.defocused(0.6)
    low = drawn.HEIGHT * 6 // 10  # below the zones
    soft[:low] = sharp[:low]
    values = [measured("blur", drawn.capture(picture)).value for picture in (sharp, soft)]
    assert values[0] < 0.5 * values[1]


def test_stronger_blur_explains_more_of_the_lost_text():
    soft, softer = (
        measured("blur", drawn.capture(drawn.defocused(s), lost=drawn.EVERYWHERE)).share
        for s in (0.2, 0.6)
    )
    sharp = measured("blur", drawn.capture(drawn.page(), lost=drawn.EVERYWHERE)).share
    assert sharp < 0.05
    assert sharp < soft < softer


@pytest.mark.parametrize("spoil", [drawn.dimmed, drawn.grained])
def test_another_fault_is_not_measured_as_blur(spoil):
    sharp, soft = drawn.capture(spoil(0.3)), drawn.capture(drawn.defocused(0.3))
    assert measured("blur", sharp).value < 0.5 * measured("blur", soft).value


@pytest.mark.parametrize("strength", [0.2, 0.4])
def test_blur_is_the_standard_deviation_in_capital_heights(strength):
    pixels = 0.3 + strength * 6
    found = measured("blur", drawn.capture(drawn.defocused(strength))).value
    assert found == pytest.approx(pixels / drawn.CAPITALS, rel=0.4)


def test_it_is_none_without_text():
    assert measured("blur", drawn.capture(drawn.page(), found=())).value is None


def test_a_clean_page_is_sharp():
    assert measured("blur", drawn.capture(drawn.page())).value < 0.15
