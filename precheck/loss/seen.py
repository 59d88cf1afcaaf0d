"""Seen: where print of this page could be read, whether or not any stands there."""

from collections.abc import Sequence

import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.weights import TEXT, UNREADABLE, Mask, beyond_reading, inside
from precheck.once import once

COVERED = 0.5
"""Probability from which a cell counts as covered."""
SHOWING = ("blur", "low_contrast", "too_small", "perspective", "noise")
"""Causes that make print illegible and leave it in sight."""
MAIN_CAUSE = 0.5
"""Share of causes in what makes a cell illegible from which they are the main one."""


@once
def covered(capture: Capture) -> Mask:
    """Return the cells of the picture over which something lies; none where nobody looked."""
    grid = capture.text.covered
    none = np.zeros(capture.text.text.shape, np.bool_)
    return none if grid is None else ((grid >= COVERED) & inside(capture))


@once
def unseen(capture: Capture) -> Mask:
    """Return the cells of the picture where print could not be seen, whether or not any is there.

    Where something lies over the paper and no print shows, and where print is illegible, by light
    or its want. Print that is smeared or small shows where it stands, illegible as it is.
    """
    hidden = covered(capture) & (capture.text.text < TEXT)
    blinded = (capture.text.legibility < UNREADABLE) & (cause(capture, SHOWING) < MAIN_CAUSE)
    return np.asarray((hidden | blinded) & inside(capture), np.bool_)


@once
def blindness(capture: Capture) -> Grid:
    """Return how far print in each cell is beyond reading: 0 plainly readable, 1 not at all."""
    hidden = covered(capture) & (capture.text.text < TEXT)
    beyond = np.where(hidden, 1, beyond_reading(capture.text.legibility))
    return np.asarray(np.where(inside(capture), beyond, 1), np.float32)


def cause(capture: Capture, codes: Sequence[str]) -> Grid:
    """Return the share of these reason codes in what makes each cell illegible, 0-1."""
    none = np.zeros(capture.text.text.shape, np.float32)
    return np.asarray(sum((capture.text.why.get(code, none) for code in codes), none), np.float32)
