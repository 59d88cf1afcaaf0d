"""Print out of the frame, on pictures of pages that the frame cuts."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from precheck.capture import Covers, Photo, Sheet, SheetlessFrame, Side, Zone
from precheck.loss.cut_print import MIN_PART_OUTSIDE
from precheck.measures import MEASURES
from precheck.sheet.rectify import UNIT_SQUARE, rectify
from precheck.text.legibility_net import read_map
from precheck.text.runs import regions
from tests.measures import measured_page as drawn

LEFT, RIGHT, TOP, BOTTOM = 90, 600, 66, 520
"""Bounds of the drawn page's print, px of 800 × 600."""


def measured(picture, quad=None, turn=0, bare=None, **known):
    """Return the measure of a photo whose page lies at a quad, or fills the photo."""
    photo = Photo(pixels=np.ascontiguousarray(picture), format="jpeg", bytes=1)
    frame = UNIT_SQUARE * (photo.width, photo.height) - 0.5
    quad = np.float32(frame if quad is None else quad)
    laid = replace(rectify(photo, Sheet(quad=quad, confidence=1.0), turn), sheetless=bare)
    text = read_map(laid)
    runs = regions(laid, text)
    return MEASURES["cropping"](drawn.captured(photo, laid, text, regions=runs, **known))


CUTS = {
    "left": (Side.LEFT, slice(None), slice(130, None)),
    "right": (Side.RIGHT, slice(None), slice(None, 260)),
    "top": (Side.TOP, slice(113, None), slice(None)),
    "bottom": (Side.BOTTOM, slice(None, 313), slice(None)),
}


@pytest.mark.parametrize("turns", [0, 1], ids=["upright", "sideways"])
@pytest.mark.parametrize(("side", "rows", "columns"), CUTS.values(), ids=CUTS)
def test_cut_lines_are_measured_with_their_side(side, rows, columns, turns):
    found = measured(np.rot90(drawn.page()[rows, columns], turns), turn=90 * turns)
    assert found.value > 0.03
    assert [at.side for at in found.places] == [side]


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(drawn.page(), id="its margins show"),
        pytest.param(drawn.page()[60:528, 84:], id="close to its print"),
        pytest.param(drawn.page()[92:250], id="between two lines"),
    ],
)
def test_a_picture_cropped_to_the_page_is_whole(picture):
    found = measured(picture)
    assert (found.value, found.places) == (0.0, ())


@pytest.mark.parametrize(("part", "value"), [(False, 0.0), (True, MIN_PART_OUTSIDE)])
def test_print_close_to_the_edge_of_a_part_of_a_sheet_is_partly_outside(part, value):
    picture = drawn.page()[:, LEFT - 6 :]
    assert measured(picture, bare=SheetlessFrame(paper=1.0, part=part)).value == pytest.approx(
        value
    )


@pytest.mark.parametrize("side", CUTS)
def test_a_dark_line_along_the_edge_is_no_print(side):
    picture = drawn.page()[60:528, 84:].copy()
    turns = list(CUTS).index(side)
    np.rot90(picture, turns)[:, :3] = 30
    assert measured(picture).value == 0.0


def test_print_of_another_page_beyond_the_sheets_edge_does_not_count():
    """The sheet ends a little inside the frame; another one's print is beyond it."""
    picture = drawn.page()[:, 130:].copy()
    beside = np.full((600, 40, 3), drawn.PAPER, np.uint8)
    picture = np.hstack([drawn.page()[:, 130:170], beside, drawn.page()])
    quad = [[60, 0], [879, 0], [879, 599], [60, 599]]
    assert measured(picture, quad).value == 0.0


def test_it_is_none_on_blank_paper():
    assert measured(np.full((600, 800, 3), 225, np.uint8)).value is None


ZONE = Zone(field="number", box=(0.05, 0.05, 0.95, 0.2), covers=Covers.NUMBER)


def cut_at_top(height):
    """Return a photo of a page on a table whose top is cut off, and the quad of the whole page."""
    picture = np.full((700, 900, 3), 90, np.uint8)
    shown = drawn.page()[height:]
    picture[: len(shown), 50:850] = shown
    return picture, [[49.5, -height - 0.5], [849.5, -height - 0.5], [849.5, 599.5 - height],
                     [49.5, 599.5 - height]]  # fmt: skip


@pytest.mark.parametrize(
    ("height", "known", "value", "side"),
    [
        pytest.param(30, {"shapes": (4 / 3,), "zones": (ZONE,)}, 0.0, Side.TOP, id="a margin"),
        pytest.param(88, {"shapes": (4 / 3,), "zones": (ZONE,)}, 1.0, Side.TOP, id="the number"),
        pytest.param(88, {"shapes": (4 / 3,)}, 0.08, Side.TOP, id="more than a margin"),
        pytest.param(88, {}, 0.0, Side.TOP, id="of an unknown form, between two lines"),
    ],
)
def test_what_a_known_form_has_out_of_the_frame_is_lost(height, known, value, side):
    found = measured(*cut_at_top(height), **known)
    assert found.value == pytest.approx(value, abs=0.03)
    assert [at.side for at in found.places] == [side]
    assert found.share == pytest.approx(value, abs=0.03)


def test_a_cut_side_of_a_sheet_on_a_table_is_noted():
    picture = np.full((700, 900, 3), 90, np.uint8)
    picture[50:650, 140:900] = drawn.page()[:, :760]
    found = measured(picture, [[139.5, 49.5], [899.5, 49.5], [899.5, 649.5], [139.5, 649.5]])
    assert (found.value, found.share) == (0.0, 0.0)
    assert [at.side for at in found.places] == [Side.RIGHT]


@pytest.mark.parametrize("angle", [3, -5])
def test_lines_of_a_page_that_lies_askew_are_cut_as_well(angle):
    turn = cv2.getRotationMatrix2D((400, 300), angle, 1)
    picture = cv2.warpAffine(drawn.page(), turn, (800, 600), borderValue=(90, 90, 90))[:, 170:]
    corners = np.float32([[0, 0], [799, 0], [799, 599], [0, 599]])
    quad = cv2.transform(corners[None], turn)[0] - np.float32([170, 0])
    found = measured(picture, quad)
    assert found.value > 0.03
    assert found.places[0].side is Side.LEFT
