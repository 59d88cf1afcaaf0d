"""Legibility: the share of the must-read text that can be read."""

from precheck.capture import Grid
from precheck.loss.places import parts
from precheck.measurement import PageMeasurement


def legibility(must_read: Grid, illegibility: Grid) -> PageMeasurement:
    """Return the share of the must-read text that can be read, and where it cannot.

    Unit: share of the must-read text, 0 (nothing can be read) to 1. Higher is better. None without
    text. Source: own index, the correlation of a word with its clean print, which the net of
    models/legibility.onnx predicts.

    illegibility: how illegible each cell is, H × W: 0 from an index of 0.72, 1 below 0.50.

    >>> import numpy as np
    >>> legibility(np.full((1, 4), 0.25), np.array([[0.0, 0.0, 0.0, 1.0]])).value
    0.75
    """
    if not must_read.any():
        return PageMeasurement(value=None)
    cost = must_read * illegibility
    value = min(1.0, max(0.0, 1 - float(cost.sum())))
    return PageMeasurement(value=value, cost=cost, areas=parts(cost > 0, cost))
