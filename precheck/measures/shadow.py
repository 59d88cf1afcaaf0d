"""Shadow: text that cannot be read because less light falls on it than on the rest of the page.

Unit: share of the must-read text. Lower is better.
Range: 0 (none, or text in it can be read) to 1. None where the light was not measured.
Value: the must-read text that is lost, or no longer shows, where the paper is far darker than the
page's bright part and keeps its colour; an object of another colour is no shadow.
Source: our own definition.
"""

import cv2
import numpy as np

from precheck.capture import Capture
from precheck.cells.colour import departure
from precheck.cells.layout import hidden
from precheck.cells.places import parts
from precheck.cells.weights import TEXT, Mask, at_stake, inside, lost
from precheck.verdict import Measurement

SHADED = 0.62  # of the bright paper's grey level: about a third of its light
DEEP = 0.35  # and of paper so dark that print in it need not show at all
NEAR = 11  # cells; where text can be read, the paper round it hides none
TINT = 0.35  # of colour that a shadow may take on from its surroundings
BRIGHT = 95  # percentile over the page


def shadow(capture: Capture) -> Measurement:
    """Return the share of must-read text lost in shadow, and where."""
    paper = capture.light.paper
    if not paper.size or not at_stake(capture).any():
        return Measurement(value=None)
    bright = np.percentile(paper[inside(capture)], BRIGHT)
    shaded: Mask = (paper < SHADED * bright) & (departure(capture) < TINT)
    text = capture.text.text >= TEXT
    readable = (text & (lost(capture) <= 0.5)).astype(np.uint8)
    shows = cv2.dilate(readable, np.ones((NEAR, NEAR), np.uint8)).astype(np.bool_)
    drowned = (paper < DEEP * bright) & ~shows
    cost = hidden(capture, shaded & (text | drowned))
    return Measurement(value=float(cost.sum()), places=parts(capture, shaded, cost))
