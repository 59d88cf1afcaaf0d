"""The must-read text that cannot be read, that under things included, and what makes it so.

By the cell, as far as it is beyond reading; and by the word, which can be read or cannot.
"""

from collections.abc import Sequence

import numpy as np

from precheck.capture import Capture, Covers, Grid
from precheck.cells.printed import covered, printed
from precheck.cells.sampled import known, lost
from precheck.cells.weights import (
    READABLE,
    TEXT,
    Mask,
    beyond_reading,
    inside,
    shares,
    zone_mask,
)
from precheck.cells.words import word_legibility
from precheck.once import once

HARDLY = 0.55  # index of a word below which it is lost
PART = 0.05  # of what makes a word illegible, for it to be laid to a fault
LEAST = 0.005  # of the must-read words: less is none
"""On 660 drawn shots with one fault that hides words the measures follow the share that it costs
so: glare 0.91, shadow 0.85, folds 0.87, fingers 0.93, cards 0.89. With 0.5 for HARDLY shadow 0.82;
with 0.3 for PART glare 0.90, shadow 0.84; with 0.01 for LEAST shadow 0.80, cards 0.88."""
NUMBER = 0.3
"""Of its text, what the number of an unknown form weighs: it is one word, three times as long as
most."""


@once
def gone(capture: Capture) -> Grid:
    """Return each cell's share of the must-read text where it cannot be read, 0–1, else 0.

    Text that does not show counts as surely as it is printed there. Where none is printed for all
    that is known, the zones, or the page, count evenly.
    """
    shows = capture.text.text >= TEXT
    hidden = (covered(capture) | ~_text(capture).any()) & ~shows
    beyond = np.where(hidden, 1, beyond_reading(capture.text.legibility))
    return np.asarray(shares(_needed(capture, _text(capture))) * beyond, np.float32)


def gone_by(capture: Capture, codes: Sequence[str]) -> Grid:
    """Return the part of `gone` that the legibility net lays to these reason codes."""
    return np.asarray(gone(capture) * _by(capture, codes), np.float32)


def words_gone_by(capture: Capture, codes: Sequence[str], where: Mask) -> Grid:
    """Return each cell's share of the must-read words lost in a mask to these reason codes, 0–1.

    Lost to them are words that cannot be read and for which the legibility net blames the codes
    with more than PART. Nothing where they are less than LEAST.
    """
    shows, over = capture.text.text >= TEXT, covered(capture)
    blamed = where & inside(capture) & laid_to(capture, codes, PART)
    bad = blamed & np.where(shows, word_legibility(capture) < HARDLY, over)
    dim = blamed & np.where(shows, capture.text.legibility < READABLE, over)
    cost = lost(capture, bad, dim) if known(capture) else np.where(bad, _evenly(capture), 0)
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


def _needed(capture: Capture, text: Grid) -> Grid:
    """Return the text that must be read, cell by cell: that of the zones, or what there is."""
    shown = inside(capture)
    zones = shown & zone_mask(shown.shape, capture.zones)
    zoned = np.where(zones, text, 0)
    chosen = zoned if zoned.any() else text if text.any() else zones if zones.any() else shown
    return np.asarray(chosen, np.float32)


def _evenly(capture: Capture) -> Grid:
    """Return the share of the words in each cell of an unknown form: each counts as any other.

    Its number is one word.
    """
    needed = _needed(capture, _text(capture))
    numbers = tuple(zone for zone in capture.zones if zone.covers is Covers.NUMBER)
    number = zone_mask(needed.shape, numbers)
    return shares(np.where(number, NUMBER * needed, needed).astype(np.float32))
