"""Reflections of the other lights."""

import numpy as np
import pytest

from specimens.camera.lighting.reflections import add_sheen, draw_sheen
from specimens.camera.lighting.usual import Spot

SIZE = (400, 300)


def rng(seed=1):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("seed", range(20))
def test_a_full_sheen_hides_ink_and_a_weak_one_does_not(seed):
    page = np.full((300, 400, 3), 0.7, np.float32)
    page[::6] = 0.05
    spot = Spot(200, 150, 60, 1.0, 0.0)

    def contrast(weight):
        seen = np.minimum(add_sheen(page.copy(), draw_sheen(SIZE, spot, rng(seed), weight)), 1)
        return np.abs(np.diff(seen[110:190, 160:240, 1], axis=0)).mean()

    assert contrast(1.0) < contrast(0.2)
    assert contrast(0.1) > 0.15
