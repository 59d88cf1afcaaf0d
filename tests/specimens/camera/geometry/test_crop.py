"""Photos cropped to the page, by hand or by an app that rectifies it."""

import numpy as np
import pytest

from specimens.camera.geometry.crop import crop
from specimens.camera.geometry.projection import Geometry, scaling, translation
from specimens.camera.habits import USUAL_HABITS
from specimens.camera.recipe import Recipe, Setting

LONG = 400
PAGE = (100.0, 140.0)  # mm
GREY = np.full((300, 220, 3), 180, np.uint8)


@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize(("x", "y"), [(10, 8), (-40, -60), (60, 0)], ids=["whole", "cut", "aside"])
def test_rectification_stays_within_the_photo(x, y, turn):
    geometry = Geometry(translation(x, y) @ scaling(2.0), PAGE)
    inside = np.clip(geometry.quad, 0, (219, 299))
    for seed in range(8):
        recipe = Recipe(seed=seed, habits=USUAL_HABITS, setting=Setting.CROPPED)
        picture, now = crop(GREY, geometry, turn, LONG, recipe)
        height, width = picture.shape[:2]
        assert (picture.max(2) > 90).mean() > 0.96  # all but slivers where a corner was missed
        to_now = now.matrix @ np.linalg.inv(geometry.matrix)
        seen = np.concatenate([inside, np.ones((4, 1))], 1) @ to_now.T
        corners = seen[:, :2] / seen[:, 2:]
        assert corners.min() > -0.08 * LONG
        assert (corners.max(0) < np.array([width, height]) + 0.08 * LONG).all()
