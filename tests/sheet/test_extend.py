"""Cut sheets of a known aspect ratio are extended beyond the frame; others stay unchanged."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.capture import Photo, Sheet
from precheck.sheet.extend import extend_unseen_side
from precheck.sheet.pose import FOCAL_RATIO
from precheck.sheet.rectify import rectify

WIDE, HIGH = 1200, 900
PHOTO = Photo(pixels=np.full((HIGH, WIDE, 3), 200, np.uint8), format="jpeg", bytes=1)
A4, FOLIO = 297 / 210, 330 / 215
SIDES = "top", "right", "bottom", "left"
LEVELS = {"top": (1, -0.5), "right": (0, WIDE - 0.5), "bottom": (1, HIGH - 0.5), "left": (0, -0.5)}


def quad_of(box, tilt=0):
    """Return the quad, in pixels, of a sheet tilted back by so many degrees."""
    left, top, right, bottom = box
    angle, focal = np.radians(tilt), FOCAL_RATIO * WIDE
    flat = np.float64([[left, top], [right, top], [right, bottom], [left, bottom]])
    x, y = (flat - (WIDE / 2, HIGH / 2)).T / focal
    points = np.stack([x, y * np.cos(angle)], 1) / (1 + y * np.sin(angle))[:, None]
    return (points * focal + (WIDE / 2, HIGH / 2)).astype(np.float32)


def cut_at(quad, *sides):
    """Return the visible part of a sheet whose given sides the frame cuts off."""
    part = quad.copy()
    for side in sides:
        number, (axis, level) = SIDES.index(side), LEVELS[side]
        for out, inside in ((number, number - 1), ((number + 1) % 4, (number + 2) % 4)):
            way = part[out] - part[inside]
            part[out] = part[inside] + way * (level - part[inside, axis]) / way[axis]
    return part


def extended_quad(quad, *shapes, head_seen=True, photo=PHOTO):
    laid = rectify(photo, Sheet(quad=quad, confidence=0.9), 0)
    return extend_unseen_side(photo, laid, shapes, head_seen=head_seen).sheet.quad


@pytest.mark.parametrize(
    ("side", "box", "tilt"),
    [
        pytest.param("top", (100, -100, 100 + 700 * A4, 600), 0, id="top"),
        pytest.param("bottom", (80, 280, 80 + 730 * A4, 1010), 0, id="bottom"),
        pytest.param("left", (-160, 120, -160 + 700 * A4, 820), 0, id="left"),
        pytest.param("right", (500, 160, 500 + 650 * A4, 810), 0, id="right"),
        pytest.param("bottom", (80, 500, 80 + 700 * A4, 1200), 0, id="bottom, nearly half"),
        pytest.param("bottom", (130, 440, 130 + 700 * A4, 1140), 20, id="bottom, tilted"),
        pytest.param("top", (130, -220, 130 + 700 * A4, 480), -20, id="top, tilted"),
    ],
)
def test_a_cut_side_is_moved_to_where_the_sheet_ends(side, box, tilt):
    quad = quad_of(box, tilt)
    cut = cut_at(quad, side)
    assert np.abs(cut - quad).max() > 50
    assert extended_quad(cut, A4) == pytest.approx(quad, abs=3)
    assert extended_quad(cut) == pytest.approx(cut)


@pytest.mark.parametrize(
    ("height", "moved"),
    [
        pytest.param(1110, True, id="a line of the print close to the edge of the frame"),
        pytest.param(1010, False, id="too little is missing to be sure"),
        pytest.param(900, False, id="a whole sheet"),
    ],
)
def test_a_side_close_to_the_frames_edge_is_cut_if_much_is_missing(height, moved):
    quad = quad_of((10, 280, 10 + (height - 280) * A4, height))
    found = quad.copy()
    found[2:, 1] = HIGH - 12
    expected = quad if moved else found
    assert extended_quad(found, A4) == pytest.approx(expected, abs=3)


@pytest.mark.parametrize("dark", [True, False], ids=["in the dark", "a table there"])
@pytest.mark.parametrize("head_seen", [True, False])
def test_in_the_dark_lies_the_end_that_was_not_read(head_seen, dark):
    quad = quad_of((100, 100, 100 + 600 * A4, 700))
    found, pixels = quad.copy(), PHOTO.pixels.copy()
    if head_seen:
        found[2:, 1] = 400
        pixels[400:] = 20 if dark else 90
    else:
        found[:2, 1] = 400
        pixels[:400] = 20 if dark else 90
    seen = extended_quad(found, A4, head_seen=head_seen, photo=replace(PHOTO, pixels=pixels))
    assert seen == pytest.approx(quad if dark else found, abs=3)


def test_of_two_adjacent_sides_the_one_that_misses_more_is_moved():
    quad = quad_of((-20, -180, -20 + 800 * A4, 620))
    found = extended_quad(cut_at(quad, "top", "left"), A4)
    assert found[:, 0].min() == pytest.approx(-0.5, abs=1)
    assert -180 < found[:, 1].min() < -150


@pytest.mark.parametrize(
    ("box", "sides"),
    [
        pytest.param((100, -100, 1000, 1000), ("top", "bottom"), id="cut at opposite sides"),
        pytest.param((100, 100, 1000, 600), (), id="whole, of nearly the same shape"),
        pytest.param((100, 100, 400, 800), (), id="whole, of another shape"),
        pytest.param((100, -8, 100 + 800 * A4, 792), ("top",), id="cut by a hundredth"),
        pytest.param((600, 850, 600 + 500 * A4, 1350), ("bottom",), id="hardly any visible"),
    ],
)
def test_a_sheet_stays_where_the_missing_part_is_unknown(box, sides):
    cut = cut_at(quad_of(box), *sides)
    assert extended_quad(cut, A4) == pytest.approx(cut)


def test_of_several_sizes_the_one_that_misses_least_is_taken():
    quad = quad_of((-100, 100, -100 + 600 * A4, 700))
    assert extended_quad(cut_at(quad, "left"), FOLIO, A4) == pytest.approx(quad, abs=3)
