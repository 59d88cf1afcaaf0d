"""The margin of a page where the frame cuts it."""

from dataclasses import replace

import pytest

from precheck.capture import SheetlessFrame, Side
from precheck.loss.outside import MAX_MARGIN, fills_frame, margin, outside
from tests.measures import measured_page as drawn


def cut(share):
    """Return a page that lies a share of its width out of the frame, on the left."""
    found = drawn.capture(drawn.page(), quad=drawn.shifted(share))
    return replace(found, page=replace(found.page, clipped=(Side.LEFT,)))


def test_a_page_that_is_not_cut_has_a_wide_margin_and_lies_inside():
    page = drawn.capture(drawn.page())
    assert (margin(page), outside(page)) == (MAX_MARGIN, 0)


def test_the_nearer_the_print_comes_to_the_edge_the_less_margin_is_left():
    pages = [cut(share) for share in (0.06, 0.09, 0.3)]
    wide, narrow, none = map(margin, pages)
    assert MAX_MARGIN > wide > narrow > none == 0
    assert [outside(page) for page in pages] == pytest.approx([0.06, 0.09, 0.3], abs=0.02)


@pytest.mark.parametrize(
    ("bare", "whole"),
    [
        pytest.param(None, True, id="cropped to the page"),
        pytest.param(SheetlessFrame(paper=1, part=True), False, id="a part of a sheet"),
    ],
)
def test_a_page_that_fills_the_frame_is_cut_only_if_it_is_a_part(bare, whole):
    found = cut(0)
    page = replace(found, page=replace(found.page, sheetless=bare))
    near = replace(page, light=replace(page.light, inward=page.light.inward - 9))
    assert fills_frame(near)
    assert (margin(near) == MAX_MARGIN) is whole
