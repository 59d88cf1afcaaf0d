"""Lost: print that belongs on the page and cannot be read, expected × not seen.

Rows and columns of print around a hidden place predict what it holds: a row with print beside the
place, in a column with print above or below, holds print there too. Rows that are hidden from end
to end hold as much as those above and below.
"""

import cv2
import numpy as np

from precheck.capture import Capture, Grid, Mask
from precheck.text.cells import MIN_TEXT, normalised, zone_mask

ROW_REACH, COLUMN_REACH = 0.4, 0.25
"""Window along a row and along a column, as shares of the page's width and height."""
FULL_ROW = 1.5
"""A row certainly holds print if its fill is at least the largest nearby, divided by this."""
MIN_ROW_FILL = 0.08
"""Share of a row's seen cells with print below which a row counts as partly empty."""
MIN_ROW_SEEN = 0.1
"""Share of seen cells below which a row counts as hidden."""
MAX_BLANK_END = 0.2
"""Share of a form's height that may be blank paper at its head or foot."""
COVERED_FILL, BURNT_OUT_FILL, PRIOR_WEIGHT = 0.5, 0.2, 0.02
"""Prior of a column's fill where nothing of it is seen, under an object and in a highlight, which
more often hides nothing; and its weight, as a share of seen rows."""


def expected(capture: Capture, blind: Mask, burnt_out: Mask) -> Grid:
    """Return the probability that print belongs in each cell, 0-1, visible or not.

    blind: the cells where print is not readable; burnt_out: those of them in a highlight.
    """
    text = capture.text.text
    visible = np.where(text >= MIN_TEXT, text, 0).astype(np.float32)
    if not blind.any():
        return visible
    seen = ~blind & capture.light.in_frame
    high, wide = (
        _odd(share * n) for share, n in zip((COLUMN_REACH, ROW_REACH), visible.shape, strict=True)
    )
    fill = _mean(visible, seen, (wide, 1))
    fullest = cv2.dilate(fill, np.ones((high, 1), np.uint8))
    row = np.clip(FULL_ROW * fill / np.maximum(fullest, MIN_ROW_FILL), 0, 1).astype(np.float32)
    rows = _mean(row, seen, (1, high))
    above, below = (_mean(row, seen, (1, high), (0, end)) for end in (high - 1, 0))
    row = np.where(_hidden_rows(visible, seen, wide), np.minimum(above, below), row)
    prints = _mean(visible, seen, (1, high)) + PRIOR_WEIGHT * np.where(
        burnt_out, BURNT_OUT_FILL, COVERED_FILL
    )
    column = np.clip(prints / (rows + PRIOR_WEIGHT), 0, 1)
    print_ = np.maximum.reduce([row * column, visible, _known_print(capture, visible, blind)])
    return np.where(blind, print_, visible).astype(np.float32)


def _known_print(capture: Capture, visible: Grid, blind: Mask) -> Grid:
    """Return the print that belongs in hidden zones and at a hidden head or foot of a form."""
    known = np.zeros(blind.shape, np.float32)
    if not capture.zones or blind.all():
        return known
    empty = blind & (visible == 0)
    ends = _hidden_ends(empty)
    known[ends] = _mean(visible, ~blind, (1, 2 * len(blind) + 1))[ends]
    for zone in capture.zones:
        cells = zone_mask(blind.shape, (zone,))
        if empty[cells].mean() > 1 - MIN_ROW_SEEN:
            known[cells] = np.maximum(known[cells], COVERED_FILL)
    return known


def _hidden_ends(empty: Mask) -> Mask:
    """Return the rows at the head and the foot that are hidden beyond a form's margins.

    empty: the cells that are not seen and where no print shows through.
    """
    hidden = empty.mean(1) > 1 - MIN_ROW_SEEN
    head, foot = (int(np.argmin(rows)) for rows in (hidden, hidden[::-1]))
    least, ends = MAX_BLANK_END * len(hidden), np.zeros(len(hidden), np.bool_)
    ends[: head * (head > least)] = True
    ends[len(hidden) - foot * (foot > least) :] = True
    return ends


def _hidden_rows(visible: Grid, seen: Mask, wide: int) -> Mask:
    """Return the cells whose row is hidden around them, and that are not next to print."""
    beside = cv2.dilate(visible, np.ones((3, 3), np.uint8)) > 0
    share = cv2.blur((seen | beside).astype(np.float32), (wide, 1), borderType=0)
    return np.asarray(share < MIN_ROW_SEEN, np.bool_)


def _mean(values: Grid, seen: Mask, size: tuple[int, int], at: tuple[int, int] = (-1, -1)) -> Grid:
    """Return the mean over the seen cells of a window. size: width, height. at: its anchor."""
    total = cv2.blur(np.where(seen, values, 0).astype(np.float32), size, anchor=at, borderType=0)
    count = cv2.blur(seen.astype(np.float32), size, anchor=at, borderType=0)
    return np.asarray(total / np.maximum(count, 1e-3), np.float32)


def _odd(length: float) -> int:
    """Return the nearest odd number, at least 1."""
    return 2 * max(0, round((length - 1) / 2)) + 1


def must_read_print(capture: Capture, expected: Grid) -> Grid:
    """Return each cell's share of the must-read print in the frame, visible or not; sums to 1.

    Without print in the zones all print counts; without any, the zones or the page do evenly.
    """
    frame = capture.light.in_frame
    print_ = np.where(frame, expected, 0)
    zones = frame & zone_mask(frame.shape, capture.zones)
    zoned = np.where(zones, print_, 0)
    found = (grid for grid in (zoned, print_, zones, frame) if grid.any())
    return normalised(np.asarray(next(found, frame), np.float32))
