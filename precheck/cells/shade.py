"""Where less light falls on the paper than on the rest of the page."""

import numpy as np

from precheck.capture import Capture
from precheck.cells.weights import Mask, inside

SHADED = 0.62  # of the bright paper's grey level: about a third of its light
BRIGHT = 95  # percentile over the page


def shaded(capture: Capture) -> Mask:
    """Return the cells that lie in a shadow; none where the light was not measured."""
    paper = capture.light.paper
    if not paper.size:
        return np.zeros(capture.text.text.shape, np.bool_)
    return np.asarray(paper < SHADED * np.percentile(paper[inside(capture)], BRIGHT), np.bool_)
