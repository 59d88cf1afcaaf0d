"""Sheets of a known shape are extended beyond the frame that cuts them; others stay as they are."""

import numpy as np
import pytest

from precheck.capture import Photo, Sheet
from precheck.cells.pose import FOCAL
from precheck.extended import extended
from precheck.flatten import page

WIDE, HIGH = 1200, 900
PHOTO = Photo(pixels=np.full((HIGH, WIDE, 3), 200, np.uint8), format="jpeg", bytes=1)
A4, FOLIO = 297 / 210, 330 / 215
SIDES = "top", "right", "bottom", "left"
LEVELS = {"top": (1, -0.5), "right": (0, WIDE - 0.5), "bottom": (1, HIGH - 0.5), "left": (0, -0.5)}


def seen(box, lean=0):
    """Return where a flat sheet is seen, in pixels, that leans back by so many degrees."""
    left, top, right, bottom = box
    angle, focal = np.radians(lean), FOCAL * WIDE
    flat = np.float64([[left, top], [right, top], [right, bottom], [left, bottom]])
    x, y = (flat - (WIDE / 2, HIGH / 2)).T / focal
    points = np.stack([x, y * np.cos(angle)], 1) / (1 + y * np.sin(angle))[:, None]
    return (points * focal + (WIDE / 2, HIGH / 2)).astype(np.float32)


def cut_at(quad, *sides):
    """Return the part of a sheet inside the frame, which cuts these sides off."""
    told = quad.copy()
    for side in sides:
        number, (axis, level) = SIDES.index(side), LEVELS[side]
        for out, inside in ((number, number - 1), ((number + 1) % 4, (number + 2) % 4)):
            way = told[out] - told[inside]
            told[out] = told[inside] + way * (level - told[inside, axis]) / way[axis]
    return told


def told(quad, *shapes):
    laid = page(PHOTO, Sheet(quad=quad, confidence=0.9), 0)
    return extended(PHOTO, laid, shapes).sheet.quad


@pytest.mark.parametrize(
    ("side", "box", "lean"),
    [
        pytest.param("top", (100, -100, 100 + 700 * A4, 600), 0, id="top"),
        pytest.param("bottom", (80, 280, 80 + 730 * A4, 1010), 0, id="bottom"),
        pytest.param("left", (-160, 120, -160 + 700 * A4, 820), 0, id="left"),
        pytest.param("right", (500, 160, 500 + 650 * A4, 810), 0, id="right"),
        pytest.param("bottom", (80, 500, 80 + 700 * A4, 1200), 0, id="bottom, nearly half"),
        pytest.param("bottom", (130, 440, 130 + 700 * A4, 1140), 20, id="bottom, leaning"),
        pytest.param("top", (130, -220, 130 + 700 * A4, 480), -20, id="top, leaning"),
    ],
)
def test_a_cut_side_is_moved_to_where_the_sheet_ends(side, box, lean):
    quad = seen(box, lean)
    cut = cut_at(quad, side)
    assert np.abs(cut - quad).max() > 50
    assert told(cut, A4) == pytest.approx(quad, abs=3)
    assert told(cut) == pytest.approx(cut)


def test_of_two_sides_at_a_corner_the_one_that_lacks_more_is_moved():
    quad = seen((-20, -180, -20 + 800 * A4, 620))
    found = told(cut_at(quad, "top", "left"), A4)
    assert found[:, 0].min() == pytest.approx(-0.5, abs=1)
    assert -180 < found[:, 1].min() < -150


@pytest.mark.parametrize(
    ("box", "sides"),
    [
        pytest.param((100, -100, 1000, 1000), ("top", "bottom"), id="cut at opposite sides"),
        pytest.param((100, 100, 1000, 500), (), id="whole, of another shape"),
        pytest.param((100, -8, 100 + 800 * A4, 792), ("top",), id="cut by a hundredth"),
        pytest.param((600, 850, 600 + 500 * A4, 1350), ("bottom",), id="hardly any of it shows"),
    ],
)
def test_a_sheet_stays_where_its_shape_does_not_tell_what_is_missing(box, sides):
    cut = cut_at(seen(box), *sides)
    assert told(cut, A4) == pytest.approx(cut)


def test_of_several_sizes_the_one_that_lacks_least_is_taken():
    quad = seen((-100, 100, -100 + 600 * A4, 700))
    assert told(cut_at(quad, "left"), FOLIO, A4) == pytest.approx(quad, abs=3)
