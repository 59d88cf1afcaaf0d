"""Where the frame cuts the page: the remaining margin, and the part out of the frame."""

import cv2
import numpy as np

from precheck.capture import Capture, Grid
from precheck.sheet.rectify import UNIT_SQUARE, photo_per_flat
from precheck.text.cells import MIN_TEXT
from precheck.text.runs import capital_height_px

MAX_MARGIN = 4.0
"""Capital heights; behind a wider margin print seldom continues."""
EDGE_CELLS = 3
"""Cells of print nearest to the edge, whose mean distance is the margin."""
MIN_FILLED_FRAME = 0.95
"""Share of the frame from which a page fills it: the photo was cropped to the page."""


def margin(capture: Capture) -> float:
    """Return the margin between the print and the edge of the frame that cuts the page.

    In capital heights, 0 (print runs out of the frame) to MAX_MARGIN, also for an uncut page.
    """
    if not capture.page.clipped or (fills_frame(capture) and not is_part(capture)):
        return MAX_MARGIN
    distances = _edge_distance(capture)[capture.text.text >= MIN_TEXT]
    nearest = np.sort(distances)[:EDGE_CELLS]
    return float(np.clip(nearest.mean(), 0, MAX_MARGIN)) if nearest.size else MAX_MARGIN


def outside(capture: Capture) -> float:
    """Return the share of the page that lies out of the frame, 0-1, as far as its form is known."""
    return float((capture.light.inward < 0).mean())


def visible_height_px(capture: Capture) -> float:
    """Return the median height of the capitals that have ink, photo pixels; 0 without any."""
    return capital_height_px([region for region in capture.regions if region.contrast > 0])


def is_part(capture: Capture) -> bool:
    """Return whether the corner net detected a part of a sheet larger than the frame."""
    return capture.page.sheetless is not None and capture.page.sheetless.part


def fills_frame(capture: Capture) -> bool:
    """Return whether the page covers the whole frame."""
    extent = np.array([capture.photo.width, capture.photo.height], np.float32)
    area, _ = cv2.intersectConvexConvex(
        capture.page.sheet.quad, UNIT_SQUARE * extent - np.float32(0.5)
    )
    return float(area) > MIN_FILLED_FRAME * float(extent.prod())


def _edge_distance(capture: Capture) -> Grid:
    """Return each cell's distance from the frame's edge in capital heights, negative outside.

    MAX_MARGIN everywhere where the height is unknown.
    """
    inward, height = capture.light.inward, visible_height_px(capture)
    if not height:
        return np.full(inward.shape, np.float32(MAX_MARGIN))
    cells = height / photo_per_flat(capture.page) / capture.text.cell
    return np.asarray(inward / cells, np.float32)
