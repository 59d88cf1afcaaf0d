"""Expected: where print belongs on the page, that which cannot be seen included.

Print that is covered or burnt out does not show; the rows and columns of print round it tell where
it was. A row that holds print beside the place, in a column that holds print above or below, holds
print there too. Rows of which nothing shows hold it as often as those above and below them.
"""

import cv2
import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.weights import TEXT, Mask, inside
from precheck.loss.seen import burnt, unseen
from precheck.once import once

ROW_REACH, COLUMN_REACH = 0.4, 0.25
"""Shares of the page's width and height over which a row, and a column, of print is followed."""
FULL_ROW = 1.5
"""A row holds print for sure if it is fuller than the fullest near it, divided by this."""
MIN_ROW_FILL = 0.08
"""Share of a row's seen cells that hold print; emptier rows hold none."""
MIN_ROW_SEEN = 0.1
"""Share of a row from which what is seen of it tells whether it holds print."""
PRIOR_FILL, BURNT_FILL, PRIOR_WEIGHT = 0.5, 0.2, 0.02
"""Fill of a column of which nothing is seen, under a thing and in a highlight, which oftener hides
nothing, and the share of seen rows that it counts as."""


@once
def expected(capture: Capture) -> Grid:
    """Return the probability that print belongs in each cell, 0-1, whether or not it shows."""
    text = capture.text.text
    shows = np.where(text >= TEXT, text, 0).astype(np.float32)
    blind = unseen(capture)
    if not blind.any():
        return shows
    seen = ~blind & inside(capture)
    high, wide = (
        _odd(share * n) for share, n in zip((COLUMN_REACH, ROW_REACH), shows.shape, strict=True)
    )
    fill = _mean(shows, seen, (wide, 1))
    fullest = cv2.dilate(fill, np.ones((high, 1), np.uint8))
    row = np.clip(FULL_ROW * fill / np.maximum(fullest, MIN_ROW_FILL), 0, 1).astype(np.float32)
    rows = _mean(row, seen, (1, high))
    above, below = (_mean(row, seen, (1, high), (0, end)) for end in (high - 1, 0))
    row = np.where(_hidden_rows(shows, seen, wide), np.minimum(above, below), row)
    prints = _mean(shows, seen, (1, high)) + PRIOR_WEIGHT * np.where(
        burnt(capture), BURNT_FILL, PRIOR_FILL
    )
    column = np.clip(prints / (rows + PRIOR_WEIGHT), 0, 1)
    return np.where(blind, np.maximum(row * column, shows), shows).astype(np.float32)


def _hidden_rows(shows: Grid, seen: Mask, wide: int) -> Mask:
    """Return the cells of whose rows next to nothing is seen, and no print right beside them."""
    beside = cv2.dilate(shows, np.ones((3, 3), np.uint8)) > 0
    share = cv2.blur((seen | beside).astype(np.float32), (wide, 1), borderType=0)
    return np.asarray(share < MIN_ROW_SEEN, np.bool_)


def _mean(values: Grid, seen: Mask, size: tuple[int, int], at: tuple[int, int] = (-1, -1)) -> Grid:
    """Return the mean over the seen cells of a window, width and height. at: the cell's place."""
    total = cv2.blur(np.where(seen, values, 0).astype(np.float32), size, anchor=at, borderType=0)
    count = cv2.blur(seen.astype(np.float32), size, anchor=at, borderType=0)
    return np.asarray(total / np.maximum(count, 1e-3), np.float32)


def _odd(length: float) -> int:
    return 2 * max(0, round((length - 1) / 2)) + 1
