"""Glare: text lost under specular highlights."""

from precheck.capture import Grid, Mask
from precheck.loss.places import across_lines, parts
from precheck.measurement import PageMeasurement


def glare(lost: Grid, highlights: Mask) -> PageMeasurement:
    """Return the share of the must-read print lost under highlights, and each highlight over it.

    Unit: share of the must-read print, 0 (none, or only blank paper is hit) to 1. Lower is better.
    Highlights through which text can be read cost nothing. Source: own definition.

    lost: share of the must-read print that each cell loses to glare, H × W.
    highlights: cells in which a highlight may lie, H × W.

    >>> import numpy as np
    >>> found = glare(np.array([[0.0, 0.25, 0.25]]), np.array([[False, True, True]]))
    >>> found.value, [area.cells.tolist() for area in found.areas]
    (0.5, [[[False, True, True]]])
    """
    areas = parts(highlights & across_lines(lost), lost)
    return PageMeasurement(value=float(lost.sum()), cost=lost, areas=areas)
