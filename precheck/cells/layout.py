"""Where text must have been printed under something that hides it.

Rows of text go on: what stands left and right, above and below of a covered place says how dense
text was in it (normalised convolution, Knutsson & Westin 1993, doi:10.1109/CVPR.1993.341081). A
must-read zone in which no text shows at all had its text under the cover.
"""

import cv2
import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.weights import TEXT, Mask, lost, shares, zone_mask, zone_slice

ALONG = 0.06  # of the page's width: how far a row of text is taken to go on
ACROSS = 0.006  # of the page's height: rows of text are narrow


def expected(capture: Capture, covered: Mask) -> Grid:
    """Return each cell's share of the must-read text, that under the cover included. Sums to 1."""
    text = np.where(capture.text.text >= TEXT, capture.text.text, 0).astype(np.float32)
    filled = np.where(covered, np.maximum(_continued(text, covered), text), text)
    _fill_empty_zones(filled, capture, covered)
    zoned = np.where(zone_mask(text.shape, capture.zones), filled, 0)
    return shares(zoned if zoned.any() else filled)


def _continued(text: Grid, covered: Mask) -> Grid:
    """Return the density of text that shows around each cell."""
    rows, columns = text.shape
    seen = (~covered).astype(np.float32)
    sigmas = {"sigmaX": max(ALONG * columns, 0.5), "sigmaY": max(ACROSS * rows, 0.5)}
    weight = cv2.GaussianBlur(seen, (0, 0), **sigmas)
    return (cv2.GaussianBlur(text * seen, (0, 0), **sigmas) / np.maximum(weight, 1e-3)).astype(
        np.float32
    )


def _fill_empty_zones(filled: Grid, capture: Capture, covered: Mask) -> None:
    for zone in capture.zones:
        part = zone_slice(filled.shape, zone)
        if not (capture.text.text[part] >= TEXT).any():
            filled[part] = covered[part]


def hidden(capture: Capture, covered: Mask) -> Grid:
    """Return the share of the must-read text that each covered cell hides.

    Text that shows through counts as far as it cannot be read; text that does not show, wholly.
    """
    seen = capture.text.text >= TEXT
    beyond = np.where(seen, lost(capture), 1)
    return np.where(covered, expected(capture, covered) * beyond, 0).astype(np.float32)
