"""Shadow: text that cannot be read because less light falls on it than on the rest of the page.

Unit: share of the must-read text. Lower is better.
Range: 0 (none, or text in it can be read) to 1. None where no text was found.
Value: the must-read text that is lost where the paper is far darker than the page's bright part and
keeps its colour; an object of another colour is no shadow.
Source: our own definition.
"""

import numpy as np

from precheck.capture import Capture
from precheck.cells.colour import departure
from precheck.cells.places import parts
from precheck.cells.weights import Mask, lost, must_read
from precheck.verdict import Measurement

SHADED = 0.62  # of the bright paper's grey level: about a third of its light
TINT = 0.35  # of colour that a shadow may take on from its surroundings
BRIGHT = 95  # percentile over the page


def shadow(capture: Capture) -> Measurement:
    """Return the share of must-read text lost in shadow, and where."""
    weights, paper = must_read(capture), capture.light.paper
    if not paper.size or not weights.any():
        return Measurement(value=None)
    bright = np.percentile(paper[capture.light.inward >= 0], BRIGHT)
    shaded: Mask = (paper < SHADED * bright) & (departure(capture) < TINT)
    cost = np.where(shaded, weights * lost(capture), 0).astype(np.float32)
    return Measurement(value=float(cost.sum()), places=parts(capture, shaded, cost))
