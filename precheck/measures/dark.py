"""Dark: the grey level of the paper under the text."""

from precheck.capture import Grid
from precheck.loss.places import whole
from precheck.loss.visible import Ramp, attributed
from precheck.measurement import PageMeasurement
from precheck.text.cells import weighted_percentile


def dark(
    paper: Grid, must_read: Grid, illegible: Grid, *, ramp: Ramp = (90.0, 40.0)
) -> PageMeasurement:
    """Return the paper's median grey level, weighted by must-read text, and what darkness costs.

    Unit: grey level, 0 (black) to 255 (white). Higher is better. None without any weight. It is the
    paper's, so that neither a dark table nor ink lowers it. Source: own definition.

    >>> import numpy as np
    >>> paper, quarter = np.array([[200.0, 65.0], [65.0, 65.0]]), np.full((2, 2), 0.25)
    >>> found = dark(paper, quarter, quarter)
    >>> found.value, found.cost.tolist()
    (65.0, [[0.0, 0.125], [0.125, 0.125]])
    """
    value = weighted_percentile(paper, must_read, 50)
    if value is None:
        return PageMeasurement(value=None)
    cost = attributed(illegible, paper, ramp)
    return PageMeasurement(value=value, cost=cost, areas=whole(cost))
