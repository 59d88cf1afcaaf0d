"""Sheets that the frame cuts off are brought to their whole shape; whole ones stay as they are."""

import cv2
import numpy as np
import pytest

from precheck.capture import LAID, Layout, Photo, Sheet, TextMap
from precheck.cells.pose import FOCAL
from precheck.completed import completed
from precheck.flatten import page

WIDE, HIGH = 1200, 900
PHOTO = Photo(pixels=np.full((HIGH, WIDE, 3), 200, np.uint8), format="jpeg", bytes=1)
A4 = 297 / 210
SIDES = "top", "right", "bottom", "left"
UNIT = np.float32([[0, 0], [1, 0], [1, 1], [0, 1]])


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


def layout(seed: int = 1) -> Layout:
    """Return a form with text here and there."""
    rng = np.random.default_rng(seed)
    spots = (rng.random((LAID, LAID)) < 0.15).astype(np.float32)
    return Layout(cv2.GaussianBlur(spots, (0, 0), 1), np.ones_like(spots))


def text_of(form: Layout, found: np.ndarray, true: np.ndarray) -> TextMap:
    """Return the text of a form that lies at `true`, on a page laid flat by what was found."""
    to_form = cv2.getPerspectiveTransform(UNIT, found.astype(np.float32))
    to_form = cv2.getPerspectiveTransform(true.astype(np.float32), UNIT) @ to_form
    middles = (np.arange(2 * LAID) + 0.5) / (2 * LAID)
    at = cv2.perspectiveTransform(np.dstack(np.meshgrid(middles, middles)), to_form)
    x, y = np.moveaxis(at * LAID - 0.5, 2, 0).astype(np.float32)
    text = cv2.remap(form.text, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return TextMap(text=text, legibility=np.ones_like(text), cell=8.0)


def told(
    found: np.ndarray, shapes: tuple[float, ...], true: np.ndarray, form: Layout | None = None
) -> np.ndarray:
    form = form or layout()
    laid = page(PHOTO, Sheet(quad=found, confidence=0.9), 0)
    return completed(PHOTO, laid, text_of(form, found, true), form, shapes).sheet.quad


CUT = [
    pytest.param(("top",), (100, -100, 100 + 700 * A4, 600), 0, id="top"),
    pytest.param(("bottom",), (80, 280, 80 + 730 * A4, 1010), 0, id="bottom"),
    pytest.param(("left",), (-160, 120, -160 + 700 * A4, 820), 0, id="left"),
    pytest.param(("right",), (500, 160, 500 + 650 * A4, 810), 0, id="right"),
    pytest.param(("bottom",), (80, 500, 80 + 700 * A4, 1200), 0, id="bottom, nearly half of it"),
    pytest.param(("bottom",), (130, 440, 130 + 700 * A4, 1140), 20, id="bottom, leaning"),
    pytest.param(("top",), (130, -220, 130 + 700 * A4, 480), -20, id="top, leaning"),
]


@pytest.mark.parametrize(("sides", "box", "lean"), CUT)
def test_a_cut_side_is_moved_to_where_it_would_be(sides, box, lean):
    quad = seen(*box, lean)
    cut = cut_at(quad, *sides)
    assert np.abs(cut - quad).max() > 50
    assert told(cut, (A4,), quad) == pytest.approx(quad, abs=3)


def test_both_sides_of_a_cut_corner_are_moved():
    quad = seen(-90, -70, -90 + 800 * A4, 730, 0)
    cut = cut_at(quad, "top", "left")
    assert told(cut, (A4,), quad) == pytest.approx(quad, abs=3)


FOLIO = 215 / 330


@pytest.mark.parametrize("shape", [FOLIO, 1 / A4])
def test_text_chooses_among_sizes(shape):
    """A folio sheet that lacks a little of its length has the shape of A4."""
    quad = np.float32([[100, 120], [100 + 860 * shape, 120], [100 + 860 * shape, 980], [100, 980]])
    cut = cut_at(quad, "bottom")
    assert told(cut, (FOLIO, 1 / A4), quad) == pytest.approx(quad, abs=3)


def test_where_text_tells_nothing_the_shape_does():
    """Of columns that run all down the page nobody can tell how far they go on."""
    columns = np.zeros((LAID, LAID), np.float32)
    columns[:, 10:20] = columns[:, 40:44] = 1
    form = Layout(columns, np.ones_like(columns))
    quad = seen(100, 240, 100 + 700 * A4, 940, 0)
    cut = cut_at(quad, "bottom")
    assert told(cut, (A4,), quad, form) == pytest.approx(quad, abs=6)
    assert told(cut, (), quad, form) == pytest.approx(cut)


def test_a_shape_that_is_far_off_does_not_tell():
    quad = seen(100, -100, 900, 600, 0)
    cut = cut_at(quad, "top")
    assert told(cut, (A4,), quad) == pytest.approx(quad, abs=3)


def test_no_text_tells_nothing():
    cut = cut_at(seen(*CUT[0].values[1], 0), "top")
    found = page(PHOTO, Sheet(quad=cut, confidence=0.9), 0)
    nothing = np.full((8, 8), 0.3, np.float32)
    text = TextMap(text=nothing, legibility=nothing, cell=8.0)
    assert completed(PHOTO, found, text, layout(), (A4,)) is found


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
    assert told(guess, (A4,), true) == pytest.approx(expected, abs=3)


WHOLE = [
    pytest.param((0, 40, 1199, 40 + 1199 / A4), (A4,), id="from edge to edge"),
    pytest.param((0, 100, 700 * A4, 800), (A4,), id="touching the frame"),
    pytest.param((0, 100, 700 * A4 * 0.96, 800), (A4,), id="touching, a little off"),
    pytest.param((0, 50, 800 * FOLIO, 850), (1 / A4, FOLIO), id="its other size"),
    pytest.param((0, 100, 700, 800), (), id="of no known size"),
    pytest.param((300, 0, 900, 899), (A4,), id="a screenshot: white at both ends"),
]


@pytest.mark.parametrize(("box", "shapes"), WHOLE)
def test_whole_sheets_stay(box, shapes):
    quad = seen(*box, 0)
    assert (told(quad, shapes, quad) == quad).all()


def shortened(quad: np.ndarray, side: str, share: float) -> np.ndarray:
    """Return what a finder tells of a sheet that is swallowed by light at a side."""
    told, number = quad.copy(), SIDES.index(side)
    for out, inside in ((number, number - 1), ((number + 1) % 4, (number + 2) % 4)):
        told[out] += (told[inside] - told[out]) * share
    return told


SWALLOWED = [
    pytest.param("right", 0.3, 0, True, id="right"),
    pytest.param("bottom", 0.25, 0, True, id="bottom"),
    pytest.param("left", 0.15, 0, True, id="left"),
    pytest.param("right", 0.3, 25, True, id="right, leaning"),
    pytest.param("top", 0.02, 0, False, id="hardly: the shape is near its form's"),
    pytest.param("top", 0.045, 0, False, id="a little"),
    pytest.param("right", 0.3, 40, False, id="too steep to tell a shape"),
]


@pytest.mark.parametrize(("side", "share", "lean", "moved"), SWALLOWED)
def test_a_side_that_light_swallows_is_moved_to_where_it_would_be(side, share, lean, moved):
    quad = seen(120, 120, 120 + 640 * A4, 760, lean)
    found = shortened(quad, side, share)
    assert told(found, (A4,), quad) == pytest.approx(quad if moved else found, abs=5)


def test_a_sheet_that_keeps_its_shape_stays():
    """Swallowed by like shares at two sides: its shape tells nothing."""
    quad = seen(120, 120, 120 + 640 * A4, 760, 0)
    found = shortened(shortened(quad, "right", 0.12), "bottom", 0.1)
    assert (told(found, (A4,), quad) == found).all()


def test_a_sheet_free_of_the_frame_stays():
    quad, true = seen(100, 100, 800, 800, 0), seen(100, 100, 800, 850, 0)
    assert (told(quad, (A4,), true) == quad).all()
