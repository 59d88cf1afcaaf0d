"""Colours drawn at random."""

import cv2
import numpy as np

from specimens.arrays import Floats, as_picture


def hue(rng: np.random.Generator, saturation: float, value: tuple[float, float]) -> Floats:
    """Return a colour (BGR) of any hue; saturation 0–1, value within 0–255."""
    hsv = [[[rng.integers(180), 255 * rng.uniform(0, saturation), rng.uniform(*value)]]]
    return np.asarray(cv2.cvtColor(as_picture(hsv), cv2.COLOR_HSV2BGR)[0, 0], float)
