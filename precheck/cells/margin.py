"""The margin of a page that the frame cuts: how much of it is left, and how much lies outside."""

import cv2
import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.weights import TEXT, Mask
from precheck.flatten import FRAME, photo_per_flat

WIDE = 4.0
"""Capital heights of a margin from which print seldom goes on beyond it."""
FEW = 3  # cells of print nearest to the edge, whose mean is told
FILLED = 0.95
"""Of the frame: a page that takes more of it was cropped to the page, and is whole."""


def margin(capture: Capture) -> float:
    """Return the room between the print and the edge of the frame where that cuts the page.

    Heights of a capital, 0 (print runs out) to WIDE, which stands for a page that is not cut.
    """
    cut = capture.page.clipped and (part(capture) or not filled(capture))
    if not cut:
        return WIDE
    near = np.sort(_far(capture)[capture.text.text >= TEXT])[:FEW]
    return float(np.clip(near.mean(), 0, WIDE)) if near.size else WIDE


def at_edge(capture: Capture) -> Mask:
    """Return the cells of print nearer to the edge of the frame than a capital is high."""
    return np.asarray((capture.text.text >= TEXT) & (_far(capture) < 1), np.bool_)


def outside(capture: Capture) -> float:
    """Return the share of the page that lies out of the frame, 0-1, as far as its form tells."""
    inward = capture.light.inward
    return float((inward < 0).mean()) if inward.size else 0.0


def capital(capture: Capture) -> float:
    """Return the median height of the capitals that stand out, photo px; 0 without any."""
    heights = [region.height for region in capture.regions if region.contrast > 0]
    return float(np.median(heights)) if heights else 0.0


def part(capture: Capture) -> bool:
    """Say whether the corner net takes the frame for a part of a sheet."""
    return capture.page.bare is not None and capture.page.bare.part


def filled(capture: Capture) -> bool:
    """Say whether the page takes the whole frame: no side of it was left out by mistake."""
    extent = np.array([capture.photo.width, capture.photo.height], np.float32)
    area, _ = cv2.intersectConvexConvex(capture.page.sheet.quad, FRAME * extent - np.float32(0.5))
    return float(area) > FILLED * float(extent.prod())


def _far(capture: Capture) -> Grid:
    """Return how far each cell lies inside the frame, heights of a capital; far where unknown."""
    inward, height = capture.light.inward, capital(capture)
    if not inward.size or not height:
        return np.full(capture.text.text.shape, np.float32(WIDE))
    cells = height / photo_per_flat(capture.page) / capture.text.cell
    return np.asarray(inward / cells, np.float32)
