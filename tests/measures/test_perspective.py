"""Perspective: the tilt of a sheet."""

from dataclasses import replace

import pytest

from precheck.capture import SheetlessFrame
from tests.measures import measured_page as drawn
from tests.measures.measured_page import measured


@pytest.mark.parametrize(
    ("high", "degrees"),
    [
        pytest.param(600, 0, id="a paper of any shape"),
        pytest.param(400, 37.5, id="longer than any sheet"),
        pytest.param(300, 0, id="a receipt"),
    ],
)
def test_a_long_paper_with_square_corners_is_tilted_unless_it_is_a_receipt(high, degrees):
    top, low = 300 - high / 2, 300 + high / 2
    quad = ((0, top), (800, top), (800, low), (0, low))
    found = measured("perspective", drawn.capture(drawn.page(), quad=quad))
    assert found.value == pytest.approx(degrees, abs=0.1)


def test_the_tilt_of_a_known_form_does_not_depend_on_the_lens():
    """Converging sides as by a wide lens; the middle is as wide as the form."""
    quad = ((100, 50), (700, 50), (780, 550), (20, 550))
    page = drawn.capture(drawn.page(), quad=quad)
    free, form = (measured("perspective", replace(page, shapes=s)).value for s in ((), (1.43,)))
    assert form < free


def test_without_a_sheet_neither_perspective_nor_height_is_measured():
    page = drawn.capture(drawn.page())
    for part in (False, True):
        bare = replace(
            page, page=replace(page.page, sheetless=SheetlessFrame(paper=0.5, part=part))
        )
        for name in ("perspective", "too_small"):
            assert measured(name, page).value is not None
            assert measured(name, bare).value is None
