from dataclasses import replace

import cv2
import numpy as np
import pytest

from precheck.capture import Bare, Sheet, Side
from precheck.flatten import LONGEST, MANY, flat, page, reduced, shrunk_by, size, turned
from tests.sheets.drawing import photo_of, sheet_on

A4 = np.float32([[100, 100], [624, 100], [624, 470], [100, 470]])


@pytest.mark.parametrize(
    ("across", "down", "expected"),
    [
        pytest.param(1414, 1000, (1414, 1000), id="landscape"),
        pytest.param(1000, 1300, (919, 1300), id="foreshortened portrait is A4 again"),
        pytest.param(856, 540, (856, 540), id="card"),
        pytest.param(900, 300, (900, 300), id="no known paper keeps its shape"),
        pytest.param(4000, 2800, (LONGEST, 1414), id="capped"),
        pytest.param(3, 2, (32, 32), id="sliver"),
    ],
)
def test_size(across, down, expected):
    quad = np.float32([[0, 0], [across, 0], [across, down], [0, down]])
    assert size(quad) == pytest.approx(expected, abs=1)


@pytest.mark.parametrize(
    ("across", "laid"),
    [
        pytest.param(500, (512, 352), id="in steps, as the legibility net sees it"),
        pytest.param(1900, (1900, 1344), id="larger than that net sees: as it is"),
    ],
)
def test_how_large_a_page_is_laid(across, laid):
    quad = np.float32([[0, 0], [across, 0], [across, across / 1.414], [0, across / 1.414]])
    photo = photo_of(np.full((1400, 2000, 3), 200, np.uint8))
    assert page(photo, Sheet(quad=quad, confidence=1.0), 0).flat.shape[1::-1] == laid


def test_the_page_holds_the_sheet_and_leads_back_to_the_photo():
    photo = photo_of(sheet_on(60, A4))
    flat = page(photo, Sheet(quad=A4, confidence=1.0), 0)
    assert flat.flat[3:-3, 3:-3].min() > 50
    height, width = flat.flat.shape[:2]
    ends = np.float32([[[0, 0], [width, 0], [width, height], [0, height]]]) - 0.5
    assert cv2.perspectiveTransform(ends, flat.to_photo)[0] == pytest.approx(A4, abs=0.1)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turning_keeps_pixels_and_places_together(turn):
    picture = sheet_on(60, A4)
    cv2.circle(picture, (130, 130), 12, (0, 0, 255), -1)
    photo = photo_of(picture)
    upright = page(photo, Sheet(quad=A4, confidence=1.0), turn)
    assert upright.turn == turn
    red = np.argwhere((upright.flat[..., 2] > 200) & (upright.flat[..., 1] < 60))
    centre = np.float32([[red.mean(0)[::-1]]])
    assert cv2.perspectiveTransform(centre, upright.to_photo)[0, 0] == pytest.approx(130, abs=1)
    first = {0: 0, 90: 3, 180: 2, 270: 1}[turn]
    assert upright.sheet.quad[0] == pytest.approx(A4[first])


@pytest.mark.parametrize("beyond", [0, 200], ids=["at the frame's edge", "beyond it"])
def test_clipped_names_the_documents_own_side(beyond):
    cut = A4 - np.float32([A4[:, 0].min() + 0.5 + beyond, 0])
    photo = photo_of(sheet_on(60, cut))
    sheet = Sheet(quad=cut, confidence=1.0)
    assert page(photo, sheet, 0).clipped == (Side.LEFT,)
    assert page(photo, sheet, 90).clipped == (Side.TOP,)


@pytest.mark.parametrize(
    ("shape", "expected", "factor"),
    [((400, 900), (400, 900), 1), ((1201, 1603), (600, 801), 2), ((3000, 4000), (600, 800), 5)],
)
def test_reduced(shape, expected, factor):
    whole = photo_of(np.full((*shape, 3), 77, np.uint8))
    small = reduced(whole)
    assert (small.shape[:2], shrunk_by(whole)) == (expected, factor)
    assert (small == 77).all()


def test_a_large_photo_is_laid_flat_like_a_small_one(monkeypatch):
    noise = np.random.default_rng(0).integers(0, 256, (600, 800, 3)).astype(np.uint8)
    quad = A4 + np.float32([[3, -7], [20, 5], [0, 9], [-4, 0]])
    small = flat(noise, quad, (500, 354))
    monkeypatch.setattr("precheck.flatten.MANY", noise.size - 1)
    assert noise.size < MANY
    assert (flat(noise, quad, (500, 354)) == small).all()


def test_a_bare_frame_stays_one_when_it_is_turned():
    photo = photo_of(sheet_on(60, A4))
    frame = replace(page(photo, Sheet(quad=A4, confidence=0.0), 0), bare=Bare(paper=0.8, part=True))
    assert turned(photo, frame, 90).bare == frame.bare
