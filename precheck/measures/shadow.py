"""Shadow: text that cannot be read because less light falls on it than on the rest of the page.

Unit: share of the must-read words. Lower is better.
Range: 0 (none, or text in it can be read) to 1. None where the light was not measured.
Value: the must-read words that cannot be read for want of light, by the legibility net, where the
paper is far darker than the page's bright part, or the net sees a shadow.
Source: our own definition.
"""

from precheck.capture import Capture
from precheck.cells.gone import laid_to, words_gone_by
from precheck.cells.places import parts
from precheck.cells.shade import shaded
from precheck.verdict import Measurement

MOSTLY = 0.3  # of what makes text illegible: a soft shadow's edge is not far darker


def shadow(capture: Capture) -> Measurement:
    """Return the share of must-read words lost in shadow, and where."""
    if not capture.light.paper.size:
        return Measurement(value=None)
    shade = shaded(capture) | laid_to(capture, ("shadow",), MOSTLY)
    cost = words_gone_by(capture, ("shadow", "dark"), shade)
    return Measurement(value=float(cost.sum()), places=parts(capture, shade, cost))
