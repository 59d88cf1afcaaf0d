"""How a sheet lies before the camera: its tilt, and its shape as it is and not as it is seen.

The vanishing points of the sheet's two pairs of sides give its two directions, and their cross
product its normal (Hartley & Zisserman 2004, section 8.6), for a camera whose focal length is FOCAL
of the longer side of the picture.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Photo, Points

FOCAL = 0.78  # a phone's main camera: 26–28 mm on a frame of 36 × 24 cut to 4:3
EDGE_ON = 0.2  # cosine of a tilt from which a shape can no longer be told
DIGITS = 6  # of a cosine: by more, the error of a sum would tilt a level sheet
UNIT = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)

Vector = NDArray[np.float64]


def tilt(quad: Points, photo: Photo) -> float | None:
    """Return the degrees, 0–90, between normal and line of sight; None for corners in a line."""
    rays = _rays(quad, photo)
    normal = _normal(rays)
    sight = np.cross(np.cross(rays[0], rays[2]), np.cross(rays[1], rays[3]))  # of the middle
    lengths = float(np.linalg.norm(normal) * np.linalg.norm(sight))
    if not lengths > 0:
        return None
    return math.degrees(math.acos(min(1.0, abs(float(normal @ sight)) / lengths)))


def foreshortened(quad: Points, shapes: Sequence[float]) -> float:
    """Return the tilt, in degrees, that makes a sheet look as squeezed as it does; 0 of no shape.

    What is round on a tilted sheet looks oval, its short axis over its long one the tilt's cosine
    (Hartley & Zisserman 2004, section 2.4), whichever way the sheet is tilted.

    shapes: width over height that the sheet may have; the one that needs the least tilt counts.
    """
    return min((math.degrees(math.acos(_roundness(quad, shape))) for shape in shapes), default=0.0)


def _roundness(quad: Points, shape: float) -> float:
    """Return the short axis over the long one of what is round in the middle of a sheet, 0–1."""
    matrix = cv2.getPerspectiveTransform(UNIT, quad.astype(np.float32))
    x, y, depth = matrix @ (0.5, 0.5, 1)
    slopes = (matrix[:2, :2] * depth - np.outer((x, y), matrix[2, :2])) / (shape, 1)
    long, short = np.linalg.svd(slopes, compute_uv=False)
    return round(float(short / long), DIGITS) if long > 0 else 1.0


def seen(quad: Points) -> float:
    """Return width over height of a sheet as it is seen, the means of its sides."""
    top, right, bottom, left = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    return float(max(top + bottom, 1e-3) / max(right + left, 1e-3))


def shape(quad: Points, photo: Photo) -> float | None:
    """Return width over height of the sheet itself; None where it is seen edge-on."""
    rays = _rays(quad, photo)
    normal = _normal(rays)
    length = float(np.linalg.norm(normal))
    if not abs(normal[2]) > EDGE_ON * length:
        return None
    depths = rays @ (normal / length)
    if not (np.abs(depths) > EDGE_ON / 2).all():
        return None
    corners = rays / depths[:, None]
    top, right, bottom, left = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    return float((top + bottom) / max(right + left, 1e-9))


def _normal(rays: Vector) -> Vector:
    top, right, bottom, left = (np.cross(rays[i], rays[(i + 1) % 4]) for i in range(4))
    return np.cross(np.cross(top, bottom), np.cross(left, right))


def _rays(quad: Points, photo: Photo) -> Vector:
    """Return the lines of sight to the corners, the camera looking along the third axis."""
    longer = max(photo.width, photo.height)
    middle = np.array([photo.width, photo.height]) / 2
    flat = (quad.astype(np.float64) - middle) / (FOCAL * longer)
    return np.column_stack([flat, np.ones(len(quad))])
