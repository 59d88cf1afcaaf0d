"""Overexposed: how far ink is bleached where the paper has run into white, and how much has.

Unit: mean of two shares: the brightness of the ink over that of the paper, 0 where the paper is not
blown out, and how much of the page is white to the end. Lower is better.
Range: 0 (no white that is blown out) to 1 (nothing left).
Value: of the ink the weighted 2nd percentile over the must-read text, the blackest, so that a
highlight on a page that is well exposed elsewhere is not meant. None where the light was not
measured.
Source: our own definition.
"""

import numpy as np

from precheck.capture import Capture
from precheck.cells.places import whole
from precheck.cells.weights import at_stake, explained, percentile, spread
from precheck.verdict import Measurement

BLOWN = 250.0  # grey level from which paper holds nothing: the sensor's end less JPEG's error
BLEACHED, WHITE = 0.5, 0.85  # from which paleness can cost a word, and does alone
LEAST = 2
"""Percentile: on 149 drawn shots the measure follows the strength 0.83: with the 5th 0.82, by the
ink alone 0.80, by the page alone 0.75."""


def overexposed(capture: Capture) -> Measurement:
    """Return how far ink and page have run into white, and what the ink's bleaching costs."""
    weights, paper = at_stake(capture), capture.light.paper
    if not paper.size:
        return Measurement(value=None)
    contrast = np.nan_to_num(spread(capture, [region.contrast for region in capture.regions]))
    pale = np.clip(1 - contrast / np.maximum(paper, 1), 0, 1)
    bleached = np.where(paper >= BLOWN, pale, 0).astype(np.float32)
    blackest = percentile(bleached, weights, LEAST)
    white = float((capture.light.grey >= BLOWN).mean())
    value = None if blackest is None else (blackest + white) / 2
    cost = explained(capture, bleached, BLEACHED, WHITE)
    shown = cost > 0 if value else np.zeros(cost.shape, np.bool_)
    return Measurement(value=value, places=whole(capture, shown, cost))
