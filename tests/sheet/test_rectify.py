from dataclasses import replace

import cv2
import numpy as np
import pytest

from precheck.capture import Sheet, SheetlessFrame, Side
from precheck.sheet.rectify import (
    MAX_FLAT_PX,
    MAX_PADDED_LEVELS,
    flat_size,
    rectify,
    reduced,
    shrunk_by,
    turn_page,
    warp_quad,
)
from tests.sheet.drawing import photo_of, sheet_on

A4 = np.float32([[100, 100], [624, 100], [624, 470], [100, 470]])


@pytest.mark.parametrize(
    ("across", "down", "expected"),
    [
        pytest.param(1414, 1000, (1414, 1000), id="landscape"),
        pytest.param(1000, 1300, (919, 1300), id="foreshortened portrait is A4 again"),
        pytest.param(856, 540, (856, 540), id="card"),
        pytest.param(900, 300, (900, 300), id="another shape is kept"),
        pytest.param(4000, 2800, (MAX_FLAT_PX, 1414), id="capped"),
        pytest.param(3, 2, (32, 32), id="sliver"),
    ],
)
def test_size(across, down, expected):
    quad = np.float32([[0, 0], [across, 0], [across, down], [0, down]])
    assert flat_size(quad) == pytest.approx(expected, abs=1)


@pytest.mark.parametrize(
    ("across", "expected"),
    [
        pytest.param(500, (512, 352), id="in multiples of 32, for the legibility net"),
        pytest.param(1900, (1900, 1344), id="larger than that net takes: unchanged"),
    ],
)
def test_the_size_of_a_page(across, expected):
    quad = np.float32([[0, 0], [across, 0], [across, across / 1.414], [0, across / 1.414]])
    photo = photo_of(np.full((1400, 2000, 3), 200, np.uint8))
    assert rectify(photo, Sheet(quad=quad, confidence=1.0), 0).flat.shape[1::-1] == expected


def test_the_page_holds_the_sheet_and_maps_back_to_the_photo():
    photo = photo_of(sheet_on(60, A4))
    flat = rectify(photo, Sheet(quad=A4, confidence=1.0), 0)
    assert flat.flat[3:-3, 3:-3].min() > 50
    height, width = flat.flat.shape[:2]
    ends = np.float32([[[0, 0], [width, 0], [width, height], [0, height]]]) - 0.5
    assert cv2.perspectiveTransform(ends, flat.to_photo)[0] == pytest.approx(A4, abs=0.1)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turning_keeps_pixels_and_homography_together(turn):
    picture = sheet_on(60, A4)
    cv2.circle(picture, (130, 130), 12, (0, 0, 255), -1)
    photo = photo_of(picture)
    upright = rectify(photo, Sheet(quad=A4, confidence=1.0), turn)
    assert upright.turn == turn
    red = np.argwhere((upright.flat[..., 2] > 200) & (upright.flat[..., 1] < 60))
    centre = np.float32([[red.mean(0)[::-1]]])
    assert cv2.perspectiveTransform(centre, upright.to_photo)[0, 0] == pytest.approx(130, abs=1)
    first = {0: 0, 90: 3, 180: 2, 270: 1}[turn]
    assert upright.sheet.quad[0] == pytest.approx(A4[first])


@pytest.mark.parametrize("beyond", [0, 200], ids=["at the frame's edge", "beyond it"])
def test_clipped_sides_are_the_documents_own(beyond):
    cut = A4 - np.float32([A4[:, 0].min() + 0.5 + beyond, 0])
    photo = photo_of(sheet_on(60, cut))
    sheet = Sheet(quad=cut, confidence=1.0)
    assert rectify(photo, sheet, 0).clipped == (Side.LEFT,)
    assert rectify(photo, sheet, 90).clipped == (Side.TOP,)


@pytest.mark.parametrize(
    ("shape", "expected", "factor"),
    [((400, 900), (400, 900), 1), ((1201, 1603), (600, 801), 2), ((3000, 4000), (600, 800), 5)],
)
def test_reduced(shape, expected, factor):
    whole = photo_of(np.full((*shape, 3), 77, np.uint8))
    small = reduced(whole)
    assert (small.shape[:2], shrunk_by(whole)) == (expected, factor)
    assert (small == 77).all()


def test_a_large_photo_is_warped_like_a_small_one(monkeypatch):
    noise = np.random.default_rng(0).integers(0, 256, (600, 800, 3)).astype(np.uint8)
    quad = A4 + np.float32([[3, -7], [20, 5], [0, 9], [-4, 0]])
    small = warp_quad(noise, quad, (500, 354))
    monkeypatch.setattr("precheck.sheet.rectify.MAX_PADDED_LEVELS", noise.size - 1)
    assert noise.size < MAX_PADDED_LEVELS
    assert (warp_quad(noise, quad, (500, 354)) == small).all()


def test_a_turned_frame_without_a_sheet_stays_one():
    photo = photo_of(sheet_on(60, A4))
    frame = replace(
        rectify(photo, Sheet(quad=A4, confidence=0.0), 0),
        sheetless=SheetlessFrame(paper=0.8, part=True),
    )
    assert turn_page(photo, frame, 90).sheetless == frame.sheetless
