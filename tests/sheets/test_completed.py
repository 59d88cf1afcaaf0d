"""Sheets that the frame cuts off are brought to their whole shape; whole ones stay as they are."""

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


def cut_at(quad: np.ndarray, side: str) -> np.ndarray:
    """Return what a finder tells of a sheet whose side lies outside: where the frame ends."""
    number = SIDES.index(side)
    axis, level = {"top": (1, 0), "right": (0, WIDE), "bottom": (1, HIGH), "left": (0, 0)}[side]
    told = quad.copy()
    for out, inside in ((number, number - 1), ((number + 1) % 4, (number + 2) % 4)):
        way = quad[out] - quad[inside]
        told[out] = quad[inside] + way * (level - quad[inside, axis]) / way[axis]
    return told


def told(quad: np.ndarray, shapes: tuple[float, ...]) -> np.ndarray:
    found = page(PHOTO, Sheet(quad=quad, confidence=0.9), 0)
    return completed(PHOTO, found, shapes).sheet.quad


CUT = [
    pytest.param("top", (100, -100, 100 + 700 * A4, 600), 0, id="top"),
    pytest.param("bottom", (80, 280, 80 + 730 * A4, 1010), 0, id="bottom"),
    pytest.param("left", (-160, 120, -160 + 700 * A4, 820), 0, id="left"),
    pytest.param("right", (500, 160, 500 + 650 * A4, 810), 0, id="right"),
    pytest.param("bottom", (130, 440, 130 + 700 * A4, 1140), 20, id="bottom, leaning"),
    pytest.param("top", (130, -220, 130 + 700 * A4, 480), -20, id="top, leaning"),
]


@pytest.mark.parametrize(("side", "box", "lean"), CUT)
def test_a_cut_side_is_moved_to_where_it_would_be(side, box, lean):
    quad = seen(*box, lean)
    assert np.abs(cut_at(quad, side) - quad).max() > 50
    assert told(cut_at(quad, side), (A4,)) == pytest.approx(quad, abs=3)


WHOLE = [
    pytest.param((0, 40, 1199, 40 + 1199 / A4), (A4,), id="from edge to edge"),
    pytest.param((0, 100, 700 * A4, 800), (A4,), id="touching the frame"),
    pytest.param((0, 100, 700 * A4 * 0.96, 800), (A4,), id="touching, a little off"),
    pytest.param((0, 50, 800 * 215 / 330, 850), (210 / 297, 215 / 330), id="its other size"),
    pytest.param((100, 100, 800, 800), (A4,), id="odd, but free of the frame"),
    pytest.param((0, 100, 700, 800), (), id="of no known form"),
    pytest.param((300, 0, 900, 899), (A4,), id="a screenshot: white at both ends"),
]


@pytest.mark.parametrize(("box", "shapes"), WHOLE)
def test_other_sheets_stay(box, shapes):
    left, top, right, bottom = box
    quad = np.float32([[left, top], [right, top], [right, bottom], [left, bottom]])
    assert (told(quad, shapes) == quad).all()
