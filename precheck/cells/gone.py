"""The must-read text that cannot be read, that under things included, and what makes it so.

By the cell, as far as it is beyond reading; and by the word, which can be read or cannot.
"""

from collections.abc import Sequence

import numpy as np

from precheck.capture import Capture, Covers, Grid
from precheck.cells.printed import covered, printed
from precheck.cells.sampled import known, lost
from precheck.cells.weights import (
    TEXT,
    Mask,
    beyond_reading,
    inside,
    shares,
    zone_mask,
)
from precheck.cells.words import round_word
from precheck.once import once

HARDLY = 0.5
"""Logarithm of the odds that print can be read, the mean round a cell of an unknown form over the
size of a word, below which a word there is lost. It is less where the word alone tells
(`precheck.cells.sampled`): some of what lies round it reads better."""
PART, MAINLY = 0.05, 0.5
"""Of what makes a word illegible, for it to be laid to a fault; and a number that was not read, of
which two faults would have a part."""
LEAST = 0.005  # of the must-read words: less is none
COVERED, PRINTED = 0.5, 0.5
"""What the odds that something lies over the paper, and that text is printed there, count in those
that it can be read, of those that the net tells. Of words under folds in 272 drawn shots those that
are lost are told from readable ones with an AUC of 0.998 by the three, 0.991 by legibility alone;
from words between the two 0.97 and 0.93."""
SURE = 1e-4  # no probability is nearer to 0 or 1
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


def words_gone_by(capture: Capture, codes: Sequence[str], where: Mask, odds: Grid) -> Grid:
    """Return each cell's share of the must-read words lost in a mask to these reason codes, 0–1.

    Lost to them are words that by these odds cannot be read and for which the legibility net blames
    the codes with more than PART; with more than MAINLY for a number that was not read. Nothing
    where they are less than LEAST. See `odds_of_reading`.

    On two sets of 136 drawn shots of each fault that hides words the measures follow the share that
    it costs so: folds 0.90, fingers 0.94, cards 0.93, glare 0.91, shadow 0.90.
    """
    bad = np.asarray(where & inside(capture) & laid_to(capture, codes, PART), np.bool_)
    if known(capture):
        cost = lost(capture, bad, odds, bad & laid_to(capture, codes, MAINLY))
    else:
        unread = round_word(capture, odds) < HARDLY
        cost = np.where(bad & unread, _evenly(capture), np.float32(0))
    return np.asarray(cost if float(cost.sum()) >= LEAST else np.zeros_like(cost), np.float32)


def odds_of_reading(capture: Capture) -> Grid:
    """Return the logarithm of the odds that print in each cell can be read."""
    return _odds(capture.text.legibility)


def odds_under_things(capture: Capture) -> Grid:
    """Return the same, less where something lies over the paper and no print shows."""
    text = capture.text
    odds = _odds(text.legibility) + PRINTED * _odds(text.text)
    if text.covered is not None:
        odds -= COVERED * _odds(text.covered)
    return np.asarray(odds, np.float32)


def _odds(probability: Grid) -> Grid:
    sure = np.clip(probability, SURE, 1 - SURE)
    return np.asarray(np.log(sure / (1 - sure)), np.float32)


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
