"""Dark: how bright the paper under the text is.

Unit: grey level, 0 black to 255 white. Higher is better.
Value: the weighted median over the must-read text, of the paper and not of the picture: a dark
table, or ink, does not darken it. None where the light was not measured.
Source: our own definition.
"""

from precheck.capture import Capture
from precheck.cells.places import whole
from precheck.cells.weights import at_stake, lost, percentile
from precheck.verdict import Measurement

DIM = 70.0  # grey level of the paper below which ink cannot stand out enough: models/README.md
TYPICAL = 50  # percentile


def dark(capture: Capture) -> Measurement:
    """Return the paper's grey level under must-read text, and what darkness costs."""
    weights, paper = at_stake(capture), capture.light.paper
    value = percentile(paper, weights, TYPICAL)
    if value is None:
        return Measurement(value=None)
    cost = weights * lost(capture)
    return Measurement(
        value=value,
        places=whole(capture, (paper < DIM) & (cost > 0), cost),
    )
