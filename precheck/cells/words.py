"""The text of a page at the size of its words: how legible each is, and what of it is lost.

A cell alone says little of large print, whose letters fill several.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.light import photo_per_flat
from precheck.cells.printed import covered, printed
from precheck.cells.weights import TEXT, Mask, beyond_reading

FAINTLY = 0.2  # probability from which a cell may hold text that does not show
WORD = (4.5, 1.6)  # width and height of a short word, in heights of its capitals
SCANT = 1e-4  # of a window that holds text at all
SPOT = (5, 2)  # cells across and down: a short word that is lost whole


@dataclass(frozen=True, slots=True)
class Words:
    """All text of the page: that which shows, and that which lies under something."""

    weights: Grid
    """Probability that text is printed in the cell; that of faint guesses counts as well."""
    over: Mask
    """Where something lies over the paper."""
    hidden: Mask
    """Where it lies so that no text shows."""
    legibility: Grid
    """Index of the word round the cell; 0 where it does not show."""
    clumps: Grid
    """How much text is lost round each cell, 0–1: a lost word gives about 1."""
    covers: Grid
    """The same of the text that does not show."""

    @classmethod
    def of(cls, capture: Capture) -> "Words":
        """Look at all text of a page."""
        text, over, word = capture.text, covered(capture), _word(capture)
        hidden = over & (text.text < TEXT)
        weights = np.maximum(printed(capture), np.where(text.text >= FAINTLY, text.text, 0))
        gone = np.where(hidden, weights, weights * beyond_reading(text.legibility))
        return cls(
            np.asarray(weights, np.float32),
            over,
            hidden,
            _legibility(capture),
            _round(np.asarray(gone, np.float32), word),
            _round(np.where(hidden, weights, np.float32(0)), word),
        )


def round_word(capture: Capture, values: Grid) -> Grid:
    """Return the mean round each cell over the size of a short word."""
    return _round(values, _word(capture))


def _legibility(capture: Capture) -> Grid:
    """Return the mean index round each cell over the text that shows in the size of a word.

    0 where something lies so that no text shows.
    """
    text, word = capture.text, _word(capture)
    shows = text.text >= TEXT
    weights = np.where(shows, text.text, np.float32(0))
    mean = _round(weights * text.legibility, word) / np.maximum(_round(weights, word), SCANT)
    return np.asarray(np.where(covered(capture) & ~shows, 0, mean), np.float32)


def _word(capture: Capture) -> tuple[int, int]:
    """Return how many cells wide and high a short word of the page's usual print is."""
    heights = [region.height for region in capture.regions]
    typical = float(np.median(heights)) if heights else 0.0
    capitals = max(1.0, typical / photo_per_flat(capture.page) / capture.text.cell)
    return round(WORD[0] * capitals), round(WORD[1] * capitals)


def _round(values: Grid, word: tuple[int, int]) -> Grid:
    """Average round each cell over the size of a word."""
    return np.asarray(cv2.blur(values, word, borderType=cv2.BORDER_CONSTANT), np.float32)


def peak(values: Grid) -> float:
    """Return the highest mean over the cells of any short word."""
    return float(cv2.blur(np.asarray(values, np.float32), SPOT).max(initial=0))
