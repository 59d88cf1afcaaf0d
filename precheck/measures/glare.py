"""Glare: blown-out highlights over text.

Unit: share of the must-read text. Lower is better.
Range: 0 (none, or only over blank paper) to 1.
Value: blown-out cells of text of which nothing is left; and, where a highlight outshines the page's
own paper, what it hides, inferred from the rows of text that break off there. A white margin, white
paper and glare through which text can be read cost nothing. None where the light was not measured.
Source: our own definition.
"""

import cv2
import numpy as np

from precheck.capture import Capture
from precheck.cells.layout import hidden
from precheck.cells.places import parts
from precheck.cells.weights import TEXT, Mask, at_stake, inside
from precheck.verdict import Measurement

BLOWN = 244.0  # grey level from which a highlight holds nothing: the sensor's end less JPEG's error
ABOVE = 8.0  # grey levels by which a highlight outshines the page's own paper
ERASED = 6.0  # grey levels of standard deviation: text of less has left no trace
FLAT = 2.5  # and paper of less has lost its grain: grain is cut off where the sensor ends
WIDE = 3  # cells: smaller bare highlights hide no word


def glare(capture: Capture) -> Measurement:
    """Return the share of must-read text under highlights, and each highlight over text."""
    light = capture.light
    if not light.paper.size or not at_stake(capture).any():
        return Measurement(value=None)
    text, blown = capture.text.text >= TEXT, light.paper >= BLOWN
    erased = blown & text & (light.spread < ERASED)
    highlights = erased | _bare(capture, blown & ~text)
    cost = hidden(capture, highlights)
    return Measurement(value=float(cost.sum()), places=parts(capture, highlights, cost))


def _bare(capture: Capture, blown: Mask) -> Mask:
    """Return the blown-out cells that are flat, outshine the page and lie together."""
    light = capture.light
    own = float(np.median(light.paper[inside(capture)]))
    flat = blown & (light.spread < FLAT) & (light.paper >= own + ABOVE)
    square = np.ones((WIDE, WIDE), np.uint8)
    return cv2.morphologyEx(flat.astype(np.uint8), cv2.MORPH_OPEN, square).astype(np.bool_)
