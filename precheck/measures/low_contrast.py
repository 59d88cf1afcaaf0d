"""Low contrast: the difference between paper and ink."""

import numpy as np

from precheck.capture import Grid
from precheck.loss.places import whole
from precheck.loss.visible import Ramp, attributed
from precheck.measurement import PageMeasurement
from precheck.text.cells import SATURATED_GREY, weighted_percentile


def low_contrast(
    contrast: Grid, paper: Grid, must_read: Grid, illegible: Grid, *, ramp: Ramp = (40.0, 15.0)
) -> PageMeasurement:
    """Return the median contrast of the must-read text, and what paleness costs.

    Unit: grey levels between paper and ink, 0-255. Higher is better. None without text. Text on
    saturated paper does not count: it is overexposed. Source: own definition.

    >>> half = np.full((1, 2), 0.5)
    >>> found = low_contrast(np.array([[80.0, 27.5]]), 400 * half, half, half)
    >>> found.value, found.cost.tolist()
    (27.5, [[0.0, 0.25]])
    """
    weights = np.where(paper < SATURATED_GREY, must_read, 0).astype(np.float32)
    pale = np.where(weights > 0, contrast, np.nan).astype(np.float32)
    cost = attributed(illegible, pale, ramp)
    value = weighted_percentile(contrast, weights, 50)
    return PageMeasurement(value=value, cost=cost, areas=whole(cost))
