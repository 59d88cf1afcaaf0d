"""Where text is printed, that under things, folds and reflections included.

Text that is covered does not show; rows and columns of text tell where it was. A cover over a row
that holds text beside it, in a column that holds text above or below, lies over text.
"""

import cv2
import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.weights import TEXT, Mask, inside
from precheck.once import once

COVERED = 0.5  # probability from which a cell counts as covered
ACROSS, DOWN = 0.4, 0.25  # of the page's width and height: how far rows and columns are alike
FULL = 1.5  # a row that is this part less full than the fullest near it holds text for sure
SPARSE = 0.08  # of the cells near: rows that hold less hold none
RARE = 0.02  # of the cells near: where rows hold less text than that, little is known of a column
UNTOLD = 0.5  # how full a column is taken to be of which nothing is seen


@once
def covered(capture: Capture) -> Mask:
    """Return the cells of the picture over which something lies; none where nobody looked."""
    grid = capture.text.covered
    return (
        np.zeros(capture.text.text.shape, np.bool_)
        if grid is None
        else ((grid >= COVERED) & inside(capture))
    )


@once
def printed(capture: Capture) -> Grid:
    """Return how surely text is printed in each cell, 0–1, whether or not it shows."""
    shows = np.where(capture.text.text >= TEXT, capture.text.text, 0).astype(np.float32)
    over = covered(capture)
    if not over.any():
        return shows
    seen = ~over & inside(capture)
    high, wide = (_odd(share * n) for share, n in zip((DOWN, ACROSS), shows.shape, strict=True))
    fullness = _mean(shows, seen, (wide, 1))
    fullest = cv2.dilate(fullness, np.ones((high, 1), np.uint8))
    row = np.clip(FULL * fullness / np.maximum(fullest, SPARSE), 0, 1).astype(np.float32)
    rows = _mean(row, seen, (1, high))
    column = np.clip((_mean(shows, seen, (1, high)) + RARE * UNTOLD) / (rows + RARE), 0, 1)
    return np.where(over, np.maximum(row * column, shows), shows).astype(np.float32)


def _mean(values: Grid, seen: Mask, size: tuple[int, int]) -> Grid:
    """Average over the cells that are seen in a window, width and height."""
    total = cv2.blur(np.where(seen, values, 0).astype(np.float32), size, borderType=0)
    count = cv2.blur(seen.astype(np.float32), size, borderType=0)
    return np.asarray(total / np.maximum(count, 1e-3), np.float32)


def _odd(length: float) -> int:
    return 2 * max(0, round((length - 1) / 2)) + 1
