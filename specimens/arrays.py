"""The arrays of this package: what pictures and fields are made of."""

from collections.abc import Iterable
from typing import Any

import cv2
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


def bgr(field: Field) -> Field:
    """Return a field once for each of blue, green and red."""
    return as_field(cv2.cvtColor(field, cv2.COLOR_GRAY2BGR))


def plain(shape: tuple[int, ...], colour: Iterable[float]) -> Picture:
    """Return a picture (rows × columns) of one colour (BGR, what lies beyond 0–255 clipped)."""
    levels = np.clip(np.fromiter(colour, float), 0, 255).astype(np.uint8)
    return as_picture(cv2.merge([np.full(shape, level) for level in levels]))


def remapped(array: Any, at: Field, flags: int, border: int = cv2.BORDER_CONSTANT) -> Any:
    """Return an array's values at points (rows × columns × 2), interpolated as the flags say."""
    y: Any = None  # x and y stand in one array
    return cv2.remap(array, at, y, flags, borderMode=border)
