"""What photographs of a world look like."""

from dataclasses import fields, replace

import numpy as np
import pytest

from specimens.camera.grounds import KINDS
from specimens.camera.habits import UNUSUAL, USUAL, Habits
from specimens.camera.light import Spot, mirrored, shadow
from specimens.camera.recipe import Setting
from specimens.camera.sensor import phone
from specimens.camera.table import ground
from specimens.plan import Task
from specimens.take import Series, page, recipe_of
from specimens.world import Split, World

SIZE = (400, 300)
LEARNED = (Split.TRAINING, Split.CALIBRATION)
HABITS = [
    pytest.param(USUAL, id="usual"),
    pytest.param(UNUSUAL, id="unusual"),
]


@pytest.mark.parametrize("name", [field.name for field in fields(Habits)])
def test_the_test_set_is_of_other_habits_than_what_was_learned_and_calibrated_on(name):
    test, *others = (World.of(split).habits for split in (Split.TEST, *LEARNED))
    assert [getattr(test, name) != getattr(other, name) for other in others] == [True, True]


@pytest.mark.parametrize("split", list(Split))
def test_a_shot_is_of_its_worlds_habits(split):
    series = Series(name="set", seed=1, world=World.of(split))
    task = Task(index=0, variant="ktp", page=0, causes=(), setting=Setting.TABLE, doses=())
    recipe = recipe_of(series, task, page(series, "ktp", 0).sheet, 0)
    assert recipe.habits == World.of(split).habits
    assert ground(recipe).kind in KINDS[recipe.habits.grounds]


@pytest.mark.parametrize("habits", HABITS)
def test_phones_are_of_the_makes_that_the_world_has(habits):
    kits = [phone(np.random.default_rng(seed), habits) for seed in range(200)]
    for values, (low, high) in (
        ([kit.tone for kit in kits], habits.tone),
        ([kit.sharpen_radius for kit in kits], habits.radius),
    ):
        assert low <= min(values) < low + 0.1 * (high - low)
        assert high - 0.1 * (high - low) < max(values) <= high
    assert np.mean([kit.coarse for kit in kits]) == pytest.approx(habits.coarse, abs=0.1)


def crossing(*, barred):
    """Return how bright boxes are in their middle, of their brightest place, on average."""
    habits, spot = replace(USUAL, boxes=1.0, barred=barred), Spot(200, 150, 40)
    lights = [mirrored(SIZE, spot, np.random.default_rng(n), True, habits) for n in range(20)]
    return np.mean([light[150, 200] / light.max() for light in lights])


def test_a_barred_window_is_darker_where_its_bars_cross():
    assert crossing(barred=False) > 0.95
    assert crossing(barred=True) < 0.8


@pytest.mark.parametrize("habits", HABITS)
@pytest.mark.parametrize("glossy", [True, False])
def test_what_mirrors_is_bright_where_it_lies_and_nowhere_else(habits, glossy):
    for seed in range(20):
        light = mirrored(SIZE, Spot(150, 120, 20), np.random.default_rng(seed), glossy, habits)
        assert light.shape == SIZE[::-1]
        assert 1.0 < light.max() < 6.0
        assert (light > 1).mean() < 0.4
        assert light[-10:, -10:].max() < 1.0


@pytest.mark.parametrize("kind", sorted({*USUAL.shadows, *UNUSUAL.shadows}))
def test_a_shadow_of_each_shape_lies_about_its_place(kind):
    habits = replace(USUAL, shadows=(kind,))
    for seed in range(10):
        dark = shadow(SIZE, Spot(200, 150, 40), np.random.default_rng(seed), habits)
        assert 0.0 <= dark.min() <= dark.max() <= 1.0
        assert dark.max() > 0.9
        assert 0.02 < dark.mean() < 0.9
