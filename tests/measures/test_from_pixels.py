"""Occlusion, glare and shadow on pictures of sheets, over print and over blank paper.

The maps are the legibility net's. Bounds are wide: they test the mechanism, not the net.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import cv2
import numpy as np
import pytest

from precheck.capture import Photo, Sheet
from precheck.loss.loss import Loss
from precheck.sheet.rectify import UNIT_SQUARE, rectify
from precheck.text.legibility_net import read_map
from precheck.text.runs import regions
from specimens.documents.variants import draw
from specimens.world import Split, World
from tests.measures import measured_page as drawn

CARD = 90, 120, 150
"""BGR of the object that covers print."""
DARK, DIM = 0.05, 0.5
"""Remaining light in a shadow in which print is lost, and in one in which it is not."""


@dataclass(frozen=True)
class Paper:
    """A sheet that fills its photo."""

    pixels: np.ndarray
    ink: np.ndarray
    blank: tuple[tuple[float, float, float, float], ...]
    """Boxes without print, in shares of the sheet."""

    def box(self, shares):
        height, width = self.ink.shape
        return tuple(round(s * side) for s, side in zip(shares, (width, height) * 2, strict=True))

    def hidden(self, shares):
        """Return the share of the ink that lies in a box."""
        x0, y0, x1, y1 = self.box(shares)
        return float(self.ink[y0:y1, x0:x1].sum() / self.ink.sum())


@cache
def lines():
    blank = (0.89, 0.15, 0.99, 0.85), (0.25, 0.01, 0.75, 0.08), (0.25, 0.92, 0.75, 0.99)
    return Paper(drawn.page(), drawn.page()[..., 0] < (drawn.PAPER + drawn.INK) / 2, blank)


@cache
def card():
    """Return a kartu keluarga: a table, a head and a foot."""
    sheet = draw("kk_white", np.random.default_rng(7), World.of(Split.TEST))
    pixels, ink = (
        cv2.resize(one, (1400, 990), interpolation=cv2.INTER_AREA)
        for one in (sheet.pixels, sheet.printed)
    )
    return Paper(pixels, ink < 150, ((0.05, 0.82, 0.34, 0.95),))


def soft(shape, shares, edge):
    """Return the mask of a box, 0-1, blurred by a standard deviation of `edge` px."""
    (height, width), (x0, y0, x1, y1) = shape, shares
    mask = np.zeros(shape, np.float32)
    mask[round(y0 * height) : round(y1 * height), round(x0 * width) : round(x1 * width)] = 1
    return cv2.GaussianBlur(mask, (0, 0), edge)[..., None]


def under_an_object(paper, shares):
    """Return the sheet with an object on it, which casts a faint shadow."""
    x0, y0, x1, y1 = paper.box(shares)
    picture = paper.pixels * (1 - 0.3 * soft(paper.ink.shape, shares, 5))
    picture[y0:y1, x0:x1] = CARD
    return np.asarray(picture, np.uint8)


def under_a_highlight(paper, shares, light=400):
    """Return the sheet with a highlight; light: grey levels added in its middle."""
    more = light * soft(paper.ink.shape, shares, 5)
    return np.asarray(np.clip(paper.pixels + more, 0, 255), np.uint8)


def in_a_shadow(paper, shares, left=DARK):
    """Return a grainy picture of the sheet with this share of the light in a box."""
    grain = np.random.default_rng(1).normal(0, 4, paper.pixels.shape)
    seen = paper.pixels * (1 - (1 - left) * soft(paper.ink.shape, shares, 12)) + grain
    return np.asarray(np.clip(np.rint(seen), 0, 255), np.uint8)


def captured(picture):
    """Return the capture of a photo that its sheet fills, by the service's own nets."""
    photo = Photo(pixels=picture, format="jpeg", bytes=1)
    quad = np.float32(UNIT_SQUARE * (photo.width, photo.height) - 0.5)
    laid = rectify(photo, Sheet(quad=quad, confidence=1.0), 0)
    text = read_map(laid)
    return drawn.captured(photo, laid, text, regions=regions(laid, text))


