"""How strong a fault came out: what the photo shows, the pose it has anyway included."""

import cv2
import numpy as np
import pytest

from specimens.camera import lens
from specimens.camera import strength as strengths
from specimens.camera.aim import text_height_mm
from specimens.camera.geometry import Geometry, scaling
from specimens.camera.habits import USUAL
from specimens.camera.hold import held
from specimens.camera.recipe import Recipe
from specimens.camera.strength import STRAIGHT, strength
from tests.specimens.test_recipes import written

LONG_SIDE = 1600
SHEET = written(["3514123456789012", "SITIAMINAH", "PROBOLINGGO", *["KETERANGAN"] * 7])


def told(cause, asked, seed=5):
    recipe = Recipe(seed=seed, habits=USUAL, faults={cause: asked})
    lies, how = held(SHEET, LONG_SIDE, recipe)
    return strength(cause, SHEET, lies, lies, how, recipe), lies, how


@pytest.mark.parametrize("asked", [0.0, 20.0, 55.0])
def test_tilt_is_all_of_the_angle(asked):
    found, _, how = told("tilt", asked)
    across, down = np.cos(np.radians(how.tilt))
    assert found == pytest.approx(np.degrees(np.arccos(across * down)), abs=0.2)


@pytest.mark.parametrize("ratio", [1.0, 0.5])
def test_tilt_is_what_an_app_that_straightens_leaves_of_it(ratio):
    recipe = Recipe(seed=5, habits=USUAL, faults={"tilt": 40.0})
    lies, how = held(SHEET, LONG_SIDE, recipe)
    width, height = SHEET.size_mm
    page = np.float32([[0, 0], [width, 0], [width, ratio * height], [0, ratio * height]])
    corners = Geometry(lies.matrix, lies.size_mm).quad
    sent = lies.then(cv2.getPerspectiveTransform(corners, page).astype(float))
    found = strength("tilt", SHEET, lies, sent, how, recipe)
    assert found == pytest.approx(np.degrees(np.arccos(ratio)), abs=3)


@pytest.mark.parametrize("asked", [0.2, 1.0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_motion_is_as_long_as_a_straight_path_that_smears_as_far(asked, seed):
    found, lies, _ = told("motion", asked, seed)
    text_px = text_height_mm(SHEET) * lies.px_per_mm()
    assert 0.5 * asked < found < 1.6 * asked + 2 / text_px


def test_a_straight_even_path_is_as_long_as_it_is():
    kernel = np.zeros((41, 41), np.float32)
    kernel[20, 4:37] = 1
    assert STRAIGHT * lens.spread(kernel) == pytest.approx(33, rel=0.01)
    assert lens.spread(kernel.T) == pytest.approx(lens.spread(kernel))


@pytest.mark.parametrize("seed", range(4))
def test_focus_is_told_where_the_print_is(seed):
    found = [told("focus_falloff", asked, seed)[0] for asked in (0.3, 0.6)]
    assert 0 <= found[0] < 0.3
    assert found[1] == pytest.approx(2 * found[0])


def test_focus_is_the_mean_over_the_words(monkeypatch):
    _, lies, how = told("focus_falloff", 0.3)
    width, height = how.frame
    ramp = np.tile(np.arange(width, dtype=np.float32) / width, (height, 1))
    monkeypatch.setattr(strengths, "focus", lambda *_: (ramp, 10.0))
    at = np.array([word.box for word in SHEET.words]) / SHEET.px_per_mm
    middles = np.float32([at[:, :2] + at[:, 2:] / 2])
    x = np.clip(lies.to_photo(middles)[0, :, 0], 0, width - 1)
    text_px = text_height_mm(SHEET) * lies.px_per_mm()
    assert told("focus_falloff", 0.3)[0] == pytest.approx(10 * x.mean() / width / text_px, rel=0.01)


@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_far_is_how_much_a_pixel_of_the_photo_that_is_sent_measures(scale):
    recipe = Recipe(seed=5, habits=USUAL, faults={"far": 1.0})
    lies, how = held(SHEET, LONG_SIDE, recipe)
    sent = lies.then(scaling(scale))
    found = strength("far", SHEET, lies, sent, how, recipe)
    assert 1 / found == pytest.approx(scale * text_height_mm(SHEET) * lies.px_per_mm(), rel=1e-3)


def test_of_other_faults_it_is_what_was_asked_for():
    assert told("shadow", 3.5)[0] == 3.5
