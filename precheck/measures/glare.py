"""Glare: reflections over text.

Unit: share of the must-read words. Lower is better.
Range: 0 (none, or only over blank paper) to 1. None where the light was not measured.
Value: the must-read words that cannot be read because light is mirrored over them, by the
legibility net, where it is as bright as the sensor tells or outshines the page's own paper. A white
margin, white paper and glare through which text can be read cost nothing.
Source: our own definition.
"""

from precheck.capture import Capture
from precheck.cells.places import around, parts
from precheck.cells.shade import bright
from precheck.loss.lost import cost_of
from precheck.verdict import Measurement


def glare(capture: Capture) -> Measurement:
    """Return the share of must-read words lost under highlights, and each highlight over text."""
    if not capture.light.paper.size:
        return Measurement(value=None)
    cost = cost_of(capture, ("glare",), bright(capture))
    places = parts(capture, bright(capture) & around(cost), cost)
    return Measurement(value=float(cost.sum()), places=places)
