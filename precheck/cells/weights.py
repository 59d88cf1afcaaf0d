"""Text in the cells of the flattened page: how much must be read, how much of it is lost."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture, Grid, Zone
from precheck.once import once

Mask = NDArray[np.bool_]
"""H × W, one truth value a cell of the text map."""

READABLE = 0.72  # legibility index from which a word is plainly readable: the ground truth's rule
UNREADABLE = 0.50  # and under which it is not
TEXT = 0.5  # probability from which a cell counts as text


@once
def must_read(capture: Capture) -> Grid:
    """Return the share of the must-read text in the picture that each cell holds.

    All text where no zone holds any. Sums to 1, or is 0 everywhere where there is no text.
    """
    text = np.where(inside(capture) & (capture.text.text >= TEXT), capture.text.text, 0)
    zoned = np.where(zone_mask(text.shape, capture.zones), text, 0)
    return shares(zoned if zoned.any() else text)


@once
def at_stake(capture: Capture) -> Grid:
    """Return `must_read`, or even shares of the zones, or of the page, where no text shows."""
    weights, shown = must_read(capture), inside(capture)
    zones = shown & zone_mask(shown.shape, capture.zones)
    chosen = weights if weights.any() else zones if zones.any() else shown
    return shares(np.asarray(chosen, np.float32))


@once
def block(capture: Capture) -> Mask:
    """Return the cells of the picture that text surrounds: the convex hull of all text."""
    text = capture.text.text >= TEXT
    around = np.zeros(text.shape, np.uint8)
    if text.any():
        points = np.argwhere(text)[:, ::-1].astype(np.int32)
        cv2.fillConvexPoly(around, cv2.convexHull(points), 1)
    return (around > 0) & inside(capture)


@once
def inside(capture: Capture) -> Mask:
    """Return the cells that lie in the picture; all where nobody measured."""
    inward, shape = capture.light.inward, capture.text.text.shape
    return inward >= 0 if inward.shape == shape else np.ones(shape, np.bool_)


def shares(weights: Grid) -> Grid:
    """Scale weights to a sum of 1; all 0 stays so."""
    total = float(weights.sum())
    return np.asarray(weights / total if total > 0 else np.zeros_like(weights), np.float32)


@once
def lost(capture: Capture) -> Grid:
    """Return how far each cell is beyond reading: 0 plainly readable, 1 unreadable or no text."""
    shows = capture.text.text >= TEXT
    return np.where(shows, beyond_reading(capture.text.legibility), 1).astype(np.float32)


def beyond_reading(legibility: Grid) -> Grid:
    """Return how far an index is beyond reading: 0 plainly readable, 1 unreadable."""
    beyond = (READABLE - legibility) / (READABLE - UNREADABLE)
    return np.asarray(np.clip(beyond, 0, 1), np.float32)


def explained(capture: Capture, values: Grid, begins: float, alone: float) -> Grid:
    """Return the share of must-read text that is lost in each cell and that the values explain.

    Nothing up to `begins`, all from `alone`, the value that makes text unreadable with no other
    fault; either may be the larger. Cells without a value explain nothing.
    """
    ramp = np.clip((np.nan_to_num(values, nan=begins) - begins) / (alone - begins), 0, 1)
    return np.asarray(at_stake(capture) * lost(capture) * ramp, np.float32)


def zone_mask(shape: tuple[int, ...], zones: tuple[Zone, ...]) -> Mask:
    """Return the cells that any of the zones touches."""
    mask = np.zeros(shape, np.bool_)
    for zone in zones:
        mask[box_slice(shape, zone.box)] = True
    return mask


def within(shape: tuple[int, ...], zones: tuple[Zone, ...]) -> Mask:
    """Return the cells that any of the zones touches; all where there is none."""
    return zone_mask(shape, zones) if zones else np.ones(shape, np.bool_)


def box_slice(
    shape: tuple[int, ...], box: tuple[float, float, float, float]
) -> tuple[slice, slice]:
    """Return the rows and columns of cells that a box, in shares of the page, touches."""
    (rows, columns), (x0, y0, x1, y1) = shape[:2], box
    return (
        slice(int(y0 * rows), int(np.ceil(y1 * rows))),
        slice(int(x0 * columns), int(np.ceil(x1 * columns))),
    )


def spread(capture: Capture, values: Sequence[float]) -> Grid:
    """Return the cells that regions cover with the value of their region, the rest with NaN."""
    grid = np.full(capture.text.text.shape, np.nan, np.float32)
    for region, value in zip(capture.regions, values, strict=True):
        grid[_region_slice(capture, region.box)] = value
    return grid


def percentile(values: Grid, weights: Grid, percent: float) -> float | None:
    """Return the percentile of the values by weight; None where no weight lies on a number.

    Light that was never measured has no cells, and so no percentile.

    The smallest value below or at which the percentage of the weight lies.
    """
    if not values.size:
        return None
    told = np.isfinite(values) & (weights > 0)
    if not told.any():
        return None
    order = np.argsort(values[told], kind="stable")
    summed = np.cumsum(weights[told][order])
    index = np.searchsorted(summed, summed[-1] * percent / 100)
    return float(values[told][order][min(index, len(order) - 1)])


def _region_slice(capture: Capture, box: tuple[int, int, int, int]) -> tuple[slice, slice]:
    """Return the rows and columns of cells that a box in flat pixels touches."""
    x, y, width, height = box
    cell = capture.text.cell
    return (
        slice(int(y / cell), int(np.ceil((y + height) / cell))),
        slice(int(x / cell), int(np.ceil((x + width) / cell))),
    )
