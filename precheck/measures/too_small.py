"""Too small: the height of the smallest text that must be read.

Unit: pixels of the photo, height of capitals and digits. Higher is better.
Range: 0 upwards; an A4 page that fills a photo of 1600 px has 9 (table) to 27 (number).
Value: where the layout is known, the height of its smallest print that must be read, at the scale
of the sheet's shortest side; for any other paper the 10th percentile of the heights found, so that
a lone speck does not decide. None where neither is known, or no sheet was found.
Source: our own definition. Judged by the height of text and not by the page's resolution, since a
soft photo of large print can be read and a crisp one of tiny print cannot.
"""

import numpy as np

from precheck.capture import Capture
from precheck.cells.places import whole
from precheck.cells.weights import explained, must_read, percentile, spread
from precheck.verdict import Measurement

SMALL = 10  # percentile
LITTLE, TINY = 7.5, 5.0  # px from which smallness can cost a word, and does alone


def too_small(capture: Capture) -> Measurement:
    """Return the height of the smallest must-read text, and the small text that cannot be read."""
    if capture.page.bare:
        return Measurement(value=None)
    heights = spread(capture, [region.height for region in capture.regions])
    layout = _by_layout(capture)
    value = percentile(heights, must_read(capture), SMALL) if layout is None else layout
    small = heights if layout is None else np.full(heights.shape, layout, np.float32)
    cost = explained(capture, small, LITTLE, TINY)
    return Measurement(value=value, places=whole(capture, cost > 0, cost))


def _by_layout(capture: Capture) -> float | None:
    """Return the height of the layout's smallest print in this photo; None for other papers."""
    known = [zone.capitals for zone in capture.zones if zone.capitals is not None]
    quad = capture.page.sheet.quad
    sides = (np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1]))
    return min(known) * float(min(sides)) if known else None
