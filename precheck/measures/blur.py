"""Blur: how far the print is smeared, by the lens or the hand, against its own height.

Unit: standard deviation of the smear in its widest direction, over capital height. Lower is better.
Range: 0 (as sharp as print can be) upwards; 0.03 is usual, from 0.1 words are lost. None where
there is too little text.
Value: of all text, faint text too: lens and hand do not choose what must be read, and its few words
alone tell less. What the spectrum of the print tells, the mean over the page.
Source: our own definition; what it rests on stands in `precheck/cells/smear.py` and
`models/README.md`.
"""

import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture, Grid
from precheck.cells.places import whole
from precheck.cells.smear import bands, smear
from precheck.cells.spectrum import spectrum
from precheck.cells.weights import explained, inside, percentile, shares, spread
from precheck.cells.words import FAINT_TEXT
from precheck.once import once
from precheck.verdict import Measurement

SOFT, WASHED = 0.06, 0.2  # smears from which blur can cost a word, and costs it alone
TYPICAL = 50  # percentile, for the height


def blur(capture: Capture) -> Measurement:
    """Return how far the print is smeared, and the must-read text it costs."""
    known = told(capture)
    if known is None:
        return Measurement(value=None)
    value = smear(known)
    cost = explained(capture, np.full(capture.text.text.shape, value, np.float32), SOFT, WASHED)
    return Measurement(value=value, places=whole(capture, cost > 0, cost))


def told(capture: Capture) -> NDArray[np.float32] | None:
    """Return what the net of `precheck/cells/smear.py` is told; None for too little text."""
    light, weights = capture.light, _all_text(capture)
    heights = spread(capture, [region.height * light.scale for region in capture.regions])
    height = percentile(heights, weights, TYPICAL)
    text, paper = (
        np.where(inside(capture), one, np.float32(0))
        for one in (capture.text.text, 1 - capture.text.text)
    )
    found = spectrum(light.grey, text, paper, height) if height and light.grey.size else None
    return None if found is None or height is None else bands(found, height)


@once
def _all_text(capture: Capture) -> Grid:
    """Return the share of all text in the picture, faint text too, that each cell holds."""
    text = capture.text.text
    return shares(np.where(inside(capture) & (text >= FAINT_TEXT), text, np.float32(0)))
