"""Shadow: text lost because less light falls on it than on the rest of the page."""

from precheck.capture import Grid, Mask
from precheck.loss.places import parts
from precheck.measurement import PageMeasurement


def shadow(lost: Grid, shaded: Mask) -> PageMeasurement:
    """Return the share of the must-read print lost in shadows, and each shadow over it.

    Unit: share of the must-read print, 0 (none, or text in it can be read) to 1. Lower is better.
    Source: own definition.

    lost: share of the must-read print that each cell loses for want of light, H × W.
    shaded: cells in a shadow, H × W.

    >>> import numpy as np
    >>> found = shadow(np.array([[0.25, 0.0, 0.25]]), np.array([[True, False, True]]))
    >>> found.value, len(found.areas)
    (0.5, 2)
    """
    return PageMeasurement(value=float(lost.sum()), cost=lost, areas=parts(shaded, lost))
