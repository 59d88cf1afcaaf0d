"""Smooth random fields, for surfaces, paper and light."""

from functools import cache

import cv2
import numpy as np

from specimens.arrays import Field, Floats, Picture, Rng, as_field, as_picture


def smooth(rng: Rng, size: tuple[int, int], cells: tuple[int, int]) -> Field:
    """Return a field of a size (width, height) with about `cells` bumps across and down.

    Zero mean, standard deviation about 1.
    """
    coarse = rng.standard_normal((max(cells[1], 1) + 3, max(cells[0], 1) + 3), dtype=np.float32)
    x0, y0 = rng.random(2)
    matrix = np.array(
        [[size[0] / max(cells[0], 1), 0, -size[0] * x0 / max(cells[0], 1)],
         [0, size[1] / max(cells[1], 1), -size[1] * y0 / max(cells[1], 1)]]
    )  # fmt: skip
    return 1.3 * cv2.warpAffine(
        coarse, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT
    )


def fractal(rng: Rng, size: tuple[int, int], first: int, octaves: int) -> Field:
    """Return noise at octaves of halving size, the first with `first` bumps across.

    Zero mean, standard deviation about 1.
    """
    ratio = size[1] / size[0]
    total = np.zeros((size[1], size[0]), np.float32)
    for octave in range(octaves):
        cells = first * 2**octave
        total += smooth(rng, size, (cells, round(cells * ratio))) * 0.5**octave
    return total / 1.15


NOISE_TILE_PX = 2600  # side of the white noise that `grain` cuts from


@cache
def _noise_tile() -> Field:
    return np.random.default_rng(5).standard_normal(
        (NOISE_TILE_PX, NOISE_TILE_PX), dtype=np.float32
    )


def grain(rng: Rng, size: tuple[int, int]) -> Field:
    """Return white noise of standard deviation 1: a random, mirrored crop of one tile."""
    if max(size) > NOISE_TILE_PX:
        return rng.standard_normal((size[1], size[0]), dtype=np.float32)
    x, y = rng.integers(0, NOISE_TILE_PX - np.array(size) + 1)
    part = _noise_tile()[y : y + size[1], x : x + size[0]]
    return np.asarray(
        part[:: rng.choice([-1, 1]), :: rng.choice([-1, 1])] * rng.choice([-1, 1]), np.float32
    )


def shade(colour: Floats, field: Field, depth: float) -> Picture:
    """Return a colour (BGR, 0–255) times 1 + `depth` × field."""
    light = 1 + depth * field
    return as_picture(np.clip(light[..., None] * as_field(colour), 0, 255))


def mix(one: Floats, other: Floats, share: Field) -> Picture:
    """Return the mixture of two colours by pixel; share 0 is the first."""
    share = np.clip(share, 0, 1)[..., None]
    picture = as_field(one) * (1 - share) + as_field(other) * share
    return as_picture(np.clip(picture, 0, 255))
