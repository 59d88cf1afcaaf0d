"""Where far less light comes from the paper than from the rest of the page, and where far more."""

import numpy as np

from precheck.capture import Capture
from precheck.cells.weights import Mask, inside

SHADED = 0.62  # of the bright paper's grey level: about a third of its light
BRIGHT = 95  # percentile over the page
BLOWN = 244.0  # grey level from which a highlight holds nothing: the sensor's end less JPEG's error
ABOVE = 8.0  # grey levels by which a highlight outshines the page's own paper
WASHED_OUT = 250.0  # grey level of paper that light itself falls on, while the rest is exposed well
RIM, MOST = 0.42, 0.65
"""Of the page's rim, what such light reaches at least, and of the page, at most. Of 181 calibration
shots with a fault of light 14 shadows lie beyond the first; of 58 reflections none, the furthest
0.40; what lies beyond the second is overexposed."""


def shaded(capture: Capture) -> Mask:
    """Return the cells that lie in a shadow; none where the light was not measured."""
    paper = capture.light.paper
    if not paper.size:
        return np.zeros(capture.text.text.shape, np.bool_)
    return np.asarray(paper < SHADED * np.percentile(paper[inside(capture)], BRIGHT), np.bool_)


def bright(capture: Capture) -> Mask:
    """Return the cells that a highlight may lie over; none where the light was not measured."""
    paper = capture.light.paper
    if not paper.size:
        return np.zeros(capture.text.text.shape, np.bool_)
    own = float(np.median(paper[inside(capture)]))
    return np.asarray(paper >= min(BLOWN, own + ABOVE), np.bool_)


def half_lit(capture: Capture) -> bool:
    """Say whether light falls on a part of the page and washes it out: the rest is in shadow.

    A lamp that is mirrored is a spot on the page; light that falls on it comes over its rim.
    """
    paper = capture.light.paper
    if not paper.size:
        return False
    lit = (paper >= WASHED_OUT) & inside(capture)
    rim = np.concatenate([lit[0], lit[-1], lit[:, 0], lit[:, -1]])
    return bool(rim.mean() >= RIM and lit.mean() <= MOST)
