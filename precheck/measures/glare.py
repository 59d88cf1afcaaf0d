"""Glare: blown-out highlights over text.

Unit: share of the must-read text. Lower is better.
Range: 0 (none, or only over blank paper) to 1.
Value: blown-out cells of text of which nothing is left; and, where a highlight outshines the page's
own paper, what it hides, inferred from the rows of text that break off there. A white margin, white
paper and glare through which text can be read cost nothing. None where no text was found.
Source: our own definition.
"""

import numpy as np

from precheck.capture import Capture
from precheck.cells.layout import hidden
from precheck.cells.places import parts
from precheck.cells.weights import TEXT, must_read
from precheck.verdict import Measurement

BLOWN = 244.0  # grey level from which a highlight holds nothing: the sensor's end less JPEG's error
ABOVE = 8.0  # grey levels by which a highlight outshines the page's own paper
ERASED = 6.0  # grey levels of standard deviation: text of less has left no trace


def glare(capture: Capture) -> Measurement:
    """Return the share of must-read text under highlights, and each highlight over text."""
    light = capture.light
    if not light.paper.size or not must_read(capture).any():
        return Measurement(value=None)
    text, blown = capture.text.text >= TEXT, light.paper >= BLOWN
    own = light.paper[~text & (light.inward >= 0)]
    erased = blown & text & (light.spread < ERASED)
    bare = blown & ~text & (light.paper >= np.median(own) + ABOVE if own.size else blown)
    cost = hidden(capture, erased | bare)
    return Measurement(value=float(cost.sum()), places=parts(capture, erased | bare, cost))
