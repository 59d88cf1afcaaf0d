"""Low contrast: how far ink stands out from the paper.

Unit: grey levels between paper and ink, 0–255. Higher is better.
Value: the weighted median over the must-read text. None where no text was found.
Source: our own definition.
"""

import numpy as np

from precheck.capture import Capture
from precheck.cells.light import BURNT
from precheck.cells.places import whole
from precheck.cells.weights import explained, must_read, percentile, spread
from precheck.verdict import Measurement

FAINT, GONE = 40.0, 15.0  # grey levels from which paleness can cost a word, and does alone
TYPICAL = 50  # percentile


def low_contrast(capture: Capture) -> Measurement:
    """Return the contrast of must-read text, and what paleness costs."""
    weights = must_read(capture)
    paper = capture.light.paper
    if paper.size:  # what has run into white is not pale but overexposed
        weights = np.where(paper < BURNT, weights, 0).astype(np.float32)
    contrast = spread(capture, [region.contrast for region in capture.regions])
    pale = np.where(weights > 0, contrast, np.nan).astype(np.float32)
    cost = explained(capture, pale, FAINT, GONE)
    value = percentile(contrast, weights, TYPICAL)
    return Measurement(value=value, places=whole(capture, cost > 0, cost))
