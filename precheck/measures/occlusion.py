"""Occlusion: fingers, cards and other things over text.

Unit: share of the must-read text. Lower is better.
Range: 0 (none, or only over blank paper) to 1. None where no text was found.
Value: what is hidden under cells that look like no paper of this page: another colour, or dark and
without text. Text under them is inferred from the rows of text that break off there. Never by the
hue of skin, and a thing that covers nothing costs nothing.
Source: our own definition.
"""

import cv2
import numpy as np

from precheck.capture import Capture
from precheck.cells.colour import departure
from precheck.cells.layout import hidden
from precheck.cells.places import parts
from precheck.cells.weights import TEXT, Mask, lost, must_read, percentile
from precheck.verdict import Measurement

FOREIGN = 0.16  # departure of colour that neither light nor print makes
DARK = 0.25  # of the typical paper's grey level
WIDE = 0.02  # of the page's width: smaller things are marks of the page itself
TYPICAL = 50  # percentile


def occlusion(capture: Capture) -> Measurement:
    """Return the share of must-read text under things, and each thing over text."""
    paper = percentile(capture.light.paper, must_read(capture), TYPICAL)
    if paper is None:
        return Measurement(value=None)
    thing = _things(capture, paper)
    cost = hidden(capture, thing)
    return Measurement(value=float(cost.sum()), places=parts(capture, thing, cost))


def _things(capture: Capture, paper: float) -> Mask:
    other = (departure(capture) > FOREIGN) | (capture.light.paper < DARK * paper)
    bare = other & ((capture.text.text < TEXT) | (lost(capture) > 0.5))
    size = max(2, round(WIDE * bare.shape[1]))
    whole = cv2.morphologyEx(bare.astype(np.uint8), cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
    return cv2.dilate(whole, np.ones((3, 3), np.uint8)).astype(np.bool_)
