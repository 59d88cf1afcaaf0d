"""Dark: how bright the paper under the text is.

Unit: grey level, 0 black to 255 white. Higher is better.
Value: the weighted median over the must-read text, of the paper and not of the picture: a dark
table, or ink, does not darken it. None where the light was not measured.
Source: our own definition.
"""

from precheck.capture import Capture
from precheck.cells.places import whole
from precheck.cells.weights import at_stake, explained, percentile
from precheck.verdict import Measurement

DIM, BLACK = 90.0, 40.0  # grey levels of paper from which darkness can cost a word, and does alone
TYPICAL = 50  # percentile


def dark(capture: Capture) -> Measurement:
    """Return the paper's grey level under must-read text, and what darkness costs."""
    paper = capture.light.paper
    value = percentile(paper, at_stake(capture), TYPICAL)
    if value is None:
        return Measurement(value=None)
    cost = explained(capture, paper, DIM, BLACK)
    return Measurement(value=value, places=whole(capture, cost > 0, cost))
