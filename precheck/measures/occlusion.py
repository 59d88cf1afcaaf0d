"""Occlusion: text lost under fingers, cards, folds and other objects."""

from precheck.capture import Grid, Mask
from precheck.loss.places import across_lines, parts
from precheck.measurement import PageMeasurement


def occlusion(lost: Grid, covered: Mask) -> PageMeasurement:
    """Return the share of the must-read print lost under objects, and each object over it.

    Unit: share of the must-read print, 0 (none, or only blank paper is covered) to 1. Lower is
    better. Source: own definition; the rows and columns around hidden print predict it.

    lost: share of the must-read print that each cell loses to an object, H × W.
    covered: cells that something covers, H × W.

    >>> import numpy as np
    >>> found = occlusion(np.array([[0.0, 0.25, 0.25]]), np.array([[False, True, True]]))
    >>> found.value, len(found.areas)
    (0.5, 1)
    """
    areas = parts(covered | across_lines(lost), lost)
    return PageMeasurement(value=float(lost.sum()), cost=lost, areas=areas)
