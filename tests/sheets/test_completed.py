"""Sheets that the frame cuts off are brought to their whole shape; whole ones stay as they are."""

import cv2
import numpy as np
import pytest

from precheck.capture import Photo, Sheet
from precheck.cells.pose import FOCAL
from precheck.completed import completed
from precheck.flatten import page

WIDE, HIGH = 1200, 900
PHOTO = Photo(pixels=np.full((HIGH, WIDE, 3), 200, np.uint8), format="jpeg", bytes=1)
A4 = 297 / 210
SIDES = "top", "right", "bottom", "left"


def seen(left: float, top: float, right: float, bottom: float, lean: float) -> np.ndarray:
    """Return where a flat sheet is seen whose corners lie there, in pixels, before it leans back.

    lean: degrees it leans back about the frame's middle line.
    """
    angle, focal = np.radians(lean), FOCAL * WIDE
    flat = np.float64([[left, top], [right, top], [right, bottom], [left, bottom]])
    x, y = (flat - (WIDE / 2, HIGH / 2)).T / focal
    deep = 1 + y * np.sin(angle)
    points = np.stack([x, y * np.cos(angle)], 1) / deep[:, None]
    return (points * focal + (WIDE / 2, HIGH / 2)).astype(np.float32)


def cut_at(quad: np.ndarray, *sides: str) -> np.ndarray:
    """Return what a finder tells of a sheet whose sides lie outside: where the frame ends."""
    told = quad.copy()
    for side in sides:
        number = SIDES.index(side)
        axis, level = {"top": (1, 0), "right": (0, WIDE), "bottom": (1, HIGH), "left": (0, 0)}[side]
        for out, inside in ((number, number - 1), ((number + 1) % 4, (number + 2) % 4)):
            way = told[out] - told[inside]
            told[out] = told[inside] + way * (level - told[inside, axis]) / way[axis]
    return told


def beyond(cut: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return how far each side of the whole sheet lies beyond those of the part that is seen."""
    to_part = cv2.getPerspectiveTransform(cut, np.float32([[0, 0], [1, 0], [1, 1], [0, 1]]))
    (x, y) = cv2.perspectiveTransform(whole[None], to_part)[0].T
    return np.array([-y[:2].mean(), x[1:3].mean() - 1, y[2:].mean() - 1, -x[[0, 3]].mean()])


def told(quad: np.ndarray, shapes: tuple[float, ...], shares: np.ndarray) -> np.ndarray:
    found = page(PHOTO, Sheet(quad=quad, confidence=0.9), 0)
    return completed(PHOTO, found, shapes, tuple(shares)).sheet.quad


CUT = [
    pytest.param(("top",), (100, -100, 100 + 700 * A4, 600), 0, id="top"),
    pytest.param(("bottom",), (80, 280, 80 + 730 * A4, 1010), 0, id="bottom"),
    pytest.param(("left",), (-160, 120, -160 + 700 * A4, 820), 0, id="left"),
    pytest.param(("right",), (500, 160, 500 + 650 * A4, 810), 0, id="right"),
    pytest.param(("bottom",), (130, 440, 130 + 700 * A4, 1140), 20, id="bottom, leaning"),
    pytest.param(("top",), (130, -220, 130 + 700 * A4, 480), -20, id="top, leaning"),
]


@pytest.mark.parametrize(("sides", "box", "lean"), CUT)
@pytest.mark.parametrize("off", [-0.012, 0.0, 0.012])
def test_a_cut_side_is_moved_to_where_it_would_be(sides, box, lean, off):
    quad = seen(*box, lean)
    cut = cut_at(quad, *sides)
    assert np.abs(cut - quad).max() > 50
    shares = beyond(cut, quad) + off
    assert told(cut, (A4,), shares) == pytest.approx(quad, abs=3)


def test_a_cut_corner_is_moved_as_far_as_is_told():
    quad = seen(-90, -70, -90 + 800 * A4, 730, 0)
    cut = cut_at(quad, "top", "left")
    assert told(cut, (A4,), beyond(cut, quad)) == pytest.approx(quad, abs=3)


FOLIO = 215 / 330


@pytest.mark.parametrize("shape", [FOLIO, 1 / A4])
def test_what_is_told_chooses_among_sizes(shape):
    """A folio sheet that lacks a little of its length has the shape of A4."""
    quad = np.float32([[100, 120], [100 + 860 * shape, 120], [100 + 860 * shape, 980], [100, 980]])
    cut = cut_at(quad, "bottom")
    assert told(cut, (FOLIO, 1 / A4), beyond(cut, quad) + 0.01) == pytest.approx(quad, abs=3)


def test_a_shape_that_is_far_off_does_not_tell():
    quad = seen(100, -100, 900, 600, 0)
    cut = cut_at(quad, "top")
    assert told(cut, (A4,), beyond(cut, quad)) == pytest.approx(quad, abs=3)


GUESSED = [
    pytest.param("left", 0.1, 0.15, True, id="too long"),
    pytest.param("bottom", 0.1, 0.12, True, id="too high"),
    pytest.param("right", 0.0, 0.3, True, id="far too long, but none of it outside"),
    pytest.param("top", 0.0, 0.01, False, id="hardly"),
]
LOW = {"top": (100, 0), "right": (WIDE, 100), "bottom": (100, HIGH), "left": (0, 100)}
WAY = {"top": (0, -1), "right": (1, 0), "bottom": (0, 1), "left": (-1, 0)}


@pytest.mark.parametrize(("side", "outside", "more", "back"), GUESSED)
def test_a_side_guessed_too_far_outside_comes_back(side, outside, more, back):
    """A share of the sheet lies outside the frame; a finder guesses that more of it does."""
    size, way, number = np.array([700 * A4, 700.0]), np.array(WAY[side]), SIDES.index(side)
    low = np.array(LOW[side]) - size * (way > 0) + way * size * outside
    true = seen(*low, *(low + size), 0)
    guess = true.copy()
    guess[[number, (number + 1) % 4]] += way * size * more
    expected = true if back else guess
    assert told(guess, (A4,), np.zeros(4)) == pytest.approx(expected, abs=3)


WHOLE = [
    pytest.param((0, 40, 1199, 40 + 1199 / A4), (A4,), 0.0, id="from edge to edge"),
    pytest.param((0, 100, 700 * A4, 800), (A4,), 0.0, id="touching the frame"),
    pytest.param((0, 100, 700 * A4 * 0.96, 800), (A4,), 0.012, id="touching, a little off"),
    pytest.param((0, 50, 800 * FOLIO, 850), (1 / A4, FOLIO), 0.012, id="its other size"),
    pytest.param((100, 100, 800, 800), (A4,), 0.2, id="odd, but free of the frame"),
    pytest.param((0, 100, 700, 800), (), 0.0, id="of no known form"),
    pytest.param((300, 0, 900, 899), (A4,), 0.012, id="a screenshot: white at both ends"),
]


@pytest.mark.parametrize(("box", "shapes", "share"), WHOLE)
def test_other_sheets_stay(box, shapes, share):
    left, top, right, bottom = box
    quad = np.float32([[left, top], [right, top], [right, bottom], [left, bottom]])
    assert (told(quad, shapes, np.full(4, share)) == quad).all()
