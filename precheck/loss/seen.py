"""Seen: where print of this page could be read, whether or not any is printed there."""

import cv2
import numpy as np

from precheck.capture import Capture, Grid, Mask
from precheck.runtime.memo import cached_per_object
from precheck.text.cells import (
    MIN_TEXT,
    READABLE_INDEX,
    UNREADABLE_INDEX,
    illegibility,
    in_frame,
)
from precheck.text.light import SATURATED_GREY

MIN_COVERED = 0.5
"""Probability from which a cell counts as covered."""
MAX_PAPER_GREY, PAPER_PERCENTILE = 240.0, 75
"""Grey level below which this percentile of the paper around readable print lies where saturated
cells are a highlight; a white sheet in good light is as bright everywhere."""


@cached_per_object
def covered(capture: Capture) -> Mask:
    """Return the cells in the frame that something covers."""
    return (capture.text.covered >= MIN_COVERED) & in_frame(capture)


@cached_per_object
def burnt_out(capture: Capture) -> Mask:
    """Return the saturated cells of a highlight, much brighter than the paper around print.

    Cells next to visible print are not among them: no other line is printed there.
    """
    paper, text = capture.light.paper, capture.text
    visible = text.text >= MIN_TEXT
    readable = visible & (text.legibility >= READABLE_INDEX) & in_frame(capture)
    if not readable.any() or np.percentile(paper[readable], PAPER_PERCENTILE) >= MAX_PAPER_GREY:
        return np.zeros(visible.shape, np.bool_)
    beside = cv2.dilate(visible.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    saturated = capture.light.brightest >= SATURATED_GREY
    return np.asarray(saturated & ~beside & in_frame(capture))


@cached_per_object
def hidden(capture: Capture) -> Mask:
    """Return the cells without visible print that are covered or burnt out."""
    return burnt_out(capture) | (covered(capture) & (capture.text.text < MIN_TEXT))


@cached_per_object
def unseen(capture: Capture) -> Mask:
    """Return the cells in the frame where print is not readable: hidden or illegible."""
    illegible = capture.text.legibility < UNREADABLE_INDEX
    return np.asarray((hidden(capture) | illegible) & in_frame(capture))


@cached_per_object
def unreadability(capture: Capture) -> Grid:
    """Return how unreadable print in each cell is or would be, 0 (plainly readable) to 1."""
    grid = np.where(hidden(capture), 1, illegibility(capture.text.legibility))
    return np.asarray(np.where(in_frame(capture), grid, 1), np.float32)
