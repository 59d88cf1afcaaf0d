"""Legibility: how much of the text that an officer must read can be read.

Unit: share of must-read text; all text where the layout is unknown. Higher is better.
Range: 0 (nothing can be read) to 1 (all of it).
Value: text counts fully where its predicted index is 0.72 (plainly readable), not at all under
0.50 (unreadable) and in proportion between. None where no text was found.
Source: our own index, the correlation of a word with its clean print, predicted by the net of
models/legibility.onnx.
"""

from precheck.capture import Capture
from precheck.cells.places import parts
from precheck.cells.weights import lost, must_read
from precheck.verdict import Measurement


def legibility(capture: Capture) -> Measurement:
    """Return the share of must-read text that can be read, and where it cannot."""
    weights = must_read(capture)
    if not weights.any():
        return Measurement(value=None)
    cost = weights * lost(capture)
    return Measurement(
        value=min(1.0, max(0.0, 1 - float(cost.sum()))),
        places=parts(capture, cost > 0, cost),
    )
