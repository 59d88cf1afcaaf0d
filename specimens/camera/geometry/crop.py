"""Crops a photo to the page, as people and scanner apps do."""

import cv2
import numpy as np

from specimens.arrays import Picture, Rng, as_field, as_picture
from specimens.camera.geometry.projection import Geometry, scaling, translation
from specimens.camera.recipe import Recipe


def crop(
    picture: Picture, geometry: Geometry, turn: int, long_side: int, recipe: Recipe
) -> tuple[Picture, Geometry]:
    """Return the cropped page and its geometry; `turn` is unchanged."""
    rng = recipe.stream("crop")
    cut = _rectified if rng.random() < 0.5 else _trimmed
    return cut(picture, geometry, turn, long_side, rng)


def _rectified(
    picture: Picture, geometry: Geometry, turn: int, long_side: int, rng: Rng
) -> tuple[Picture, Geometry]:
    """Rectify the page as scanner apps do, with small errors of its corners.

    Corners outside the photo are clamped to its edge.
    """
    height, width = picture.shape[:2]
    inside = np.clip(geometry.quad, 0, (width - 1, height - 1))
    corners = as_field(np.roll(inside, -(turn // 90), 0))  # from the photo's own top left
    sides = np.linalg.norm(corners - np.roll(corners, -1, 0), axis=1)
    across, down = sides[0::2].mean(), sides[1::2].mean()
    scale = long_side / max(across, down)
    size = (round(across * scale), round(down * scale))
    aims = np.array([[0, 0], [size[0], 0], size, [0, size[1]]])
    missed = aims + rng.uniform(-0.006, 0.006, (4, 2)) * long_side
    matrix = np.asarray(cv2.getPerspectiveTransform(corners, as_field(missed)), float)
    return as_picture(cv2.warpPerspective(picture, matrix, size)), geometry.transformed(matrix)


def _trimmed(
    picture: Picture, geometry: Geometry, turn: int, long_side: int, rng: Rng
) -> tuple[Picture, Geometry]:
    """Crop to an upright rectangle close to the page's bounding box."""
    del turn  # same signature as _rectified
    low = np.clip(geometry.quad.min(0) + rng.uniform(-8, 6, 2), 0, None).astype(int)
    high = np.ceil(geometry.quad.max(0) + rng.uniform(-6, 8, 2)).astype(int)
    part = picture[low[1] : high[1], low[0] : high[0]]
    scale = min(long_side / max(part.shape[:2]), 1.0)
    size = (round(part.shape[1] * scale), round(part.shape[0] * scale))
    small = as_picture(cv2.resize(part, size, interpolation=cv2.INTER_AREA))
    return small, geometry.transformed(scaling(scale) @ translation(-float(low[0]), -float(low[1])))
