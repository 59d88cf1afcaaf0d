"""The measured strength of faults, including the pose of a faultless shot."""

import cv2
import numpy as np
import pytest

from specimens.camera import strength as strengths
from specimens.camera.aim import text_height_mm
from specimens.camera.geometry.placement import place_sheet
from specimens.camera.geometry.projection import Geometry, scaling
from specimens.camera.habits import USUAL_HABITS
from specimens.camera.phone import lens
from specimens.camera.recipe import Recipe
from specimens.camera.strength import LENGTH_PER_DEVIATION, measured_strength
from tests.specimens.camera.cards import card

LONG_SIDE = 1600
SHEET = card()


def strength_of(cause, nominal, seed=5):
    recipe = Recipe(seed=seed, habits=USUAL_HABITS, faults={cause: nominal})
    geometry, pose = place_sheet(SHEET, LONG_SIDE, recipe)
    return measured_strength(cause, SHEET, geometry, geometry, pose, recipe), geometry, pose


@pytest.mark.parametrize("nominal", [0.0, 20.0, 55.0])
def test_tilt_is_all_of_the_angle(nominal):
    found, _, pose = strength_of("tilt", nominal)
    across, down = np.cos(np.radians(pose.tilt))
    assert found == pytest.approx(np.degrees(np.arccos(across * down)), abs=0.2)


@pytest.mark.parametrize("ratio", [1.0, 0.5])
def test_tilt_is_measured_after_rectification(ratio):
    recipe = Recipe(seed=5, habits=USUAL_HABITS, faults={"tilt": 40.0})
    geometry, pose = place_sheet(SHEET, LONG_SIDE, recipe)
    width, height = SHEET.size_mm
    page = np.float32([[0, 0], [width, 0], [width, ratio * height], [0, ratio * height]])
    corners = Geometry(geometry.matrix, geometry.size_mm).quad
    sent = geometry.transformed(cv2.getPerspectiveTransform(corners, page).astype(float))
    found = measured_strength("tilt", SHEET, geometry, sent, pose, recipe)
    assert found == pytest.approx(np.degrees(np.arccos(ratio)), abs=3)


@pytest.mark.parametrize("nominal", [0.2, 1.0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_motion_is_as_long_as_a_straight_path_that_smears_as_far(nominal, seed):
    found, geometry, _ = strength_of("motion", nominal, seed)
    text_px = text_height_mm(SHEET) * geometry.px_per_mm()
    assert 0.5 * nominal < found < 1.6 * nominal + 2 / text_px


def test_a_straight_even_path_is_as_long_as_it_is():
    kernel = np.zeros((41, 41), np.float32)
    kernel[20, 4:37] = 1
    assert LENGTH_PER_DEVIATION * lens.kernel_deviation(kernel) == pytest.approx(33, rel=0.01)
    assert lens.kernel_deviation(kernel.T) == pytest.approx(lens.kernel_deviation(kernel))


@pytest.mark.parametrize("seed", range(4))
def test_defocus_is_measured_on_the_print(seed):
    found = [strength_of("focus_falloff", nominal, seed)[0] for nominal in (0.3, 0.6)]
    assert 0 <= found[0] < 0.3
    assert found[1] == pytest.approx(2 * found[0])


def test_focus_is_the_mean_over_the_words(monkeypatch):
    _, geometry, pose = strength_of("focus_falloff", 0.3)
    width, height = pose.frame
    ramp = np.tile(np.arange(width, dtype=np.float32) / width, (height, 1))
    monkeypatch.setattr(strengths, "focus_falloff", lambda *_: (ramp, 10.0))
    at = np.array([word.box for word in SHEET.words]) / SHEET.px_per_mm
    middles = np.float32([at[:, :2] + at[:, 2:] / 2])
    x = np.clip(geometry.to_photo(middles)[0, :, 0], 0, width - 1)
    text_px = text_height_mm(SHEET) * geometry.px_per_mm()
    assert strength_of("focus_falloff", 0.3)[0] == pytest.approx(
        10 * x.mean() / width / text_px, rel=0.01
    )


@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_far_is_measured_in_the_sent_photo(scale):
    recipe = Recipe(seed=5, habits=USUAL_HABITS, faults={"far": 1.0})
    geometry, pose = place_sheet(SHEET, LONG_SIDE, recipe)
    sent = geometry.transformed(scaling(scale))
    found = measured_strength("far", SHEET, geometry, sent, pose, recipe)
    assert 1 / found == pytest.approx(
        scale * text_height_mm(SHEET) * geometry.px_per_mm(), rel=1e-3
    )


def test_other_faults_keep_their_nominal_strength():
    assert strength_of("shadow", 3.5)[0] == 3.5
