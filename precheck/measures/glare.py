"""Glare: blown-out highlights over text.

Unit: share of the must-read text. Lower is better.
Range: 0 (none, or only over blank paper) to 1.
Value: what is hidden under cells that are blown out and stand out from the page's own paper; text
under them is inferred from the rows of text that break off there. A white margin, white paper and
glare through which text can be read cost nothing. None where no text was found.
Source: our own definition.
"""

from precheck.capture import Capture, Grid
from precheck.cells.layout import hidden
from precheck.cells.places import parts
from precheck.cells.weights import Mask, must_read, percentile
from precheck.verdict import Measurement

BLOWN = (
    244.0  # grey level from which a highlight holds nothing: the sensor's end, less JPEG's error
)
ABOVE = 10.0  # grey levels by which a highlight outshines the paper that carries the text
TYPICAL = 10  # percentile: paper of text that no highlight reaches


def glare(capture: Capture) -> Measurement:
    """Return the share of must-read text under highlights, and each highlight over text."""
    paper = percentile(capture.light.paper, must_read(capture), TYPICAL)
    if paper is None:
        return Measurement(value=None)
    bright = _bright(capture.light.paper, paper)
    cost = hidden(capture, bright)
    return Measurement(value=float(cost.sum()), places=parts(capture, bright, cost))


def _bright(levels: Grid, paper: float) -> Mask:
    return (levels >= BLOWN) & (levels >= paper + ABOVE)
