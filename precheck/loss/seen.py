"""Seen: where print of this page could be read, whether or not any stands there."""

import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.weights import TEXT, UNREADABLE, Mask, beyond_reading, inside
from precheck.once import once

COVERED = 0.5
"""Probability from which a cell counts as covered."""


@once
def covered(capture: Capture) -> Mask:
    """Return the cells of the picture over which something lies; none where nobody looked."""
    grid = capture.text.covered
    none = np.zeros(capture.text.text.shape, np.bool_)
    return none if grid is None else ((grid >= COVERED) & inside(capture))


@once
def unseen(capture: Capture) -> Mask:
    """Return the cells of the picture where print could not be read: covered, burnt, dark, smeared.

    A cell whose print shows is unseen only by its own legibility.
    """
    hidden = covered(capture) & (capture.text.text < TEXT)
    return np.asarray((hidden | (capture.text.legibility < UNREADABLE)) & inside(capture), np.bool_)


@once
def blindness(capture: Capture) -> Grid:
    """Return how far print in each cell is beyond reading: 0 plainly readable, 1 not at all."""
    hidden = covered(capture) & (capture.text.text < TEXT)
    beyond = np.where(hidden, 1, beyond_reading(capture.text.legibility))
    return np.asarray(np.where(inside(capture), beyond, 1), np.float32)
