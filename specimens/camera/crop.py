"""Cuts a photo to the page, as people and scanner apps do before they send it."""

import cv2
import numpy as np

from specimens.arrays import Picture, as_field, as_picture
from specimens.camera.geometry import Geometry, moving, scaling
from specimens.camera.recipe import Recipe


def cropped(
    picture: Picture, lies: Geometry, turn: int, long_side: int, recipe: Recipe
) -> tuple[Picture, Geometry]:
    """Return the page alone and where it lies now; the turn stays."""
    rng = recipe.stream("crop")
    cut = _straightened if rng.random() < 0.5 else _trimmed
    return cut(picture, lies, turn, long_side, rng)


def _straightened(
    picture: Picture, lies: Geometry, turn: int, long_side: int, rng: np.random.Generator
) -> tuple[Picture, Geometry]:
    """Make the page a rectangle, as scanner apps do; they miss its corners a little.

    Corners that lie out of the photo they take to be at its edge.
    """
    height, width = picture.shape[:2]
    inside = np.clip(lies.quad, 0, (width - 1, height - 1))
    corners = as_field(np.roll(inside, -(turn // 90), 0))  # from the photo's own top left
    sides = np.linalg.norm(corners - np.roll(corners, -1, 0), axis=1)
    across, down = sides[0::2].mean(), sides[1::2].mean()
    scale = long_side / max(across, down)
    size = (round(across * scale), round(down * scale))
    aims = np.array([[0, 0], [size[0], 0], size, [0, size[1]]])
    missed = aims + rng.uniform(-0.006, 0.006, (4, 2)) * long_side
    matrix = np.asarray(cv2.getPerspectiveTransform(corners, as_field(missed)), float)
    return as_picture(cv2.warpPerspective(picture, matrix, size)), lies.then(matrix)


def _trimmed(
    picture: Picture, lies: Geometry, turn: int, long_side: int, rng: np.random.Generator
) -> tuple[Picture, Geometry]:
    """Cut upright sides close to the page's outermost points."""
    del turn  # sides stay as they are
    low = np.clip(lies.quad.min(0) + rng.uniform(-8, 6, 2), 0, None).astype(int)
    high = np.ceil(lies.quad.max(0) + rng.uniform(-6, 8, 2)).astype(int)
    part = picture[low[1] : high[1], low[0] : high[0]]
    scale = min(long_side / max(part.shape[:2]), 1.0)
    size = (round(part.shape[1] * scale), round(part.shape[0] * scale))
    small = as_picture(cv2.resize(part, size, interpolation=cv2.INTER_AREA))
    return small, lies.then(scaling(scale) @ moving(-float(low[0]), -float(low[1])))
