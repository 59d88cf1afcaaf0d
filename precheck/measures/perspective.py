"""Perspective: how far the sheet is tilted away from the camera."""

from collections.abc import Sequence

import numpy as np

from precheck.capture import Grid, Points
from precheck.loss.places import whole
from precheck.loss.visible import Ramp, attributed
from precheck.measurement import PageMeasurement
from precheck.sheet.pose import foreshortening_tilt, seen_shape
from precheck.sheet.rectify import PAPER_RATIOS

MAX_PAPER_RATIO, MAX_TILTED_RATIO = max(PAPER_RATIOS), 2.4
"""Long over short side of the longest known paper, a card, and of the longest shape that counts as
a tilted sheet; a longer one may be a receipt."""


def perspective(
    tilt: float | None,
    quad: Points,
    illegible: Grid,
    *,
    shapes: Sequence[float] = (),
    ramp: Ramp = (30.0, 65.0),
) -> PageMeasurement:
    """Return the sheet's tilt, and the illegible text that a steep tilt explains.

    Unit: degrees between the sheet's normal and the line of sight to its middle, 0 to 90. Lower is
    better. For a known form the tilt that explains its foreshortening, whatever the lens; for an
    unknown paper the larger of `tilt` and that of a paper of any shape from a square to a card.
    Source: own definition; the geometry is that of `precheck/sheet/pose.py`.

    tilt: tilt by the vanishing points of the sheet's sides, degrees; None without a sheet, or where
        its corners span no area: then the value is None.
    quad: the sheet's corners in the photo, 4 × 2.
    shapes: width over height of the form in each of its sizes; empty if unknown.

    >>> square = np.array([[0, 0], [100, 0], [100, 100], [0, 100]], np.float32)
    >>> perspective(0.0, square, np.zeros((2, 2)), shapes=(1.0,)).value
    0.0
    >>> round(perspective(0.0, square, np.zeros((2, 2)), shapes=(2.0,)).value, 2)
    60.0
    """
    if tilt is None:
        return PageMeasurement(value=None)
    squeezed = foreshortening_tilt(quad, shapes or _nearest_shape(quad))
    degrees = squeezed if shapes else max(tilt, squeezed)
    cost = attributed(illegible, np.full(illegible.shape, degrees, np.float32), ramp)
    return PageMeasurement(value=degrees, cost=cost, areas=whole(cost))


def _nearest_shape(quad: Points) -> tuple[float, ...]:
    """Return the shape of an unknown paper that is nearest to the one seen; none for a receipt."""
    shape = seen_shape(quad)
    if not 1 / MAX_TILTED_RATIO < shape < MAX_TILTED_RATIO:
        return ()
    return (float(np.clip(shape, 1 / MAX_PAPER_RATIO, MAX_PAPER_RATIO)),)
