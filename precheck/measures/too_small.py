"""Too small: the height of the smallest text that must be read."""

from collections.abc import Sequence

import numpy as np

from precheck.capture import Grid, Points, Zone
from precheck.loss.places import whole
from precheck.loss.visible import Ramp, attributed
from precheck.measurement import PageMeasurement
from precheck.text.cells import weighted_percentile


def too_small(
    heights: Grid,
    must_read: Grid,
    illegible: Grid,
    *,
    layout_height: float | None = None,
    ramp: Ramp = (7.5, 5.0),
) -> PageMeasurement:
    """Return the height of the smallest must-read text, and what its smallness costs.

    Unit: height of capitals and digits in photo pixels, 0 or more; an A4 page that fills a photo of
    1600 px has 9 (table) to 27 (number). Higher is better. None where no height is known. Source:
    own definition; not the page's resolution, for large print can be read at a lower one.

    heights: height of the text in each cell, H × W, photo pixels; NaN without text. Without a
        layout the value is their 10th percentile, so that a speck does not decide.
    layout_height: height of the smallest must-read print of a known layout; it replaces the text's
        own.

    >>> heights, half = np.array([[12.0, 6.25]]), np.full((1, 2), 0.5)
    >>> found = too_small(heights, half, half)
    >>> found.value, found.cost.tolist()
    (6.25, [[0.0, 0.25]])
    >>> too_small(heights, half, half, layout_height=9.0).value
    9.0
    """
    value = layout_height
    if value is None:
        value = weighted_percentile(heights, must_read, 10)
    else:
        heights = np.full(heights.shape, value, np.float32)
    cost = attributed(illegible, heights, ramp)
    return PageMeasurement(value=value, cost=cost, areas=whole(cost))


def height_of_layout(zones: Sequence[Zone], quad: Points) -> float | None:
    """Return the height of a layout's smallest must-read print at the scale of its shorter side.

    Photo pixels; None for an unknown layout. quad: the sheet's corners in the photo.
    """
    known = [zone.capitals for zone in zones if zone.capitals is not None]
    sides = (np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1]))
    return min(known) * float(min(sides)) if known else None
