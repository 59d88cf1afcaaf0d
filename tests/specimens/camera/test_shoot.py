"""Shots: determinism, and faults that change nothing else."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from specimens.camera import shoot as shooting
from specimens.camera.habits import UNUSUAL_HABITS, USUAL_HABITS
from specimens.camera.recipe import Recipe, Setting
from specimens.camera.scene import Surroundings
from specimens.camera.shoot import _scene, shoot
from specimens.dataset.plan import SPECIAL_CAUSES
from specimens.faults import (
    CAMERA_FAULTS,
    FAULT_UNITS,
    FLIP_STRENGTHS,
    HIDDEN_FIELD_CAUSES,
    REASONS_BY_CAUSE,
    flip_strength,
)
from specimens.truth.legibility import Reference, measure_truth
from tests.specimens.camera.cards import PX_PER_MM, card


@pytest.fixture(autouse=True)
def sent_small(monkeypatch):
    """Send photos of 800 px: a quarter of the time."""
    usual = shooting.draw_sending
    monkeypatch.setattr(shooting, "draw_sending", lambda rng: replace(usual(rng), long_side=800))


@pytest.fixture(scope="module")
def sheet():
    return card()


@pytest.fixture(scope="module")
def reference(sheet):
    return Reference.of(sheet)


def recipe(**changes):
    return Recipe(**{"seed": 5, "habits": USUAL_HABITS, **changes})


@pytest.mark.parametrize("setting", list(Setting))
def test_the_same_recipe_gives_the_same_bytes(sheet, setting):
    first, second = (shoot(sheet, recipe(setting=setting)) for _ in range(2))
    assert first.jpeg == second.jpeg
    assert (first.geometry.quad == second.geometry.quad).all()
    assert first.jpeg != shoot(sheet, recipe(setting=setting, seed=6)).jpeg


@pytest.mark.parametrize("setting", list(Setting))
@pytest.mark.parametrize("habits", [USUAL_HABITS, UNUSUAL_HABITS], ids=["usual", "unusual"])
def test_words_are_where_the_truth_has_them(sheet, reference, setting, habits):
    shot = shoot(sheet, recipe(setting=setting, habits=habits, seed=8))
    assert measure_truth(reference, shot.photo, shot.geometry).index.mean() > 0.6


@pytest.mark.parametrize("cause", ["defocus", "dark", "noise", "finger", "glare", "jpeg", "fold"])
def test_a_fault_leaves_the_pose_as_it_was(sheet, cause):
    plain, faulty = (shoot(sheet, recipe(faults=f)) for f in ({}, {cause: 1.0}))
    assert faulty.geometry.quad == pytest.approx(plain.geometry.quad)
    assert faulty.surface == plain.surface
    assert faulty.jpeg != plain.jpeg


@pytest.mark.parametrize("cause", sorted(CAMERA_FAULTS))
def test_the_scene_is_cached_between_shots(sheet, cause):
    def shots():
        return [shoot(sheet, recipe(faults=f, setting=setting)).jpeg for f in ({cause: 2.0}, {})]

    setting = Setting.SCREEN if cause == "moire" else Setting.TABLE
    _scene.cache_clear()
    first = shots()
    assert _scene.cache_info().misses == 1
    assert shots() == first
    _scene.cache_clear()
    assert shoot(sheet, recipe(setting=setting)).jpeg == first[1]


@pytest.mark.parametrize("cause", [cause for cause in FLIP_STRENGTHS if cause != "cut"])
def test_twice_the_flip_strength_costs_legibility(sheet, reference, cause):
    setting = Setting.SCREEN if cause == "moire" else Setting.TABLE
    strong = {cause: 2 * flip_strength(cause, "ktp")}

    def legible(faults):
        shots = [shoot(sheet, recipe(setting=setting, faults=faults, seed=seed)) for seed in (1, 2)]
        return sum(
            measure_truth(reference, shot.photo, shot.geometry).index.mean() for shot in shots
        )

    assert legible(strong) < legible({})


@pytest.mark.parametrize("cut", [4.0, 12.0])
def test_cut_moves_the_sheet_out_of_the_frame(sheet, cut):
    shot = shoot(sheet, recipe(faults={"cut": cut}))
    size = np.array(shot.photo.shape[1::-1])
    beyond = np.maximum(-shot.geometry.quad, shot.geometry.quad - size).max()
    assert beyond == pytest.approx(cut * shot.geometry.px_per_mm(), rel=0.2)


@pytest.mark.parametrize("cause", HIDDEN_FIELD_CAUSES)
def test_a_hidden_entry_is_must_read_and_leaves_the_rest(sheet, reference, cause):
    truth = [
        measure_truth(reference, shot.photo, shot.geometry)
        for shot in (shoot(sheet, recipe(faults=f, seed=3)) for f in ({}, {cause: 1.0}))
    ]
    dropped = truth[1].index < truth[0].index - 0.3
    assert dropped[truth[1].must_read].any()
    assert dropped.sum() <= 4


def test_no_document_shows_no_sheet(sheet, reference):
    shot = shoot(sheet, recipe(faults={"no_document": 1.0}))
    assert measure_truth(reference, shot.photo, shot.geometry).index.mean() < 0.2


@pytest.mark.parametrize("seed", [4, 6, 7, 8])
def test_no_document_shows_the_table(sheet, seed):
    shot = shoot(sheet, recipe(faults={"no_document": 1.0}, seed=seed))
    x, y = np.rint(shot.geometry.quad.mean(0)).astype(int)
    middle = shot.photo[y - 50 : y + 50, x - 50 : x + 50]
    assert middle.mean() > 0.5 * shot.photo.mean()


def test_of_several_sheets_both_can_be_seen(sheet):
    shot = shoot(sheet, recipe(faults={"several": 1.0}), other=sheet)
    assert not measure_truth(Reference.of(sheet), shot.photo, shot.geometry).out_of_frame.any()
    assert cv2.contourArea(shot.geometry.quad) < 0.5 * shot.photo[..., 0].size


def test_the_geometries_of_other_papers_are_returned(sheet):
    large = replace(sheet, px_per_mm=PX_PER_MM / 3)  # on a card's table lie none
    magenta = np.full((900, 600, 3), (220, 30, 220), np.uint8)
    covered = 0
    for seed in range(6):
        shot = shoot(large, recipe(seed=seed), Surroundings(papers=(magenta,)))
        outlines = np.zeros(shot.photo.shape[:2], np.uint8)
        for geometry in shot.other_geometries:
            cv2.fillPoly(outlines, [np.rint(geometry.quad).astype(np.int32)], 1)
        blue, green, red = np.moveaxis(shot.photo.astype(int), 2, 0)
        seen = np.minimum(blue, red) > green + 60
        assert seen[cv2.dilate(outlines, np.ones((25, 25))) == 0].mean() < 0.005
        covered += bool(shot.other_geometries and seen[outlines > 0].mean() > 0.3)
    assert covered
    assert not shoot(large, recipe(seed=seed)).other_geometries


def test_a_number_close_up_fills_the_frame(sheet, reference):
    shot = shoot(sheet, recipe(faults={"closeup_number": 0.7}))
    truth = measure_truth(reference, shot.photo, shot.geometry)
    assert not truth.out_of_frame[truth.is_number].any()
    assert truth.out_of_frame.any()


def test_every_cause_has_its_unit_and_its_reasons():
    causes = {*FLIP_STRENGTHS, *HIDDEN_FIELD_CAUSES, *SPECIAL_CAUSES}
    assert set(REASONS_BY_CAUSE) == causes
    assert set(FAULT_UNITS) == causes
