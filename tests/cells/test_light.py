"""The grids of light: means over squares, of a picture and of products."""

import numpy as np
import pytest

from precheck.cells.light import STEP, averaged, blocks

RNG = np.random.default_rng(5)


def random(shape, kind=np.uint8):
    return RNG.integers(0, 256, shape).astype(kind)


@pytest.mark.parametrize("shape", [(40, 64), (47, 69), (STEP, 300), (5, 31), (1, 1)])
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.float32])
def test_squares_are_averaged_and_the_rest_left_out(shape, count, kind):
    pictures = [random(shape, kind) for _ in range(count)]
    step = min(STEP, *shape)
    rows, columns = (side // step for side in shape)
    product = np.prod([each.astype(np.float64) for each in pictures], axis=0)
    kept = product[: rows * step, : columns * step]
    expected = kept.reshape(rows, step, columns, step).mean((1, 3))
    np.testing.assert_allclose(blocks(*pictures), expected, rtol=1e-5)


def test_the_grid_has_the_shape_asked_for():
    picture = np.full((96, 128), 7, np.uint8)
    grid = averaged((5, 9), picture, picture)
    assert grid.shape == (5, 9)
    np.testing.assert_allclose(grid, 49)
