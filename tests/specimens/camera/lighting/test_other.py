"""The other lights and shadows."""

import numpy as np
import pytest

from specimens.camera.lighting.other import SHADOW_SHAPES, draw_shadow, room_light
from specimens.camera.lighting.usual import Spot

SIZE = (400, 300)


def rng(seed=1):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("seed", range(20))
def test_rooms_and_shadows_are_in_range(seed):
    light = room_light(SIZE, rng(seed))
    assert 0.1 < light.min() <= light.max() <= 3
    dark = draw_shadow(SIZE, Spot(200, 150, 40), rng(seed))
    assert 0 <= dark.min() <= dark.max() <= 1.001
    assert dark.max() > 0.5


def test_all_shapes_of_shadow_are_drawn():
    assert len(SHADOW_SHAPES) == len(set(SHADOW_SHAPES)) == 6
