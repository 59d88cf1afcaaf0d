"""Blur: how far the print is smeared, by the lens or the hand, against its own height.

Unit: standard deviation of the smear in its widest direction, over capital height. Lower is better.
Range: 0 (as sharp as print can be) upwards; 0.03 is usual, from 0.1 words are lost. None where
there is too little text.
Value: that of all text, faint text too: lens and hand do not choose what must be read, and its few
words alone tell less. Of each place the mean of the squares, for those are what adds up in a smear,
of what the spectrum of all print, less what every photo has, and what the legibility net there
tells; of all text the mean and one standard deviation, for a lens that is sharp on one side only
costs the other more than the mean tells.
Source: our own definition; what it rests on stands in `precheck/cells/smear.py` and
`models/README.md`.
"""

import numpy as np

from precheck.capture import Capture
from precheck.cells.places import whole
from precheck.cells.smear import smear
from precheck.cells.weights import explained, inside, percentile, shares, spread
from precheck.cells.words import FAINTLY
from precheck.verdict import Measurement

SOFT, WASHED = 0.06, 0.2  # smears from which blur can cost a word, and costs it alone
TYPICAL = 50  # percentile, for the height
SHARP = 0.5
"""Photo pixels: standard deviation of the smear that the spectrum tells of any photo, by its own
lens and JPEG. So `blur` follows the strength of drawn shots, 544 each, 0.883 out of focus, 0.877
where focus falls off, 0.901 in motion (0.880, 0.874 and 0.901 with 0.3, for small print looks
smeared); with the mean of the two, not of their squares, 0.878, 0.877 and 0.895 (with 0.4)."""


def blur(capture: Capture) -> Measurement:
    """Return how far the print is smeared, and the must-read text it costs."""
    text = np.where(inside(capture), capture.text.text, np.float32(0))
    weights = shares(np.where(text >= FAINTLY, text, np.float32(0)))
    heights = spread(capture, [r.height * capture.light.scale for r in capture.regions])
    height = percentile(heights, weights, TYPICAL)
    grey = capture.light.grey
    paper = np.where(inside(capture), 1 - text, np.float32(0))
    spectrum = smear(grey, text, paper, height) if height and grey.size else None
    if height is None or spectrum is None:
        return Measurement(value=None)
    added = spectrum**2 - (SHARP * capture.light.scale / height) ** 2
    every = np.full(text.shape, np.sqrt(max(0.0, added)), np.float32)
    local = capture.text.smear
    both = every if local is None else np.sqrt((every**2 + local**2) / 2)
    told = np.asarray(both, np.float32)
    cost = explained(capture, told, SOFT, WASHED)
    mean = float((weights * told).sum())
    uneven = float(np.sqrt((weights * (told - mean) ** 2).sum()))
    return Measurement(value=mean + uneven, places=whole(capture, cost > 0, cost))
