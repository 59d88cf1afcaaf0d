"""How far each cell's colour departs from the paper's, whatever light falls on it."""

import numpy as np

from precheck.capture import Capture, Grid

FLOOR = 12.0  # grey levels added to each channel: the colour of black is mostly noise


def departure(capture: Capture) -> Grid:
    """Return the distance of each cell's hue and saturation from the page's own.

    Unit: natural logarithm of channel ratios; 0 is the paper's own colour, 0.2 skin on white paper.
    """
    blue, green, red = np.moveaxis(np.log(capture.light.colour + FLOOR), 2, 0)
    ratios = np.stack([red - green, blue - green])
    own = np.median(ratios, axis=(1, 2), keepdims=True)
    return np.asarray(np.hypot(*(ratios - own)), np.float32)
