"""Lost: print that belongs on the page and cannot be read, expected × not seen."""

import numpy as np

from precheck.capture import Capture, Grid
from precheck.loss.expected import expected
from precheck.loss.seen import unreadability
from precheck.runtime.memo import cached_per_object
from precheck.text.cells import in_frame, normalised, zone_mask

MIN_LOST_SHARE = 0.005
"""Share of the must-read print, below that of a word; a smaller loss is ignored."""


@cached_per_object
def lost(capture: Capture) -> Grid:
    """Return the share of the must-read print that is lost in each cell; sums to 0-1."""
    return np.asarray(must_read_print(capture) * unreadability(capture), np.float32)


@cached_per_object
def must_read_print(capture: Capture) -> Grid:
    """Return each cell's share of the must-read print in the frame, visible or not; sums to 1.

    Without print in the zones all print counts; without any, the zones or the page do evenly.
    """
    frame = in_frame(capture)
    print_ = np.where(frame, expected(capture), 0)
    zones = frame & zone_mask(frame.shape, capture.zones)
    zoned = np.where(zones, print_, 0)
    found = (grid for grid in (zoned, print_, zones, frame) if grid.any())
    return normalised(np.asarray(next(found, frame), np.float32))


def lost_of_all_print(capture: Capture) -> Grid:
    """Return the share of all print that is lost in each cell; sums to 0-1."""
    print_ = np.where(in_frame(capture), expected(capture), 0).astype(np.float32)
    return np.asarray(normalised(print_) * unreadability(capture), np.float32)
