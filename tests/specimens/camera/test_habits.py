"""The habits of the worlds, and the lights and phones that follow them."""

from dataclasses import fields, replace

import numpy as np
import pytest

from specimens.camera.habits import UNUSUAL_HABITS, USUAL_HABITS, Habits
from specimens.camera.lighting.usual import Spot, draw_shadow, specular_highlight
from specimens.camera.phone.plain import draw_phone
from specimens.camera.recipe import Setting
from specimens.camera.surfaces.catalogue import SURFACES_BY_HABIT
from specimens.camera.surfaces.table import choose_surface
from specimens.dataset.plan import Task
from specimens.dataset.shots import Series, draw_page, make_recipe
from specimens.world import Split, World

SIZE = (400, 300)
LEARNED = (Split.TRAINING, Split.CALIBRATION)
HABITS = [pytest.param(USUAL_HABITS, id="usual"), pytest.param(UNUSUAL_HABITS, id="unusual")]


@pytest.mark.parametrize("name", [field.name for field in fields(Habits)])
def test_the_test_set_is_of_other_habits_than_what_was_learned_and_calibrated_on(name):
    test, *others = (World.of(split).habits for split in (Split.TEST, *LEARNED))
    assert [getattr(test, name) != getattr(other, name) for other in others] == [True, True]


@pytest.mark.parametrize("split", list(Split))
def test_a_shot_has_its_worlds_habits(split):
    series = Series(name="set", seed=1, world=World.of(split))
    task = Task(index=0, variant="ktp", page=0, causes=(), setting=Setting.TABLE, doses=())
    recipe = make_recipe(series, task, draw_page(series, "ktp", 0).sheet, 0)
    assert recipe.habits == World.of(split).habits
    assert choose_surface(recipe).kind in SURFACES_BY_HABIT[recipe.habits.surfaces]


@pytest.mark.parametrize("habits", HABITS)
def test_phones_are_of_the_makes_that_the_world_has(habits):
    kits = [draw_phone(np.random.default_rng(seed), habits) for seed in range(200)]
    for values, (low, high) in (
        ([kit.tone for kit in kits], habits.tone_contrast),
        ([kit.sharpen_radius for kit in kits], habits.sharpening_radius_px),
    ):
        assert low <= min(values) < low + 0.1 * (high - low)
        assert high - 0.1 * (high - low) < max(values) <= high
    assert np.mean([kit.coarse for kit in kits]) == pytest.approx(
        habits.coarse_noise_share, abs=0.1
    )


def crossing(*, barred):
    """Return how bright boxes are in their middle, of their brightest place, on average."""
    habits, spot = (
        replace(USUAL_HABITS, rectangular_share=1.0, window_bars=barred),
        Spot(200, 150, 40),
    )
    lights = [
        specular_highlight(SIZE, spot, np.random.default_rng(n), True, habits) for n in range(20)
    ]
    return np.mean([light[150, 200] / light.max() for light in lights])


def test_a_barred_window_is_darker_where_its_bars_cross():
    assert crossing(barred=False) > 0.95
    assert crossing(barred=True) < 0.8


@pytest.mark.parametrize("habits", HABITS)
@pytest.mark.parametrize("glossy", [True, False])
def test_a_highlight_is_bright_at_its_spot_and_nowhere_else(habits, glossy):
    for seed in range(20):
        light = specular_highlight(
            SIZE, Spot(150, 120, 20), np.random.default_rng(seed), glossy, habits
        )
        assert light.shape == SIZE[::-1]
        assert 1.0 < light.max() < 6.0
        assert (light > 1).mean() < 0.4
        assert light[-10:, -10:].max() < 1.0


@pytest.mark.parametrize(
    "kind", sorted({*USUAL_HABITS.shadow_shapes, *UNUSUAL_HABITS.shadow_shapes})
)
def test_a_shadow_of_each_shape_is_around_its_spot(kind):
    habits = replace(USUAL_HABITS, shadow_shapes=(kind,))
    for seed in range(10):
        dark = draw_shadow(SIZE, Spot(200, 150, 40), np.random.default_rng(seed), habits)
        assert 0.0 <= dark.min() <= dark.max() <= 1.0
        assert dark.max() > 0.9
        assert 0.02 < dark.mean() < 0.9
