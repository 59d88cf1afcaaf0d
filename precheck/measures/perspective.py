"""Perspective: how far the sheet is tilted away from the camera.

Unit: degrees between the sheet's normal and the line of sight to its middle. Lower is better.
Range: 0 (seen straight on, or a picture cropped and straightened) to 90.
Value: of a form, the angle that makes it look as squeezed as it does, whatever the lens. Of an
unknown paper the larger of that, for a paper of any shape from a square to a card (a strip may be a
receipt, and tells nothing), and of the corners' by their vanishing points, for a phone's usual
lens. None where no sheet was found, or its corners span no area.
Source: our own definition; the geometry is that of `precheck/cells/pose.py`.
"""

import numpy as np

from precheck.capture import Capture, Points
from precheck.cells.places import whole
from precheck.cells.pose import foreshortened, seen, tilt
from precheck.cells.weights import explained
from precheck.flatten import RATIOS
from precheck.verdict import Measurement

LONG = max(RATIOS)  # times as long as wide: a card is longer than any sheet
STRIP = 2.4  # the same; what is longer may be a receipt
STEEP, FLAT = 30.0, 65.0  # degrees from which tilt can cost a word, and does alone


def perspective(capture: Capture) -> Measurement:
    """Return the sheet's tilt, and all text that cannot be read where the tilt is steep."""
    quad = capture.page.sheet.quad
    turned = None if capture.page.bare else tilt(quad, capture.photo)
    if turned is None:
        return Measurement(value=None)
    squeezed = foreshortened(quad, capture.shapes or _free(quad))
    degrees = squeezed if capture.shapes else max(turned, squeezed)
    tilts = np.full(capture.text.text.shape, degrees, np.float32)
    cost = explained(capture, tilts, STEEP, FLAT)
    return Measurement(value=degrees, places=whole(capture, cost > 0, cost))


def _free(quad: Points) -> tuple[float, ...]:
    """Return the shape nearest to what is seen that an unknown paper may have, if any."""
    shape = seen(quad)
    return (float(np.clip(shape, 1 / LONG, LONG)),) if 1 / STRIP < shape < STRIP else ()
