"""What photographs of a world look like."""

from dataclasses import replace

import numpy as np
import pytest

from specimens.camera.habits import UNUSUAL, USUAL
from specimens.camera.light import Spot, mirrored, shadow

SIZE = (400, 300)
HABITS = [
    pytest.param(USUAL, id="usual"),
    pytest.param(UNUSUAL, id="unusual"),
]


@pytest.mark.parametrize("name", ["grounds", "boxes", "barred", "bladed", "tone", "shadows"])
def test_the_test_set_is_of_other_habits_than_the_calibration_set(name):
    assert getattr(UNUSUAL, name) != getattr(USUAL, name)


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
