"""Array types, conversions and resampling."""

from collections.abc import Iterable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Rows × columns × 3, BGR, or rows × columns, grey; 0–255."""
Field = NDArray[np.float32]
"""Rows × columns (× 2 or 3), float32."""
Floats = NDArray[np.float64]
Rng = np.random.Generator
MAX_REMAP_COLUMNS = 16_000  # cv2.remap takes up to 32,767


def as_picture(array: Any) -> Picture:
    """Return an array as uint8."""
    return np.asarray(array, np.uint8)


def as_field(array: Any) -> Field:
    """Return an array as float32."""
    return np.asarray(array, np.float32)


def bgr(field: Field) -> Field:
    """Return a field repeated for blue, green and red."""
    return as_field(cv2.cvtColor(field, cv2.COLOR_GRAY2BGR))


def uniform(shape: tuple[int, ...], colour: Iterable[float]) -> Picture:
    """Return a picture (rows × columns) of one colour (BGR, clipped to 0–255)."""
    levels = np.clip(np.fromiter(colour, float), 0, 255).astype(np.uint8)
    return as_picture(cv2.merge([np.full(shape, level) for level in levels]))


def remap(array: Any, at: Field, flags: int, border: int = cv2.BORDER_CONSTANT) -> Any:
    """Return an array resampled at points (rows × columns × 2)."""
    y: Any = None  # unused: x and y are in one array
    return cv2.remap(array, at, y, flags, borderMode=border)


def remap_wide(array: Any, at: Field, flags: int, border: int) -> Any:
    """Return an array resampled at points of any number of columns."""
    parts = np.split(at, range(MAX_REMAP_COLUMNS, at.shape[1], MAX_REMAP_COLUMNS), axis=1)
    return np.concatenate([remap(array, part, flags, border) for part in parts], axis=1)
