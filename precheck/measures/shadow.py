"""Shadow: text that cannot be read because less light falls on it than on the rest of the page.

Unit: share of the must-read words. Lower is better.
Range: 0 (none, or text in it can be read) to 1. None where the light was not measured.
Value: the must-read words that cannot be read for want of light, by the legibility net, where a
shadow lies.
Source: our own definition.
"""

from precheck.capture import Capture
from precheck.cells.places import parts
from precheck.cells.shade import shaded
from precheck.loss.lost import cost_of
from precheck.verdict import Measurement


def shadow(capture: Capture) -> Measurement:
    """Return the share of must-read words lost in shadow, and where."""
    if not capture.light.paper.size:
        return Measurement(value=None)
    cost = cost_of(capture, ("shadow", "dark"), shaded(capture))
    places = parts(capture, shaded(capture), cost)
    return Measurement(value=float(cost.sum()), places=places)
