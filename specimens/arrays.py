"""The arrays of this package: what pictures and fields are made of."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Rows × columns × 3, BGR, or rows × columns, grey; 0–255."""
Field = NDArray[np.float32]
"""Rows × columns of numbers, sometimes with a last axis of two or three."""
Floats = NDArray[np.float64]


def as_picture(array: Any) -> Picture:
    """Return what OpenCV computed as a picture."""
    return np.asarray(array, np.uint8)


def as_field(array: Any) -> Field:
    """Return what OpenCV or numpy computed as a field."""
    return np.asarray(array, np.float32)