SPOILED = {"occlusion": under_an_object, "glare": under_a_highlight, "shadow": in_a_shadow}
NAMES = pytest.mark.parametrize("name", SPOILED)
SHEETS = pytest.mark.parametrize("sheet", [lines, card])
GROWING = [(0.36, 0.26, 0.62, 0.26 + high) for high in (0.05, 0.2, 0.44)]


@cache
def measured(name, sheet, box):
    """Return the measure of a fault on a box of a sheet, and the share of lost print."""
    capture = captured(SPOILED[name](sheet(), box))
    return drawn.measured(name, capture), float(Loss.of(capture).lost.sum())


@SHEETS
@NAMES
def test_the_measure_rises_with_the_covered_print(name, sheet):
    values = [measured(name, sheet, box)[0].value for box in GROWING]
    hidden = [sheet().hidden(box) for box in GROWING]
    assert hidden == sorted(hidden)
    assert all(more > fewer - 0.02 for fewer, more in pairwise(values)), values
    assert values[0] < 0.06
    assert values[-1] > values[0] + 0.04, values
    assert 0.4 < values[-1] / hidden[-1] < 1.8, values


@SHEETS
@NAMES
def test_covered_print_is_lost_whatever_its_cause(name, sheet):
    values = [measured(name, sheet, box)[1] for box in GROWING]
    assert all(more > fewer - 0.02 for fewer, more in pairwise(values)), values
    assert values[-1] == pytest.approx(sheet().hidden(GROWING[-1]), rel=0.6)


@SHEETS
@NAMES
def test_the_same_on_blank_paper_costs_nothing(name, sheet):
    for box in sheet().blank:
        assert sheet().hidden(box) == 0
        assert measured(name, sheet, box)[0].value < 0.015, box


@SHEETS
def test_a_clean_sheet_loses_nothing(sheet):
    capture = captured(sheet().pixels)
    assert {name: drawn.measured(name, capture).value < 0.015 for name in SPOILED} == dict.fromkeys(
        SPOILED, True
    )


@SHEETS
@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        pytest.param("glare", lambda p, box: under_a_highlight(p, box, 25), id="highlight"),
        pytest.param("shadow", lambda p, box: in_a_shadow(p, box, DIM), id="shadow"),
    ],
)
def test_light_through_which_print_is_visible_costs_little(name, spoil, sheet):
    paper = sheet()
    assert drawn.measured(name, captured(spoil(paper, GROWING[-1]))).value < 0.03


@SHEETS
@NAMES
def test_the_place_is_where_the_fault_is(name, sheet):
    (x0, y0, x1, y1), reach = sheet().box(GROWING[-1]), 48
    place = measured(name, sheet, GROWING[-1])[0].places[0]
    (left, top), (right, low) = place.polygon.min(0), place.polygon.max(0)
    assert x0 - reach < left < right < x1 + reach
    assert y0 - reach < top < low < y1 + reach


END_TO_END = pytest.mark.xfail(strict=True, reason="lines hidden from end to end are not expected")


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("occlusion", lines),
        ("occlusion", card),
        pytest.param("glare", lines, marks=END_TO_END),
        pytest.param("glare", card, marks=END_TO_END),
        pytest.param("shadow", lines, marks=END_TO_END),
        pytest.param("shadow", card, marks=END_TO_END),
    ],
)
def test_a_fault_across_the_whole_sheet_hides_its_lines(name, sheet):
    box = (0.0, 0.26, 1.0, 0.55)
    assert measured(name, sheet, box)[1] > 0.5 * sheet().hidden(box)


@pytest.mark.xfail(strict=True, reason="print is expected in a gap between blocks")
def test_an_object_on_the_gap_between_two_blocks_of_print_costs_nothing():
    """Between the two halves of a kartu keluarga's head."""
    gap = (0.33, 0.11, 0.6, 0.19)
    assert card().hidden(gap) == 0
    assert measured("occlusion", card, gap)[0].value < 0.015
