"""Glare: reflections over text.

Unit: share of the must-read text. Lower is better.
Range: 0 (none, or only over blank paper) to 1. None where the light was not measured.
Value: the must-read text that cannot be read because light is mirrored over it, by the legibility
net, where it is as bright as the sensor tells or outshines the page's own paper. A white margin,
white paper and glare through which text can be read cost nothing.
Source: our own definition.
"""

import numpy as np

from precheck.capture import Capture
from precheck.cells.gone import gone_by
from precheck.cells.places import around, parts
from precheck.cells.weights import Mask, inside
from precheck.verdict import Measurement

BLOWN = 244.0  # grey level from which a highlight holds nothing: the sensor's end less JPEG's error
ABOVE = 8.0  # grey levels by which a highlight outshines the page's own paper


def glare(capture: Capture) -> Measurement:
    """Return the share of must-read text under highlights, and each highlight over text."""
    if not capture.light.paper.size:
        return Measurement(value=None)
    bright = _bright(capture)
    cost = np.where(bright, gone_by(capture, ("glare",)), np.float32(0))
    return Measurement(value=float(cost.sum()), places=parts(capture, bright & around(cost), cost))


def _bright(capture: Capture) -> Mask:
    paper = capture.light.paper
    own = float(np.median(paper[inside(capture)]))
    return np.asarray(paper >= min(BLOWN, own + ABOVE), np.bool_)
