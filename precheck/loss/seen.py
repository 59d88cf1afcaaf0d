"""Seen: where print of this page could be read, whether or not any is printed there.

By cell, or in the window of a word: a single cell is a small part of large print.
"""

import cv2
import numpy as np

from precheck.capture import Capture, Grid, Mask
from precheck.sheet.rectify import photo_per_flat
from precheck.text.cells import (
    MIN_TEXT,
    READABLE_INDEX,
    SATURATED_GREY,
    UNREADABLE_INDEX,
    illegibility,
)
from precheck.text.runs import capital_height_px

MIN_COVERED = 0.5
"""Probability from which a cell counts as covered."""
MAX_PAPER_GREY, PAPER_PERCENTILE = 240.0, 75
"""Grey level below which this percentile of the paper around readable print lies where saturated
cells are a highlight; a white sheet in good light is as bright everywhere."""
MAX_BLACK_GREY = 24.0
"""Grey level of paper below which the ink of its print does not stand out of a JPEG's error."""
WORD_SIZE = (4.5, 1.6)
"""Width and height of a short word, in capital heights."""
MIN_WINDOW_TEXT = 1e-4
"""Mean probability of text in a word's window that holds print."""


def covered(capture: Capture) -> Mask:
    """Return the cells in the frame that something covers."""
    return (capture.text.covered >= MIN_COVERED) & capture.light.in_frame


def burnt_out(capture: Capture) -> Mask:
    """Return the saturated cells of a highlight, much brighter than the paper around print.

    Cells next to visible print are not among them: no other line is printed there.
    """
    paper, text = capture.light.paper, capture.text
    visible = text.text >= MIN_TEXT
    readable = visible & (text.legibility >= READABLE_INDEX) & capture.light.in_frame
    if not readable.any() or np.percentile(paper[readable], PAPER_PERCENTILE) >= MAX_PAPER_GREY:
        return np.zeros(visible.shape, np.bool_)
    beside = cv2.dilate(visible.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    saturated = capture.light.brightest >= SATURATED_GREY
    return np.asarray(saturated & ~beside & capture.light.in_frame)


def black(capture: Capture) -> Mask:
    """Return the cells in the frame that are too dark to see whether print is there."""
    dark = (capture.light.paper < MAX_BLACK_GREY) & (capture.text.text < MIN_TEXT)
    return np.asarray(dark & capture.light.in_frame)


def unseen(capture: Capture, hidden: Mask) -> Mask:
    """Return the cells in the frame where print is not readable: hidden or illegible."""
    illegible = capture.text.legibility < UNREADABLE_INDEX
    return np.asarray((hidden | illegible) & capture.light.in_frame)


def unreadability(capture: Capture, hidden: Mask) -> Grid:
    """Return how unreadable print in each cell is or would be, 0 (plainly readable) to 1."""
    grid = np.where(hidden, 1, illegibility(capture.text.legibility))
    return np.asarray(np.where(capture.light.in_frame, grid, 1), np.float32)


def word_mean(capture: Capture, values: Grid) -> Grid:
    """Return the mean of the values in a window of the size of a short word around each cell."""
    height = capital_height_px(capture.regions) / photo_per_flat(capture.page) / capture.text.cell
    size = tuple(round(share * max(1.0, height)) for share in WORD_SIZE)
    return np.asarray(cv2.blur(values, size, borderType=cv2.BORDER_CONSTANT), np.float32)


def word_legibility(capture: Capture, hidden: Mask) -> Grid:
    """Return the legibility index of the word around each cell, 0-1; 0 where print is hidden.

    The mean over visible print in the window of a word; the cell's own index where none is visible.
    """
    text = capture.text
    visible = text.text >= MIN_TEXT
    weights = np.where(visible, text.text, np.float32(0))
    total = word_mean(capture, weights)
    mean = word_mean(capture, weights * text.legibility) / np.maximum(total, MIN_WINDOW_TEXT)
    mean = np.where(total > MIN_WINDOW_TEXT, mean, text.legibility)
    index = np.where(visible, mean, np.minimum(mean, text.legibility))
    return np.asarray(np.where(hidden, 0, index), np.float32)
