"""The phone `linear` and the other lights: exact geometry, legible print, effective faults."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from specimens.camera import shoot
from specimens.camera.aim import random_blank_point
from specimens.camera.chain import DEFAULT_CHAIN, Chain
from specimens.camera.habits import USUAL_HABITS
from specimens.camera.recipe import Recipe, Setting
from specimens.faults import flip_strength
from specimens.truth.legibility import Reference, measure_truth
from tests.specimens.camera.cards import PX_PER_MM, card

LINEAR_PHONE = Chain(phones=("linear",))
LINEAR = Chain(phones=("linear",), lights=("other",))
MIXED = Chain(phones=("plain", "linear"), lights=("usual", "other"))


def rng(seed=1):
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def sheet():
    return card(6, 60, 1.3)


@pytest.fixture(scope="module")
def reference(sheet):
    return Reference.of(sheet)


@pytest.fixture(scope="module")
def faultless():
    """The legibility of shots without a fault by chain, filled where it is first needed."""
    return {}


@pytest.fixture(autouse=True)
def sent_small(monkeypatch):
    usual = shoot.draw_sending
    monkeypatch.setattr(shoot, "draw_sending", lambda r: replace(usual(r), long_side=1000))


def taken(sheet, chain=LINEAR_PHONE, **changes):
    return shoot.shoot(
        sheet, Recipe(**{"seed": 5, "habits": USUAL_HABITS, "chain": chain, **changes})
    )


@pytest.mark.parametrize("chain", [LINEAR_PHONE, LINEAR], ids=["linear", "linear other"])
def test_faultless_shots_of_the_linear_phone_are_legible(sheet, reference, chain):
    shots = [taken(sheet, chain, seed=seed) for seed in range(12)]
    shots = [shot for shot in shots if shot.text_px > 14]  # of decent size
    assert len(shots) > 5
    truths = [measure_truth(reference, shot.photo, shot.geometry) for shot in shots]
    assert np.median([np.median(truth.index) for truth in truths]) >= 0.9
    read = [(truth.index[truth.must_read] >= 0.72).all() for truth in truths]
    assert np.mean(read) >= 0.75


@pytest.mark.parametrize("seed", range(6))
def test_corners_are_where_the_geometry_has_them(seed):
    dot, px = 3.0, 12
    pixels = np.full((650, 1030, 3), 240, np.uint8)
    places = [(10.0, 10.0), (75.0, 10.0), (75.0, 44.0), (10.0, 44.0)]
    for x, y in places:
        cv2.circle(
            pixels, (round(x * px * 16), round(y * px * 16)), round(dot * px * 16), 0, -1, 16, 4
        )
    printed = np.full(pixels.shape[:2], 255, np.uint8)
    sheet = replace(card(6, 60, 1.3), pixels=pixels, printed=printed, words=(), number_box=None)
    shot = taken(sheet, seed=seed)
    dark = 255.0 - cv2.cvtColor(shot.photo, cv2.COLOR_BGR2GRAY)
    expected = shot.geometry.to_photo(np.array([places], np.float32) + 0.5 / px)[0]
    ring = 1.6 * dot * shot.geometry.px_per_mm()
    for at in expected:
        y, x = np.indices(dark.shape)
        near = np.hypot(x + 0.5 - at[0], y + 0.5 - at[1]) < ring
        weight = np.clip(
            dark - np.median(dark[near & (dark < np.percentile(dark[near], 40))]), 0, None
        )
        weight *= near * (dark > (dark[near].max() + dark[near].min()) / 2)
        found = np.array([(weight * (x + 0.5)).sum(), (weight * (y + 0.5)).sum()]) / weight.sum()
        assert np.abs(found - at).max() < 0.5


@pytest.mark.parametrize("setting", [Setting.TABLE, Setting.CROPPED, Setting.SCREEN])
def test_the_same_recipe_gives_the_same_bytes(sheet, setting):
    first, second = (taken(sheet, LINEAR, setting=setting) for _ in range(2))
    assert first.jpeg == second.jpeg


@pytest.mark.parametrize("cause", ["defocus", "dark", "overexposed", "noise", "shadow", "glare"])
@pytest.mark.parametrize("chain", [LINEAR_PHONE, LINEAR], ids=["linear", "linear other"])
def test_twice_the_flip_strength_costs_legibility(sheet, reference, faultless, cause, chain):
    def legible(faults):
        shots = [taken(sheet, chain, seed=seed, faults=faults) for seed in (1, 2, 3)]
        return sum(
            measure_truth(reference, shot.photo, shot.geometry).index.mean() for shot in shots
        )

    if chain not in faultless:
        faultless[chain] = legible({})
    assert legible({cause: 2 * flip_strength(cause, "ktp")}) < faultless[chain]


@pytest.mark.parametrize("cause", ["hidden_glare", "hidden_card", "hidden_finger"])
def test_a_hidden_entry_is_must_read_and_leaves_the_rest(sheet, reference, cause):
    truth = [
        measure_truth(reference, shot.photo, shot.geometry)
        for shot in (taken(sheet, LINEAR, faults=f, seed=3) for f in ({}, {cause: 1.0}))
    ]
    dropped = truth[1].index < truth[0].index - 0.3
    assert dropped[truth[1].must_read].any()
    assert dropped.sum() <= 4


def test_a_digital_page_has_no_phone(sheet):
    shots = [taken(sheet, chain, setting=Setting.RENDERED) for chain in (DEFAULT_CHAIN, LINEAR)]
    assert shots[0].jpeg == shots[1].jpeg


def test_a_mixed_chain_draws_each_phone_and_light():
    recipes = [Recipe(seed=seed, habits=USUAL_HABITS, chain=MIXED) for seed in range(40)]
    assert {(recipe.phone, recipe.light) for recipe in recipes} == {
        (phone, light) for phone in ("plain", "linear") for light in ("usual", "other")
    }


def test_effects_without_a_function_raise(sheet):
    with pytest.raises(ValueError, match="effects"):
        taken(sheet, Chain(phones=("effects",)))


def test_a_blank_point_has_no_word_near(sheet):
    at = random_blank_point(sheet, 4.0, rng())
    assert at is not None
    for word in sheet.words:
        x, y, width, height = np.array(word.box) / PX_PER_MM
        assert (
            np.hypot(max(x - at[0], 0, at[0] - x - width), max(y - at[1], 0, at[1] - y - height))
            > 4
        )
    assert random_blank_point(sheet, 200.0, rng()) is None
