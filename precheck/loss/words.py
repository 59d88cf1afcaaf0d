"""Print at the scale of words: a single cell is a small part of large print."""

import cv2
import numpy as np

from precheck.capture import Capture, Grid
from precheck.loss.seen import hidden
from precheck.runtime.memo import cached_per_object
from precheck.sheet.rectify import photo_per_flat
from precheck.text.cells import MIN_TEXT
from precheck.text.runs import capital_height_px

WORD_SIZE = (4.5, 1.6)
"""Width and height of a short word, in capital heights."""
MIN_WINDOW_TEXT = 1e-4
"""Mean probability of text in a word's window that holds print."""


def word_mean(capture: Capture, values: Grid) -> Grid:
    """Return the mean of the values in a window of the size of a short word around each cell."""
    height = capital_height_px(capture.regions) / photo_per_flat(capture.page) / capture.text.cell
    size = round(WORD_SIZE[0] * max(1.0, height)), round(WORD_SIZE[1] * max(1.0, height))
    return np.asarray(cv2.blur(values, size, borderType=cv2.BORDER_CONSTANT), np.float32)


@cached_per_object
def word_legibility(capture: Capture) -> Grid:
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
    return np.asarray(np.where(hidden(capture), 0, index), np.float32)
