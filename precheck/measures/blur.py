"""Blur: how far the print is smeared, by the lens or the hand, against its own height.

Unit: standard deviation of the smear in its widest direction, over capital height. Lower is better.
Range: 0 (as sharp as print can be) upwards; 0.05 is usual, from 0.1 words are lost. None where
there is too little text.
Value: that of all text, faint text too: lens and hand do not choose what must be read, and its few
words alone tell less. More where it costs some of the text far more than the rest: a lens that is
sharp on one side only smears the other by more than the mean tells.
Source: our own definition; what it rests on stands in `precheck/cells/smear.py`.
"""

import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.places import whole
from precheck.cells.smear import smear
from precheck.cells.weights import explained, inside, percentile, shares, spread
from precheck.cells.words import FAINTLY
from precheck.verdict import Measurement

SOFT, WASHED = 0.06, 0.2  # smears from which blur can cost a word, and costs it alone
TYPICAL = 50  # percentile, for the height
UNEVEN = 0.3
"""Smear that a standard deviation of 1 adds, over the text, of the legibility index lost to blur.
On drawn shots whose focus falls off the measure then follows its strength 0.87 (mean of two sets of
136), without it 0.77; on shots out of focus 0.85 and 0.80, in motion 0.87 and 0.85."""


def blur(capture: Capture) -> Measurement:
    """Return how far the print is smeared, and the must-read text it costs."""
    text = np.where(inside(capture), capture.text.text, np.float32(0))
    weights = shares(np.where(text >= FAINTLY, text, np.float32(0)))
    heights = spread(capture, [r.height * capture.light.scale for r in capture.regions])
    height = percentile(heights, weights, TYPICAL)
    grey = capture.light.grey
    paper = np.where(inside(capture), 1 - text, np.float32(0))
    smeared = smear(grey, text, paper, height) if height and grey.size else None
    if smeared is None:
        return Measurement(value=None)
    cost = explained(capture, np.full(text.shape, smeared, np.float32), SOFT, WASHED)
    value = smeared + UNEVEN * _unevenness(capture, weights)
    return Measurement(value=value, places=whole(capture, cost > 0, cost))


def _unevenness(capture: Capture, weights: Grid) -> float:
    """Return the standard deviation of the index lost to blur, by weights that sum to 1."""
    why = capture.text.why.get("blur")
    if why is None:
        return 0.0
    lost = (1 - capture.text.legibility) * why
    mean = float((weights * lost).sum())
    return float(np.sqrt((weights * (lost - mean) ** 2).sum()))
