"""Lost: print that belongs on the page and cannot be read, expected x not seen; and its cause."""

from collections.abc import Sequence

import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.weights import Mask, inside, shares, zone_mask
from precheck.loss.expected import expected
from precheck.loss.seen import blindness, burnt
from precheck.once import once
from precheck.verdict import MIN_LOST_SHARE

MIN_CAUSE = 0.05
"""Share of a cause in what makes a cell illegible from which it has a part in it."""


@once
def lost(capture: Capture) -> Grid:
    """Return each cell's share of the must-read print if it cannot be read, 0-1, else 0.

    Sums to the share that is lost. Without any print the zones, or the page, count evenly.
    """
    return np.asarray(must_read_print(capture) * blindness(capture), np.float32)


@once
def must_read_print(capture: Capture) -> Grid:
    """Return each cell's share of the print that must be read, seen or not; sums to 1."""
    shown = inside(capture)
    print_ = np.where(shown, expected(capture), 0)
    zones = shown & zone_mask(shown.shape, capture.zones)
    zoned = np.where(zones, print_, 0)
    found = (grid for grid in (zoned, print_, zones, shown) if grid.any())
    return shares(np.asarray(next(found, shown), np.float32))


def lost_anywhere(capture: Capture) -> Grid:
    """Return each cell's share of all print if it cannot be read, 0-1, else 0."""
    print_ = np.where(inside(capture), expected(capture), 0)
    return np.asarray(shares(print_.astype(np.float32)) * blindness(capture), np.float32)


def cost_of(capture: Capture, codes: Sequence[str], where: Mask) -> Grid:
    """Return each cell's share of the must-read print lost in a mask to these reason codes, 0-1.

    Nothing where that is less than MIN_LOST_SHARE together.
    """
    part = where & inside(capture) & (cause(capture, codes) > MIN_CAUSE)
    cost = np.where(part, lost(capture), np.float32(0))
    return cost if float(cost.sum()) >= MIN_LOST_SHARE else np.zeros_like(cost)


def cause(capture: Capture, codes: Sequence[str]) -> Grid:
    """Return the share of these reason codes in what makes each cell illegible, 0-1.

    The legibility net tells it, but for burnt cells: those are glare's.
    """
    none = np.zeros(capture.text.text.shape, np.float32)
    told = sum((capture.text.why.get(code, none) for code in codes), none)
    return np.where(burnt(capture), np.float32("glare" in codes), told).astype(np.float32)
