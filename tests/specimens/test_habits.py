"""What photographs of a world look like, and what of the test set's the training world has not."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from specimens.camera.habits import ANY, UNUSUAL, USUAL
from specimens.camera.light import Spot, mirrored, shadow

SIZE = (400, 300)
HABITS = [
    pytest.param(USUAL, id="usual"),
    pytest.param(UNUSUAL, id="unusual"),
    pytest.param(ANY, id="any"),
]


@pytest.mark.parametrize("name", ["taper", "curve", "tone", "radius"])
def test_what_nets_learn_from_ranges_wider_than_the_suites(name):
    low, high = getattr(ANY, name)
    for suite in (USUAL, UNUSUAL):
        assert low <= getattr(suite, name)[0]
        assert getattr(suite, name)[1] <= high


@pytest.mark.parametrize("name", ["grounds", "boxes", "barred", "bladed", "tone", "shadows"])
def test_the_test_set_is_of_other_habits_than_the_calibration_set(name):
    assert getattr(UNUSUAL, name) != getattr(USUAL, name)


def test_what_is_the_test_sets_own_nets_do_not_see():
    assert not set(ANY.shadows) & (set(UNUSUAL.shadows) - set(USUAL.shadows))
    assert UNUSUAL.barred
    assert not ANY.barred
    assert UNUSUAL.bladed > 0 == ANY.bladed


@pytest.mark.parametrize("habits", HABITS)
@pytest.mark.parametrize("glossy", [True, False])
def test_what_mirrors_is_bright_where_it_lies_and_nowhere_else(habits, glossy):
    for seed in range(20):
        light = mirrored(SIZE, Spot(150, 120, 20), np.random.default_rng(seed), glossy, habits)
        assert light.shape == SIZE[::-1]
        assert 1.0 < light.max() < 6.0
        assert (light > 1).mean() < 0.4
        assert light[-10:, -10:].max() < 1.0


def panes(habits):
    """Return how many bright parts the reflections of 30 seeds have."""
    found = []
    for seed in range(30):
        light = mirrored(SIZE, Spot(200, 150, 18), np.random.default_rng(seed), True, habits)
        found.append(cv2.connectedComponents((light > 0.5).astype(np.uint8))[0] - 1)
    return found


def test_windows_have_up_to_four_panes():
    assert max(panes(replace(USUAL, windows=0.0))) == 1
    assert {1, 2, 3} <= set(panes(replace(USUAL, windows=1.0))) <= {0, 1, 2, 3, 4}


@pytest.mark.parametrize("kind", sorted({*USUAL.shadows, *UNUSUAL.shadows, *ANY.shadows}))
def test_a_shadow_of_each_shape_lies_about_its_place(kind):
    habits = replace(ANY, shadows=(kind,))
    for seed in range(10):
        dark = shadow(SIZE, Spot(200, 150, 40), np.random.default_rng(seed), habits)
        assert 0.0 <= dark.min() <= dark.max() <= 1.0
        assert dark.max() > 0.9
        assert 0.02 < dark.mean() < 0.9
