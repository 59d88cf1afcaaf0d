"""The nets themselves, on plain sheets and on drawn specimens."""

import cv2
import numpy as np
import pytest

from precheck.capture import Sheet, Side
from precheck.corners import look
from precheck.flatten import turned_flat
from precheck.locate import find_sheets, locate
from precheck.office import Office
from precheck.recognise import FORMS, NOTHING, TYPES, Recognition, recognise
from tests.sheets.drawing import drawn, overlap, photo_of, sheet_on

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
    page, told = locate(photo_of(picture))
    assert page is not None
    assert (told.turn, told.likeliest) == (turn, "kk")
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
    sheets = find_sheets(photo, look(photo))
    assert len(sheets) == 2
    for quad in CARDS:
        assert max(overlap(quad, sheet.quad) for sheet in sheets) > 0.95
    assert {recognise(turned_flat(photo, sheet)).likeliest for sheet in sheets} == {"ktp"}


def test_a_page_cropped_to_its_edges_is_the_picture(kk):
    height, width = kk.shape[:2]
    photo = photo_of(kk)
    (sheet,) = find_sheets(photo, look(photo))
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    assert overlap(sheet.quad, corners) > 0.95


@pytest.mark.parametrize("out", range(4), ids=["top", "right", "bottom", "left"])
def test_a_side_that_the_frame_cuts_off_lies_on_its_edge_or_beyond(kk, out):
    away = np.float32([[0, -200], [240, 0], [0, 200], [-240, 0]])[out]
    page, _ = locate(photo_of(laid(wood(), kk, QUAD + away)))
    assert page.clipped == ((Side.TOP, Side.RIGHT, Side.BOTTOM, Side.LEFT)[out],)


def test_a_bare_table_is_nothing_but_the_frame():
    page, told = locate(photo_of(wood()))
    assert told == NOTHING
    assert page.sheet.confidence == 0
    assert page.bare is not None
    assert not page.bare.part
    assert page.bare.paper < 0.3


@pytest.mark.parametrize("variant", ["kk_white", "akta_kelahiran_new", "ktp"])
def test_a_part_of_a_page_is_no_sheet(variant):
    part = drawn(variant, 1, 1600)[200:680, 300:940]
    page, told = locate(photo_of(part))
    assert told == NOTHING
    assert page.bare is not None
    assert page.bare.part


def scaled(quad, by, to):
    return np.float32(quad * by + to)


SMALL, LARGE = scaled(QUAD, 0.5, (10, 10)), scaled(QUAD, 0.7, (330, 200))
PAPER = Recognition(turn=0, sure=1.0, types={"other": 1.0, "blank_side": 0.0})
KNOWN = Recognition(turn=0, sure=1.0, types={"ktp": 1.0, "blank_side": 0.0})
EMPTY = Recognition(turn=0, sure=1.0, types={"blank_side": 1.0})


def one(quad, recognition=PAPER, confidence=0.9, shows=1.0):
    return Sheet(quad=np.float32(quad), confidence=confidence, shows=shows), recognition


@pytest.mark.parametrize(
    ("found", "meant", "others"),
    [
        pytest.param([one(LARGE), one(SMALL)], LARGE, 1, id="the larger"),
        pytest.param([one(LARGE, confidence=0.4), one(SMALL)], SMALL, 1, id="the surer"),
        pytest.param([one(LARGE, shows=0.65), one(SMALL)], SMALL, 1, id="the whole one"),
        pytest.param([one(LARGE), one(SMALL, KNOWN)], SMALL, 1, id="the known one"),
        pytest.param([one(LARGE, EMPTY), one(SMALL)], SMALL, 0, id="no empty paper beside it"),
        pytest.param([one(LARGE), one(SMALL, shows=0.5)], LARGE, 0, id="no part of one beside it"),
    ],
)
def test_which_of_several_sheets_is_meant(monkeypatch, found, meant, others):
    told = iter([recognition for _, recognition in found])
    sheets = tuple(sheet for sheet, _ in found)
    monkeypatch.setattr("precheck.locate.find_sheets", lambda _photo, _seen: sheets)
    monkeypatch.setattr("precheck.locate.recognise", lambda _flat: next(told))
    page, _ = locate(photo_of(wood()))
    assert page.sheet.quad == pytest.approx(meant)
    assert len(page.others) == others


@pytest.mark.parametrize("size", [(1, 1), (3, 500), (500, 2)])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_junk_does_no_harm(size, level):
    picture = np.full((*size, 3), level, np.uint8)
    page, _ = locate(photo_of(picture))
    assert page.flat.size


@pytest.mark.parametrize(
    ("variant", "type_"),
    [
        ("kk_blue", "kk"),
        ("kk_2018", "kk"),
        ("ktp", "ktp"),
        ("invoice", "other"),
        ("blank", "blank_side"),
    ],
)
def test_types(variant, type_):
    told = recognise(drawn(variant, 5))
    assert told.likeliest == type_
    assert sum(told.types.values()) == pytest.approx(1, abs=1e-4)
    assert tuple(told.types) == TYPES


@pytest.mark.parametrize("variant", ["akta_kelahiran_new", "akta_kematian_old"])
def test_an_akta_is_an_akta(variant):
    types = recognise(drawn(variant, 6)).types
    assert types["akta_kelahiran"] + types["akta_kematian"] > 0.9


@pytest.mark.parametrize(
    ("variant", "form"),
    [
        ("akta_kelahiran_old", "old"),
        ("akta_kematian_new", "new"),
        ("kk_white", "white"),
        ("ktp", "card"),
    ],
)
def test_forms(variant, form):
    forms = recognise(drawn(variant, 6)).forms
    assert forms[form] > 0.9
    assert sum(forms.values()) == pytest.approx(1, abs=1e-4)


def test_the_forms_that_the_net_tells_are_those_of_the_documents_that_we_know():
    documents = Office.load().settings.documents
    known = {(type_, form) for type_, document in documents.items() for form in document.forms}
    told = {(type_, form) for type_, form in FORMS if form}
    assert {(type_, form) for type_, form in known if type_ != "other"} == told


def test_nearly_all_of_a_ground_white_as_paper(kk):
    picture = laid(np.full((600, 800, 3), 238, np.uint8), kk, QUAD)
    page, _ = locate(photo_of(picture))
    assert page is not None
    assert overlap(page.sheet.quad, QUAD) > 0.9


def test_drawing_helper_draws():
    assert sheet_on(60, QUAD)[300, 400].mean() > 200
