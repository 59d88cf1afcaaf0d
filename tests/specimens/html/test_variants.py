"""Every variant of the HTML printer: its words, its number, its fields, determinism."""

import re
from functools import cache

import numpy as np
import pytest
from click.testing import CliRunner

from specimens.__main__ import main
from specimens.camera.aim import fine_print_mm, random_field_box, random_target, text_height_mm
from specimens.dataset.plan import (
    HTML_MAIN_VARIANTS,
    HTML_OTHER_VARIANTS,
    MAIN_VARIANTS,
    OTHER_VARIANTS,
    Shares,
    plan_tasks,
    with_printer,
)
from specimens.dataset.shots import Series, draw_page
from specimens.documents.variants import draw
from specimens.html.parts import typefaces
from specimens.html.parts.typefaces import TEST_TYPEFACES, is_held_out, typefaces_of
from specimens.html.variants import HTML_VARIANTS
from specimens.world import World
from tests.specimens.documents.test_variants import MUST_READ, SHAPES, joined

SEED = 7


@cache
def sheet_of(variant):
    return draw(variant, np.random.default_rng(SEED), World.of("calibration"))


@pytest.fixture(scope="module", autouse=True)
def _free_memory():
    """The sheets of all variants take gigabytes."""
    yield
    sheet_of.cache_clear()


def of_every(names=tuple(HTML_VARIANTS)):
    return pytest.mark.parametrize("variant", names)


@of_every()
def test_sheet_has_its_type_and_variant(variant):
    sheet = sheet_of(variant)
    assert sheet.variant == variant
    assert variant == f"html_{sheet.type}" or sheet.type == "other"
    assert sheet.pixels.shape == (*sheet.printed.shape, 3)
    assert sheet.pixels.dtype == sheet.printed.dtype == np.uint8
    assert {word.field for word in sheet.words if word.must_read} == MUST_READ[sheet.type]


@of_every(("html_ktp", "html_receipt"))
def test_same_generator_same_sheet(variant):
    again = draw(variant, np.random.default_rng(SEED), World.of("calibration"))
    assert np.array_equal(again.pixels, sheet_of(variant).pixels)
    assert np.array_equal(again.printed, sheet_of(variant).printed)
    assert again.words == sheet_of(variant).words


@of_every()
def test_words_hold_all_print_tightly(variant):
    """Every word is on the sheet and on ink; the print contains nothing else."""
    sheet = sheet_of(variant)
    height, width = sheet.printed.shape
    outside = sheet.printed < 150
    for word in sheet.words:
        x, y, w, h = (round(value) for value in word.box)
        assert x >= 0
        assert y >= 0
        assert x + w <= width
        assert y + h <= height
        ink = sheet.printed[y : y + h, x : x + w] < 250
        assert all(edge.any() for edge in (ink[0], ink[-1], ink[:, 0], ink[:, -1])), word
        outside[y : y + h, x : x + w] = False
    assert not outside.any()


@of_every(HTML_MAIN_VARIANTS)
def test_number_is_printed_and_fictional(variant):
    sheet = sheet_of(variant)
    assert joined(sheet, "number") == sheet.number
    assert re.fullmatch(SHAPES[sheet.number_kind], sheet.number)
    x, y, w, h = (round(value) for value in sheet.number_box)
    assert sheet.printed[y : y + h, x : x + w].min() < 60
    for word in sheet.words:
        if word.field == "nik":
            assert re.fullmatch(r"\d{12}9\d{3}", word.text)


@of_every(("html_blank", "html_note", "html_ktp"))
def test_camera_can_aim_at_it(variant):
    sheet, rng = sheet_of(variant), np.random.default_rng(SEED)
    assert text_height_mm(sheet) > 0.5
    assert fine_print_mm(sheet) > 0.5
    assert random_target(sheet, rng).shape == (2,)
    assert (random_field_box(sheet, rng) is None) == (sheet.type == "other")


def typefaces_in(world):
    return {name for names in typefaces_of(World.of(world)).values() for name in names}


def test_typefaces_of_the_test_world_are_held_out():
    assert not typefaces_in("training") & typefaces_in("test")
    assert all(map(is_held_out, TEST_TYPEFACES))
    assert typefaces_in("test") <= {*TEST_TYPEFACES}


@pytest.fixture
def installed(monkeypatch):
    """Return a function that states which typefaces are installed."""

    monkeypatch.setattr(typefaces, "_by_role", typefaces._by_role.__wrapped__)  # without its cache

    def states(names):
        monkeypatch.setattr(typefaces, "installed_typefaces", lambda: tuple(names))

    return states


def test_further_typefaces_do_not_change_the_test_world(installed):
    more = next(name for name in map("Further{}".format, range(99)) if is_held_out(name))
    installed(TEST_TYPEFACES)
    before = typefaces_in("test")
    installed([*TEST_TYPEFACES, more])
    assert typefaces_in("test") == before == {*TEST_TYPEFACES}


def test_the_test_set_is_not_drawn_with_other_typefaces(installed, tmp_path):
    installed(TEST_TYPEFACES[1:])
    done = CliRunner().invoke(main, ["draw", "test", "--out", str(tmp_path), "--count", "1"])
    assert done.exit_code == 2
    assert f"missing: {TEST_TYPEFACES[0]}." in done.output
    assert not [*tmp_path.iterdir()]


def test_plan_keeps_its_shares_on_the_other_printer():
    assert {*HTML_MAIN_VARIANTS, *HTML_OTHER_VARIANTS, "html_blank", "html_back"} == set(
        HTML_VARIANTS
    )
    for task in plan_tasks(300, SEED, Shares()):
        assert with_printer(task, ("canvas",), SEED) == task
        variant = with_printer(task, ("html",), SEED).variant
        assert (task.variant in MAIN_VARIANTS) == (variant in HTML_MAIN_VARIANTS)
        assert (task.variant in OTHER_VARIANTS) == (variant in HTML_OTHER_VARIANTS)


def test_series_has_html_pages():
    series = Series(name="calibration", seed=SEED, world=World.of("calibration"))
    assert draw_page(series, "html_card", 0).sheet.variant == "html_card"
