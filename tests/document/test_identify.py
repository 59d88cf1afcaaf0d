"""From pixels to type and turn, whatever the page net predicts."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from precheck.capture import Page, Photo, Sheet
from precheck.document.identify import identify
from precheck.document.qr import QrCode, QrTarget
from precheck.sheet.page_net import Recognition
from precheck.sheet.rectify import rectify as flattened
from tests.drawn import BOLD, SANS, SERIF, akta_page, kk_page, ktp_page, page
from tests.number.effects import BASIS, KK, SIAK

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


def predicted(**types):
    forms = {"new": 0.6, "old": 0.2, "white": 0.2}
    return Recognition(turn=0, turn_probability=0.9, types=types, forms=forms)


def of(drawn: Page, prior: Recognition, *, over: int = 0, blur: float = 0.0, code=None):
    """Identify a drawn page that was turned by so many quarters."""
    pixels = np.ascontiguousarray(np.rot90(drawn.flat, over))
    pixels = cv2.GaussianBlur(pixels, (0, 0), blur) if blur else pixels
    photo, laid = laid_down(pixels)
    return identify(photo, laid, prior, code)


def laid_down(pixels):
    """Return a photo that a page fills, and the page."""
    height, width = pixels.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - 0.5
    photo = Photo(pixels=pixels, format="png", bytes=1)
    return photo, flattened(photo, Sheet(quad=corners, confidence=1.0), 0)


OTHER = predicted(other=0.98, kk=0.02)
BIRTH = predicted(akta_kelahiran=0.9, akta_kematian=0.09, other=0.01)


@pytest.mark.parametrize(
    ("drawn", "prior", "type_"),
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
        pytest.param(LETTER, BIRTH, "other", id="a letter about an akta"),
        pytest.param(LETTER, predicted(kk=0.99, other=0.01), "other", id="a letter, not a KK"),
    ],
)
def test_what_is_read_decides_the_type(drawn, prior, type_):
    assert of(drawn, prior).recognition.best_type == type_


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
    ("lines", "decided"),
    [
        pytest.param(SHARED, False, id="one alone"),
        pytest.param((*SHARED, *CAPTIONS), True, id="with smaller ones under it"),
    ],
)
def test_where_one_caption_leaves_the_type_open_smaller_ones_decide(lines, decided):
    types = of(page("akta", lines), OTHER).recognition.types
    assert (types["akta_kelahiran"] > 0.6) is decided, types


FAMILY_BODY = page(
    "kk",
    (
        ("1 TAUFIK HIDAYATULLAH LAKI-LAKI SLTA/SEDERAJAT", 0.05, 0.2, 13, SANS),
        ("2 SULASTRI PEREMPUAN MENGURUS RUMAH TANGGA", 0.05, 0.26, 13, SANS),
        ("Status Hubungan Dalam Keluarga", 0.05, 0.6, 11, SANS),
        ("Tanggal Perkawinan", 0.6, 0.6, 11, SANS),
        ("Dikeluarkan Tanggal : 21-06-2022", 0.05, 0.9, 11, SANS),
    ),
)


@pytest.mark.parametrize(
    ("prior", "cut", "type_"),
    [
        pytest.param(predicted(other=0.9, kk=0.1), True, "kk", id="cut"),
        pytest.param(predicted(other=0.75, kk=0.25), False, "kk", id="black"),
        pytest.param(predicted(other=0.9, kk=0.1), False, "other", id="whole"),
        pytest.param(OTHER, True, "other", id="cut, another paper to the net"),
    ],
)
def test_a_form_without_its_head_is_known_by_its_body(prior, cut, type_):
    photo, laid = laid_down(FAMILY_BODY.flat)
    if not cut:
        laid = replace(laid, clipped=())
    assert identify(photo, laid, prior).recognition.best_type == type_


def test_a_page_that_cannot_be_read_has_the_page_nets_type():
    assert of(akta_page(BASIS + SIAK), BIRTH, blur=9).recognition.best_type == "akta_kelahiran"


@pytest.mark.parametrize(
    ("prior", "forms"), [(BIRTH, {"new", "old", "white"}), (OTHER, set())], ids=["its", "none"]
)
def test_the_page_nets_forms_are_kept_only_for_its_own_type(prior, forms):
    assert set(of(akta_page(BASIS + SIAK), prior).recognition.forms) == forms


@pytest.mark.parametrize("over", range(4))
@pytest.mark.parametrize("drawn", [LETTER, akta_page(BASIS + SIAK)], ids=["letter", "akta"])
def test_the_turn_is_that_in_which_lines_are_upright(drawn, over):
    known = of(drawn, replace(OTHER, turn_probability=0.7), over=over)
    assert known.page.turn == known.recognition.turn == 90 * over


def test_the_registrys_code_decides_the_turn_before_any_line():
    code = QrCode(QrTarget.OFFICIAL, 90)
    assert of(LETTER, OTHER, code=code).page.turn == 90


def test_without_a_sheet_there_is_no_type():
    nothing = Recognition(turn=0, turn_probability=0.0, types={})
    assert of(kk_page(KK), nothing).recognition == nothing


@pytest.mark.parametrize("side", ["blank_side", "back_side"])
def test_an_empty_side_stays_one_unless_a_title_is_read_on_it(side):
    empty = predicted(**{side: 0.98}, other=0.02)
    assert of(page("akta", ()), empty).recognition.best_type == side
    assert of(kk_page(KK), empty).recognition.best_type == "kk"
