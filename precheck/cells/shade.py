"""Where less light falls on the paper than on the rest of the page, and where more comes back."""

import numpy as np

from precheck.capture import Capture
from precheck.cells.weights import Mask, inside
from precheck.loss.lost import cause
from precheck.once import once

SHADED = 0.62  # of the bright paper's grey level: about a third of its light
MOSTLY = 0.3  # of what makes text illegible: a soft shadow's edge is not far darker
BRIGHT = 95  # percentile over the page
BLOWN = 244.0  # grey level from which a highlight holds nothing: the sensor's end less JPEG's error
ABOVE = 8.0  # grey levels by which a highlight outshines the page's own paper


@once
def shaded(capture: Capture) -> Mask:
    """Return the cells that lie in a shadow; none where the light was not measured.

    The paper is far darker there than the page's bright part, or the legibility net sees a shadow.
    """
    paper = capture.light.paper
    if not paper.size:
        return np.zeros(capture.text.text.shape, np.bool_)
    darker = paper < SHADED * np.percentile(paper[inside(capture)], BRIGHT)
    return np.asarray(darker | (cause(capture, ("shadow",)) > MOSTLY), np.bool_)


@once
def bright(capture: Capture) -> Mask:
    """Return the cells that a highlight may lie over; none where the light was not measured."""
    paper = capture.light.paper
    if not paper.size:
        return np.zeros(capture.text.text.shape, np.bool_)
    own = float(np.median(paper[inside(capture)]))
    return np.asarray(paper >= min(BLOWN, own + ABOVE), np.bool_)
