"""Random colours."""

import cv2
import numpy as np

from specimens.arrays import Floats, Rng, as_picture


def random_colour(rng: Rng, saturation: float, value: tuple[float, float]) -> Floats:
    """Return a colour (BGR) of any hue; saturation: maximum, 0–1; value: range within 0–255."""
    hsv = [[[rng.integers(180), 255 * rng.uniform(0, saturation), rng.uniform(*value)]]]
    return np.asarray(cv2.cvtColor(as_picture(hsv), cv2.COLOR_HSV2BGR)[0, 0], float)
