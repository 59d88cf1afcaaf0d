"""From pixels to type and turn, whatever the page net says."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from precheck.capture import Page, Photo, Sheet
from precheck.document import identify
from precheck.flatten import page as flattened
from precheck.qr import Code, Qr
from precheck.recognise import Recognition
from tests.drawn import BOLD, SANS, SERIF, akta_page, kk_page, ktp_page, page
from tests.extract.test_number_traps import BASIS, KK, SIAK

LETTER = page(
    "akta",
    (
        ("SURAT PERMOHONAN", 0.35, 0.12, 16, BOLD),
        ("Dengan hormat, bersama surat ini kami mohon", 0.1, 0.22, 13, SERIF),
        ("fotokopi Kutipan Akta Kelahiran anak kami", 0.1, 0.27, 13, SERIF),
        ("untuk keperluan pendaftaran sekolah dasar", 0.1, 0.32, 13, SERIF),
        ("Atas perhatian Bapak kami sampaikan terima kasih", 0.1, 0.37, 13, SANS),
    ),
)


def looks(**types):
    forms = {"new": 0.6, "old": 0.2, "white": 0.2}
    return Recognition(turn=0, sure=0.9, types=types, forms=forms)


def of(drawn: Page, looked: Recognition, *, over: int = 0, blur: float = 0.0, code=None):
    """Identify a drawn page that lies over by so many quarter turns."""
    pixels = np.ascontiguousarray(np.rot90(drawn.flat, over))
    pixels = cv2.GaussianBlur(pixels, (0, 0), blur) if blur else pixels
    height, width = pixels.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - 0.5
    photo = Photo(pixels=pixels, format="png", bytes=1)
    laid = flattened(photo, Sheet(quad=corners, confidence=1.0), 0)
    return identify(photo, laid, looked, code)


OTHER = looks(other=0.98, kk=0.02)
BIRTH = looks(akta_kelahiran=0.9, akta_kematian=0.09, other=0.01)


@pytest.mark.parametrize(
    ("drawn", "looked", "type_"),
    [
        pytest.param(kk_page(KK), OTHER, "kk", id="a KK"),
        pytest.param(akta_page(BASIS + SIAK), OTHER, "akta_kelahiran", id="a birth"),
        pytest.param(
            akta_page("No. 9004/KU/2008", event="KEMATIAN", y=0.3),
            BIRTH,
            "akta_kematian",
            id="death",
        ),
        pytest.param(ktp_page("3514125206809003"), OTHER, "ktp", id="a card"),
        pytest.param(LETTER, BIRTH, "other", id="a letter that speaks of an akta"),
        pytest.param(LETTER, looks(kk=0.99, other=0.01), "other", id="a letter like a KK"),
    ],
)
def test_what_was_read_tells_the_type(drawn, looked, type_):
    assert of(drawn, looked).recognition.likeliest == type_


SHARED = (
    ("bahwa di Pasuruan pada tanggal 12 Mei 2019", 0.1, 0.12, 20, SERIF),
    ("KHOIRUL ANAM DARI SUKOREJO", 0.1, 0.2, 20, SERIF),
    ("anak ke satu dari ayah AHMAD", 0.1, 0.28, 20, SERIF),
)
CAPTIONS = (
    ("Kutipan ini dikeluarkan di Pasuruan", 0.1, 0.4, 11, SERIF),
    ("Pejabat Pencatatan Sipil", 0.1, 0.45, 11, SERIF),
)


@pytest.mark.parametrize(
    ("lines", "sure"),
    [
        pytest.param(SHARED, False, id="one alone"),
        pytest.param((*SHARED, *CAPTIONS), True, id="with smaller ones under it"),
    ],
)
def test_where_one_caption_leaves_the_type_open_smaller_ones_tell(lines, sure):
    types = of(page("akta", lines), OTHER).recognition.types
    assert (types["akta_kelahiran"] > 0.6) is sure, types


def test_what_cannot_be_read_is_named_by_its_looks():
    assert of(akta_page(BASIS + SIAK), BIRTH, blur=9).recognition.likeliest == "akta_kelahiran"


@pytest.mark.parametrize(
    ("looked", "forms"), [(BIRTH, {"new", "old", "white"}), (OTHER, set())], ids=["its", "none"]
)
def test_a_form_is_told_only_by_looks_of_the_same_type(looked, forms):
    assert set(of(akta_page(BASIS + SIAK), looked).recognition.forms) == forms


@pytest.mark.parametrize("over", range(4))
@pytest.mark.parametrize("drawn", [LETTER, akta_page(BASIS + SIAK)], ids=["letter", "akta"])
def test_the_turn_is_that_in_which_lines_can_be_read(drawn, over):
    known = of(drawn, replace(OTHER, sure=0.7), over=over)
    assert known.page.turn == known.recognition.turn == 90 * over


def test_the_registrys_code_tells_the_turn_before_any_line():
    code = Code(Qr.OFFICIAL, 90)
    assert of(LETTER, OTHER, code=code).page.turn == 90


def test_where_no_sheet_was_found_nothing_is_named():
    nothing = Recognition(turn=0, sure=0.0, types={})
    assert of(kk_page(KK), nothing).recognition == nothing


@pytest.mark.parametrize("side", ["blank_side", "back_side"])
def test_an_empty_side_stays_one_unless_something_on_it_tells(side):
    empty = looks(**{side: 0.98}, other=0.02)
    assert of(page("akta", ()), empty).recognition.likeliest == side
    assert of(kk_page(KK), empty).recognition.likeliest == "kk"
