"""The margin of a page that the frame cuts: how much of it is left, and how much lies outside."""

import cv2
import numpy as np

from precheck.capture import Capture
from precheck.cells.weights import TEXT
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
    inward, heights = capture.light.inward, _heights(capture)
    if not capture.page.clipped or not inward.size or not heights or filled(capture):
        return WIDE
    near = np.sort(inward[capture.text.text >= TEXT])[:FEW]
    if not near.size:
        return WIDE
    capital = float(np.median(heights)) / photo_per_flat(capture.page) / capture.text.cell
    return float(np.clip(near.mean() / capital, 0, WIDE))


def outside(capture: Capture) -> float:
    """Return the share of the page that lies out of the frame, 0-1, as far as its form tells."""
    inward = capture.light.inward
    return float((inward < 0).mean()) if inward.size else 0.0


def filled(capture: Capture) -> bool:
    """Say whether the page takes the whole frame: no side of it was left out by mistake."""
    extent = np.array([capture.photo.width, capture.photo.height], np.float32)
    area, _ = cv2.intersectConvexConvex(capture.page.sheet.quad, FRAME * extent - np.float32(0.5))
    return float(area) > FILLED * float(extent.prod())


def _heights(capture: Capture) -> list[float]:
    return [region.height for region in capture.regions if region.contrast > 0]
