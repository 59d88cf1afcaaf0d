"""Detection by the real nets, on plain sheets and on drawn specimens."""

import cv2
import numpy as np
import pytest

from precheck.capture import Sheet, Side
from precheck.sheet.corner_net import propose_sheets
from precheck.sheet.detect import find_page, find_sheets
from precheck.sheet.page_net import NO_RECOGNITION, Recognition, recognise
from precheck.sheet.rectify import recognition_crop
from tests.sheet.drawing import drawn, overlap, photo_of, sheet_on

QUAD = np.float32([[110, 80], [690, 95], [700, 510], [95, 500]])
CARDS = (
    np.float32([[60, 180], [370, 185], [368, 385], [58, 380]]),
    np.float32([[430, 190], [740, 185], [742, 382], [432, 388]]),
)


@pytest.fixture(scope="module")
def kk():
    return drawn("kk_white", 1)


def laid(picture, page, quad):
    """Lay a page on a picture, its top left at the quad's first corner."""
    height, width = page.shape[:2]
    ends = np.float32([[0, 0], [width, 0], [width, height], [0, height]]) - 0.5
    matrix = cv2.getPerspectiveTransform(ends, quad)
    size = picture.shape[1::-1]
    shown = cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_AREA)
    cover = cv2.warpPerspective(np.full(page.shape[:2], 255, np.uint8), matrix, size) > 127
    return np.where(cover[..., None], shown, picture)


def wood(seed: int = 3):
    grain = np.random.default_rng(seed).normal(0, 1, (600, 800)).astype(np.float32)
    grain = cv2.GaussianBlur(grain, (0, 0), 20, sigmaY=1) * 160
    return np.clip(grain[..., None] + np.array([60, 95, 130]), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_on_a_table_is_found_and_turned_upright(kk, turn):
    quad = np.roll(QUAD, -turn // 90, axis=0) if turn % 180 == 0 else QUAD
    picture = laid(wood(), kk, QUAD)
    for _ in range(turn // 90):
        picture = cv2.rotate(picture, cv2.ROTATE_90_COUNTERCLOCKWISE)
    page, recognition = find_page(photo_of(picture))
    assert page is not None
    assert (recognition.turn, recognition.best_type) == (turn, "kk")
    back = cv2.perspectiveTransform(ends_of(page.flat), page.to_photo)[0]
    assert back == pytest.approx(page.sheet.quad, abs=0.5)
    if turn == 0:
        assert overlap(page.sheet.quad, quad) > 0.98
        assert page.sheet.quad == pytest.approx(QUAD, abs=6)


def ends_of(flat):
    height, width = flat.shape[:2]
    return np.float32([[[0, 0], [width, 0], [width, height], [0, height]]]) - 0.5


def test_two_cards_are_two_sheets():
    picture = wood()
    for seed, quad in enumerate(CARDS):
        picture = laid(picture, drawn("ktp", seed), quad)
    photo = photo_of(picture)
    sheets = find_sheets(photo, propose_sheets(photo))
    assert len(sheets) == 2
    for quad in CARDS:
        assert max(overlap(quad, sheet.quad) for sheet in sheets) > 0.95
    assert {recognise(recognition_crop(photo, sheet)).best_type for sheet in sheets} == {"ktp"}


def test_a_page_cropped_to_its_edges_is_the_picture(kk):
    height, width = kk.shape[:2]
    photo = photo_of(kk)
    (sheet,) = find_sheets(photo, propose_sheets(photo))
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    assert overlap(sheet.quad, corners) > 0.95


@pytest.mark.parametrize("out", range(4), ids=["top", "right", "bottom", "left"])
def test_a_side_that_the_frame_cuts_off_lies_on_its_edge_or_beyond(kk, out):
    away = np.float32([[0, -200], [240, 0], [0, 200], [-240, 0]])[out]
    page, _ = find_page(photo_of(laid(wood(), kk, QUAD + away)))
    assert page.clipped == ((Side.TOP, Side.RIGHT, Side.BOTTOM, Side.LEFT)[out],)


def test_an_empty_table_gives_the_whole_frame():
    page, recognition = find_page(photo_of(wood()))
    assert recognition == NO_RECOGNITION
    assert page.sheet.confidence == 0
    assert page.sheetless is not None
    assert not page.sheetless.part
    assert page.sheetless.paper < 0.3


@pytest.mark.parametrize("variant", ["kk_white", "akta_kelahiran_new", "ktp"])
def test_a_part_of_a_page_is_no_sheet(variant):
    part = drawn(variant, 1, 1600)[200:680, 300:940]
    page, recognition = find_page(photo_of(part))
    assert recognition == NO_RECOGNITION
    assert page.sheetless is not None
    assert page.sheetless.part


def scaled(quad, by, to):
    return np.float32(quad * by + to)


SMALL, LARGE = scaled(QUAD, 0.5, (10, 10)), scaled(QUAD, 0.7, (330, 200))
PAPER = Recognition(turn=0, turn_probability=1.0, types={"other": 1.0, "blank_side": 0.0})
KNOWN = Recognition(turn=0, turn_probability=1.0, types={"ktp": 1.0, "blank_side": 0.0})
EMPTY = Recognition(turn=0, turn_probability=1.0, types={"blank_side": 1.0})


def one(quad, recognition=PAPER, confidence=0.9, shows=1.0):
    return Sheet(quad=np.float32(quad), confidence=confidence, shows=shows), recognition


@pytest.mark.parametrize(
    ("found", "main", "others"),
    [
        pytest.param([one(LARGE), one(SMALL)], LARGE, 1, id="the larger"),
        pytest.param([one(LARGE, confidence=0.4), one(SMALL)], SMALL, 1, id="the more confident"),
        pytest.param([one(LARGE, shows=0.65), one(SMALL)], SMALL, 1, id="the whole one"),
        pytest.param([one(LARGE), one(SMALL, KNOWN)], SMALL, 1, id="the known one"),
        pytest.param([one(LARGE, EMPTY), one(SMALL)], SMALL, 0, id="no empty paper beside it"),
        pytest.param([one(LARGE), one(SMALL, shows=0.5)], LARGE, 0, id="no part of one beside it"),
    ],
)
def test_the_main_one_of_several_sheets(monkeypatch, found, main, others):
    recognitions = iter([recognition for _, recognition in found])
    sheets = tuple(sheet for sheet, _ in found)
    monkeypatch.setattr("precheck.sheet.detect.find_sheets", lambda _photo, _proposals: sheets)
    monkeypatch.setattr("precheck.sheet.detect.recognise", lambda _flat: next(recognitions))
    page, _ = find_page(photo_of(wood()))
    assert page.sheet.quad == pytest.approx(main)
    assert len(page.others) == others


@pytest.mark.parametrize("size", [(1, 1), (3, 500), (500, 2)])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_junk_gives_a_page(size, level):
    picture = np.full((*size, 3), level, np.uint8)
    page, _ = find_page(photo_of(picture))
    assert page.flat.size


def test_a_sheet_on_a_ground_as_white_as_paper(kk):
    picture = laid(np.full((600, 800, 3), 238, np.uint8), kk, QUAD)
    page, _ = find_page(photo_of(picture))
    assert page is not None
    assert overlap(page.sheet.quad, QUAD) > 0.9


def test_drawing_helper_draws():
    assert sheet_on(60, QUAD)[300, 400].mean() > 200
