"""Every variant of the canvas printer: its words, its number, its fields, determinism."""

import re
from functools import cache

import cv2
import numpy as np
import pytest

from specimens.documents.variants import VARIANTS, draw
from specimens.world import Split, World

SEED = 20
KK_NUMBER = r"\d{12}9\d{3}"
SIAK = r"\d{4}[-–._ ]+[A-Z]{2}[-–._ ]+\d{8}[-–._ ]+0{0,2}9\d{3}"
OFFICE = r"[\dA-Z./]*9\d{3}/[\dA-Z./]+"
SHAPES = {"kk": KK_NUMBER, "nik": KK_NUMBER, "akta": f"{SIAK}|{OFFICE}"}
MUST_READ = {
    "kk": {"number", "head", "name", "nik", "birth_date", "relation", "parents", "issue_date"},
    "akta_kelahiran": {"number", "name", "place", "date", "parents"},
    "akta_kematian": {"number", "name", "place", "date", "parents"},
    "ktp": {"number", "name", "birth", "sex", "address"},
    "other": set(),
}


@cache
def sheet_of(variant, split=Split.CALIBRATION, seed=SEED):
    return draw(variant, np.random.default_rng(seed), World.of(split))


@pytest.fixture(scope="module", autouse=True)
def _free_memory():
    """The sheets of all variants take gigabytes."""
    yield
    sheet_of.cache_clear()


def of_every(argument="variant"):
    return pytest.mark.parametrize(argument, VARIANTS)


def joined(sheet, field):
    return " ".join(word.text for word in sheet.words if word.field == field)


@of_every()
@pytest.mark.parametrize("split", Split)
def test_sheet_has_its_type_and_variant(variant, split):
    sheet = sheet_of(variant, split)
    assert sheet.variant == variant
    assert variant.startswith(sheet.type) or sheet.type == "other"
    assert sheet.pixels.shape == (*sheet.printed.shape, 3)
    assert sheet.pixels.dtype == sheet.printed.dtype == np.uint8


@of_every()
def test_same_seed_same_sheet(variant):
    again = draw(variant, np.random.default_rng(SEED), World.of("calibration"))
    assert np.array_equal(again.pixels, sheet_of(variant).pixels)
    assert again.words == sheet_of(variant).words


@of_every()
def test_another_seed_another_sheet(variant):
    other = sheet_of(variant, seed=SEED + 1)
    assert not np.array_equal(other.pixels, sheet_of(variant).pixels)


@of_every()
@pytest.mark.parametrize("split", Split)
def test_number_is_printed_and_boxed(variant, split):
    sheet = sheet_of(variant, split)
    if sheet.type == "other":
        assert sheet.number is sheet.number_kind is sheet.number_box is None
        assert joined(sheet, "number") == ""
        return
    assert joined(sheet, "number") == sheet.number
    assert re.fullmatch(SHAPES[sheet.number_kind], sheet.number)
    x, y, w, h = sheet.number_box
    digits = sheet.printed[round(y) : round(y + h), round(x) : round(x + w)]
    assert digits.min() < 60


@of_every()
def test_must_read_fields(variant):
    sheet = sheet_of(variant)
    assert {word.field for word in sheet.words if word.must_read} == MUST_READ[sheet.type]


@of_every()
@pytest.mark.parametrize("split", Split)
def test_boxes_hold_all_print_tightly(variant, split):
    sheet = sheet_of(variant, split)
    outside = sheet.printed < 150
    for word in sheet.words:
        x, y, w, h = (round(value) for value in word.box)
        assert x >= 0
        assert y >= 0
        ink = sheet.printed[y : y + h, x : x + w] < 250
        edges = (ink[0], ink[-1], ink[:, 0], ink[:, -1])
        assert all(edge.any() for edge in edges), word
        outside[y : y + h, x : x + w] = False
    assert not outside.any(), "printed holds ink that belongs to no word"


@of_every()
def test_words_are_on_the_page(variant):
    sheet = sheet_of(variant)
    height, width = sheet.printed.shape
    for word in sheet.words:
        x, y, w, h = word.box
        assert x + w <= width
        assert y + h <= height


@of_every()
def test_page_is_marked_as_specimen(variant):
    """As a small word, or large and slanted; not on blank sides."""
    printed = {
        any(word.text == "SPECIMEN" for word in sheet_of(variant, seed=seed).words)
        for seed in range(SEED, SEED + 4)
    }
    assert printed in (({False},) if variant == "blank" else ({True}, {True, False}))


@pytest.mark.parametrize(
    "variant", [name for name in VARIANTS if name.startswith(("kk", "akta", "ktp"))]
)
@pytest.mark.parametrize("split", Split)
def test_clean_sheet_can_be_read(variant, split):
    """The clean page agrees with its reference."""
    sheet = sheet_of(variant, split)
    grey = cv2.cvtColor(sheet.pixels, cv2.COLOR_BGR2GRAY)
    for word in sheet.words:
        if word.must_read and word.is_scored:
            x, y, w, h = (round(value) for value in word.box)
            window = np.s_[max(y - 2, 0) : y + h + 2, max(x - 2, 0) : x + w + 2]
            agreement = np.corrcoef(grey[window].ravel(), sheet.printed[window].ravel())[0, 1]
            assert agreement > 0.72, word


def test_faint_takes_ink_off():
    kept = draw("kk_white", np.random.default_rng(SEED), World.of("test"))
    lost = draw("kk_white", np.random.default_rng(SEED), World.of("test"), faint=0.7)
    assert np.array_equal(kept.printed, lost.printed)
    ink = kept.printed < 40
    assert lost.pixels[ink].mean() > kept.pixels[ink].mean() + 80


@pytest.mark.parametrize("variant", ["kk_white", "akta_kelahiran_new", "akta_kematian_new"])
def test_old_and_new_forms_have_their_own_size(variant):
    assert sorted(sheet_of(variant).size_mm) == [210, 297]


def test_card_has_card_size():
    assert sheet_of("ktp").size_mm == pytest.approx((85.6, 53.98), abs=0.05)
