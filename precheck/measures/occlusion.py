"""Occlusion: fingers, cards, folds and other things over text.

Unit: share of the must-read words. Lower is better.
Range: 0 (none, or only over blank paper) to 1. None where the light was not measured.
Value: the must-read words that cannot be read where the legibility net sees a thing over them.
Which print does not show, the rows and columns of print beside it tell. A thing that covers nothing
costs nothing.
Source: our own definition.
"""

from precheck.capture import Capture
from precheck.cells.places import around, parts
from precheck.loss.lost import cost_of
from precheck.loss.seen import covered
from precheck.verdict import Measurement


def occlusion(capture: Capture) -> Measurement:
    """Return the share of must-read words lost under things, and each thing over text."""
    if not capture.light.paper.size:
        return Measurement(value=None)
    cost = cost_of(capture, ("occlusion",), covered(capture))
    thing = covered(capture) | around(cost)
    return Measurement(value=float(cost.sum()), places=parts(capture, thing, cost))
