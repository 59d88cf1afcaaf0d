"""Perspective: how far the sheet is tilted away from the camera.

Unit: degrees between the sheet's normal and the line of sight to its middle. Lower is better.
Range: 0 (seen straight on, or a picture cropped and straightened) to 90.
None where the corners span no area.
Source: the vanishing points of the sheet's two pairs of sides give its two directions, and their
cross product its normal (Hartley & Zisserman 2004, section 8.6), for a camera whose focal length
is FOCAL of the longer side of the picture.
"""

import math

import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture, Photo, Points
from precheck.cells.places import whole
from precheck.cells.weights import explained
from precheck.verdict import Measurement

FOCAL = 0.78  # a phone's main camera: 26–28 mm on a frame of 36 × 24 cut to 4:3
STEEP, FLAT = 30.0, 65.0  # degrees from which tilt can cost a word, and does alone

Vector = NDArray[np.float64]


def perspective(capture: Capture) -> Measurement:
    """Return the sheet's tilt, and all text that cannot be read where the tilt is steep."""
    tilt = _tilt(capture.page.sheet.quad, capture.photo)
    if tilt is None:
        return Measurement(value=None)
    tilts = np.full(capture.text.text.shape, tilt, np.float32)
    cost = explained(capture, tilts, STEEP, FLAT)
    return Measurement(value=tilt, places=whole(capture, cost > 0, cost))


def _tilt(quad: Points, photo: Photo) -> float | None:
    rays = _rays(quad, photo)
    top, right, bottom, left = (np.cross(rays[i], rays[(i + 1) % 4]) for i in range(4))
    normal = np.cross(np.cross(top, bottom), np.cross(left, right))
    sight = _middle(rays)
    lengths = float(np.linalg.norm(normal) * np.linalg.norm(sight))
    if not lengths > 0:
        return None
    return math.degrees(math.acos(min(1.0, abs(float(normal @ sight)) / lengths)))


def _rays(quad: Points, photo: Photo) -> Vector:
    """Return the lines of sight to the corners, the camera looking along the third axis."""
    longer = max(photo.width, photo.height)
    middle = np.array([photo.width, photo.height]) / 2
    flat = (quad.astype(np.float64) - middle) / (FOCAL * longer)
    return np.column_stack([flat, np.ones(len(quad))])


def _middle(rays: Vector) -> Vector:
    """Return the line of sight to where the diagonals meet."""
    return np.cross(np.cross(rays[0], rays[2]), np.cross(rays[1], rays[3]))
