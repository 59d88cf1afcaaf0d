"""Too small: the height of the smallest text that must be read.

Unit: pixels of the photo, height of capitals and digits. Higher is better.
Range: 0 upwards; an A4 page that fills a photo of 1600 px has 10 (table) to 27 (number).
Value: the 10th percentile over the must-read text, so that a lone speck does not decide.
None where no text was found.
Source: our own definition. Judged by the height of text and not by the page's resolution, since a
soft photo of large print can be read and a crisp one of tiny print cannot.
"""

import numpy as np

from precheck.capture import Capture
from precheck.cells.places import whole
from precheck.cells.weights import lost, must_read, percentile, spread
from precheck.verdict import Measurement

SMALL = 10  # percentile
LITTLE = 9.0  # px from which downward size alone can cost a word: see models/README.md


def too_small(capture: Capture) -> Measurement:
    """Return the 10th percentile of text heights, and the text that is small and cannot be read."""
    heights = spread(capture, [region.height for region in capture.regions])
    weights = must_read(capture)
    value = percentile(heights, weights, SMALL)
    cost = weights * lost(capture)
    return Measurement(
        value=value, places=whole(capture, (heights < LITTLE) & (cost > 0), cost.astype(np.float32))
    )
