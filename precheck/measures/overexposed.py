"""Overexposed: how far ink is bleached where the paper has run into white, and how much has.

Unit: mean of three shares: the brightness of the ink over that of the paper, 0 where the paper is
not blown out; how much of the page is white to the end; how bright its darkest part is. Lower is
better.
Range: 0 (no white that is blown out, and something black) to 1 (nothing left).
Value: of the ink the weighted 2nd percentile over the must-read text, the blackest, so that a
highlight on a page that is well exposed elsewhere is not meant; of the page's darkness the 1st, for
ink may be blue or pale. None where the light was not measured.
Source: our own definition.
"""

import cv2
import numpy as np

from precheck.capture import Capture, Grey
from precheck.cells.light import BURNT
from precheck.cells.places import whole
from precheck.cells.weights import Mask, at_stake, explained, inside, percentile, spread
from precheck.verdict import Measurement

BLEACHED, WHITE = 0.5, 0.85  # from which paleness can cost a word, and does alone
LEAST = 2  # percentile, of the ink
DARKEST = 0.01
"""Share of the page. On 136 drawn shots the measure follows the strength 0.91, on 136 of phones
that develop with much contrast 0.87; without the page's darkest part 0.90 and 0.86."""
LEVELS = 256


def overexposed(capture: Capture) -> Measurement:
    """Return how far ink and page have run into white, and what the ink's bleaching costs."""
    weights, paper = at_stake(capture), capture.light.paper
    if not paper.size:
        return Measurement(value=None)
    contrast = np.nan_to_num(spread(capture, [region.contrast for region in capture.regions]))
    pale = np.clip(1 - contrast / np.maximum(paper, 1), 0, 1)
    bleached = np.where(paper >= BURNT, pale, 0).astype(np.float32)
    blackest = percentile(bleached, weights, LEAST)
    white, darkest = _ends(capture)
    value = None if blackest is None else (blackest + white + darkest) / 3
    cost = explained(capture, bleached, BLEACHED, WHITE)
    return Measurement(value=value, places=whole(capture, cost > 0, cost))


def _ends(capture: Capture) -> tuple[float, float]:
    """Return what share of the page is white to the end, and its darkest part's level, 0–1."""
    grey, shown = capture.light.grey, inside(capture)
    mask = None if shown.all() else _enlarged(shown, grey)
    counts = np.cumsum(cv2.calcHist([grey], [0], mask, [LEVELS], [0, LEVELS]))
    total = max(float(counts[-1]), 1.0)
    darkest = int(np.searchsorted(counts, DARKEST * total))
    return 1 - float(counts[int(BURNT) - 1]) / total, darkest / (LEVELS - 1)


def _enlarged(shown: Mask, grey: Grey) -> Grey:
    """Return a mask of cells for the pixels of a picture."""
    size = grey.shape[1], grey.shape[0]
    mask = cv2.resize(shown.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    return np.asarray(mask, np.uint8)
