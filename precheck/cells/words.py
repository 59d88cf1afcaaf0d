"""The print of a page at the size of its words: a cell alone says little of large print."""

import cv2
import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.weights import TEXT
from precheck.flatten import photo_per_flat
from precheck.loss.seen import hidden
from precheck.once import once

FAINT_TEXT = 0.2
"""Probability from which a cell may hold print that hardly shows."""
WORD_CAPITALS = (4.5, 1.6)
"""Width and height of a short word, in heights of its capitals."""
MIN_WINDOW_TEXT = 1e-4
"""Share of print in a word's window that holds any."""


def word_mean(capture: Capture, values: Grid) -> Grid:
    """Return the mean round each cell over the size of a short word."""
    capitals = max(1.0, capitals_px(capture) / photo_per_flat(capture.page) / capture.text.cell)
    size = round(WORD_CAPITALS[0] * capitals), round(WORD_CAPITALS[1] * capitals)
    return np.asarray(cv2.blur(values, size, borderType=cv2.BORDER_CONSTANT), np.float32)


@once
def word_legibility(capture: Capture) -> Grid:
    """Return the legibility index of the word round each cell, 0-1; 0 where print is hidden.

    The mean over the print that shows in the window of a word; of the cell alone where none shows.
    """
    text = capture.text
    shows = text.text >= TEXT
    weights = np.where(shows, text.text, np.float32(0))
    total = word_mean(capture, weights)
    mean = word_mean(capture, weights * text.legibility) / np.maximum(total, MIN_WINDOW_TEXT)
    mean = np.where(total > MIN_WINDOW_TEXT, mean, text.legibility)
    own = np.where(shows, mean, np.minimum(mean, text.legibility))
    return np.asarray(np.where(hidden(capture), 0, own), np.float32)


def capitals_px(capture: Capture) -> float:
    """Return the median height of the page's capitals, photo pixels; 0 without print."""
    heights = [region.height for region in capture.regions]
    return float(np.median(heights)) if heights else 0.0
