"""The pose of a sheet before the camera: its tilt, and its true aspect ratio.

The vanishing points of the two pairs of opposite sides give the sheet's directions, and their cross
product its normal (Hartley & Zisserman 2004, section 8.6). The focal length is assumed to be
FOCAL_RATIO of the longer side of the picture.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Photo, Points
from precheck.sheet.rectify import UNIT_SQUARE

FOCAL_RATIO = 0.78  # a phone's main camera: 26–28 mm on a frame of 36 × 24 cut to 4:3
MIN_FACING_COSINE = 0.2  # cosine of the tilt; a sheet of less is seen edge-on
COSINE_DIGITS = 6  # decimals of a cosine: rounding errors do not tilt a level sheet
Vector = NDArray[np.float64]


def tilt(quad: Points, photo: Photo) -> float | None:
    """Return the angle of normal and line of sight, 0–90 degrees; None for collinear corners."""
    rays = _rays(quad, photo)
    normal = _normal(rays)
    view = np.cross(np.cross(rays[0], rays[2]), np.cross(rays[1], rays[3]))  # of the middle
    lengths = float(np.linalg.norm(normal) * np.linalg.norm(view))
    if not lengths > 0:
        return None
    return math.degrees(math.acos(min(1.0, abs(float(normal @ view)) / lengths)))


def foreshortening_tilt(quad: Points, shapes: Sequence[float]) -> float:
    """Return the tilt that foreshortening implies, in degrees; 0 without shapes.

    A circle on a tilted sheet is seen as an ellipse whose axes have the ratio of the tilt's cosine
    (Hartley & Zisserman 2004, section 2.4), in whatever direction the sheet is tilted.

    shapes: possible widths over heights of the sheet; the one of the smallest tilt is taken.
    """
    return min((math.degrees(math.acos(_roundness(quad, shape))) for shape in shapes), default=0.0)


def _roundness(quad: Points, shape: float) -> float:
    """Return minor over major axis of a circle in the middle of the sheet as it is seen, 0–1."""
    matrix = cv2.getPerspectiveTransform(UNIT_SQUARE, quad.astype(np.float32))
    x, y, depth = matrix @ (0.5, 0.5, 1)
    slopes = (matrix[:2, :2] * depth - np.outer((x, y), matrix[2, :2])) / (shape, 1)
    long, short = np.linalg.svd(slopes, compute_uv=False)
    return round(float(short / long), COSINE_DIGITS) if long > 0 else 1.0


def seen_shape(quad: Points) -> float:
    """Return width over height of a sheet as it is seen, by the means of opposite sides."""
    top, right, bottom, left = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    return float(max(top + bottom, 1e-3) / max(right + left, 1e-3))


def true_shape(quad: Points, photo: Photo) -> float | None:
    """Return the true width over height of the sheet; None where it is seen edge-on."""
    rays = _rays(quad, photo)
    normal = _normal(rays)
    length = float(np.linalg.norm(normal))
    if not abs(normal[2]) > MIN_FACING_COSINE * length:
        return None
    depths = rays @ (normal / length)
    if not (np.abs(depths) > MIN_FACING_COSINE / 2).all():
        return None
    corners = rays / depths[:, None]
    top, right, bottom, left = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    return float((top + bottom) / max(right + left, 1e-9))


def _normal(rays: Vector) -> Vector:
    top, right, bottom, left = (np.cross(rays[i], rays[(i + 1) % 4]) for i in range(4))
    return np.cross(np.cross(top, bottom), np.cross(left, right))


def _rays(quad: Points, photo: Photo) -> Vector:
    """Return the lines of sight to the corners; the camera looks along the third axis."""
    longer = max(photo.width, photo.height)
    middle = np.array([photo.width, photo.height]) / 2
    flat = (quad.astype(np.float64) - middle) / (FOCAL_RATIO * longer)
    return np.column_stack([flat, np.ones(len(quad))])
