"""The must-read text that cannot be read, that under things included, and what makes it so.

By the cell, as far as it is beyond reading; and by the word, which can be read or cannot.
"""

from collections.abc import Sequence

import numpy as np

from precheck.capture import Capture, Covers, Grid
from precheck.cells.printed import covered, printed
from precheck.cells.weights import (
    TEXT,
    UNREADABLE,
    Mask,
    beyond_reading,
    inside,
    shares,
    zone_mask,
)
from precheck.cells.words import word_legibility
from precheck.once import once

NUMBER = 0.3
"""Of its text, what a number weighs: it is one word, three times as long as most. On 191 shots of
each fault that hides words the measures follow the share of folds and fingers 0.79 and 0.80 so, by
all of the text 0.76 and 0.77; of the others alike."""
PART = 0.1
"""Of what makes a word illegible. On 191 shots of each fault that hides words the measures follow
their share 0.75 to 0.82 so, 0.72 to 0.80 where each word counts by its part."""
LEAST = 0.005  # of the must-read words: one of a large Kartu Keluarga's is 0.008


@once
def gone(capture: Capture) -> Grid:
    """Return each cell's share of the must-read text where it cannot be read, 0–1, else 0.

    Text that does not show counts as surely as it is printed there. Where none is printed for all
    that is known, the zones, or the page, count evenly.
    """
    shows = capture.text.text >= TEXT
    hidden = (covered(capture) | ~_text(capture).any()) & ~shows
    lost = np.where(hidden, 1, beyond_reading(capture.text.legibility))
    return np.asarray(shares(_needed(capture)) * lost, np.float32)


@once
def words_gone(capture: Capture) -> Grid:
    """Return each cell's share of the must-read words where its word cannot be read, 0–1, else 0.

    As `gone`, but a word is lost whole, or not at all, and the number is one word.
    """
    numbers = tuple(zone for zone in capture.zones if zone.covers is Covers.NUMBER)
    needed = _needed(capture)
    weights = np.where(zone_mask(needed.shape, numbers), NUMBER * needed, needed)
    lost = word_legibility(capture) < UNREADABLE
    return np.asarray(shares(np.asarray(weights, np.float32)) * lost, np.float32)


def gone_by(capture: Capture, codes: Sequence[str]) -> Grid:
    """Return the part of `gone` that the legibility net lays to these reason codes."""
    return np.asarray(gone(capture) * _by(capture, codes), np.float32)


def words_gone_by(capture: Capture, codes: Sequence[str], where: Mask) -> Grid:
    """Return the part of `words_gone` in a mask of which the net lays PART to these reason codes.

    A word is lost to them whole, or not at all. Nothing of less than a word.
    """
    cost = np.where(where & laid_to(capture, codes, PART), words_gone(capture), 0)
    return np.asarray(cost if float(cost.sum()) >= LEAST else np.zeros_like(cost), np.float32)


def laid_to(capture: Capture, codes: Sequence[str], share: float) -> Mask:
    """Return the cells where the net lays more than a share, 0–1, of the loss to these codes."""
    return np.asarray(_by(capture, codes) > share, np.bool_)


def _by(capture: Capture, codes: Sequence[str]) -> Grid:
    none = np.zeros(capture.text.text.shape, np.float32)
    return np.asarray(sum((capture.text.why.get(code, none) for code in codes), none), np.float32)


def _text(capture: Capture) -> Grid:
    """Return how surely text is printed in each cell of the picture, 0–1."""
    return np.asarray(np.where(inside(capture), printed(capture), 0), np.float32)


@once
def _needed(capture: Capture) -> Grid:
    """Return the text that must be read, cell by cell: that of the zones, or what there is."""
    text, shown = _text(capture), inside(capture)
    zones = shown & zone_mask(shown.shape, capture.zones)
    zoned = np.where(zones, text, 0)
    chosen = zoned if zoned.any() else text if text.any() else zones if zones.any() else shown
    return np.asarray(chosen, np.float32)
