"""Overexposed: how far ink is bleached where the paper has run into white.

Unit: brightness of the ink over that of the paper. Lower is better.
Range: 0 (black ink, or paper not blown out) to 1 (nothing left).
Value: the weighted 10th percentile over the must-read text, so that a highlight on a page that is
well exposed elsewhere is not meant. None where the light was not measured.
Source: our own definition.
"""

import numpy as np

from precheck.capture import Capture
from precheck.cells.places import whole
from precheck.cells.weights import at_stake, explained, percentile, spread
from precheck.verdict import Measurement

BLOWN = 250.0  # grey level from which paper holds nothing: the sensor's end less JPEG's error
BLEACHED, WHITE = 0.5, 0.85  # from which paleness can cost a word, and does alone
LEAST = 10  # percentile: the measure follows 52 drawn strengths 0.85, with 25 or 50 only 0.82


def overexposed(capture: Capture) -> Measurement:
    """Return how far must-read ink is bleached on blown-out paper, and what that costs."""
    weights, paper = at_stake(capture), capture.light.paper
    if not paper.size:
        return Measurement(value=None)
    contrast = np.nan_to_num(spread(capture, [region.contrast for region in capture.regions]))
    pale = np.clip(1 - contrast / np.maximum(paper, 1), 0, 1)
    bleached = np.where(paper >= BLOWN, pale, 0).astype(np.float32)
    value = percentile(bleached, weights, LEAST)
    cost = explained(capture, bleached, BLEACHED, WHITE)
    shown = cost > 0 if value else np.zeros(cost.shape, np.bool_)
    return Measurement(value=value, places=whole(capture, shown, cost))
