"""Perspective: how far the sheet is tilted away from the camera.

Unit: degrees between the sheet's normal and the line of sight to its middle. Lower is better.
Range: 0 (seen straight on, or a picture cropped and straightened) to 90.
None where the corners span no area.
Source: our own definition; the geometry is that of `precheck/cells/pose.py`.
"""

import numpy as np

from precheck.capture import Capture
from precheck.cells.places import whole
from precheck.cells.pose import tilt
from precheck.cells.weights import explained
from precheck.verdict import Measurement

STEEP, FLAT = 30.0, 65.0  # degrees from which tilt can cost a word, and does alone


def perspective(capture: Capture) -> Measurement:
    """Return the sheet's tilt, and all text that cannot be read where the tilt is steep."""
    degrees = tilt(capture.page.sheet.quad, capture.photo)
    if degrees is None:
        return Measurement(value=None)
    tilts = np.full(capture.text.text.shape, degrees, np.float32)
    cost = explained(capture, tilts, STEEP, FLAT)
    return Measurement(value=degrees, places=whole(capture, cost > 0, cost))
