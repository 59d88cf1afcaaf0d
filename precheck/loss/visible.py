"""Visible text: how much of it must be read, and how illegible it is."""

import numpy as np

from precheck.capture import Capture, Grid, TextMap
from precheck.text.cells import MIN_TEXT, illegibility, normalised, zone_mask

Ramp = tuple[float, float]
"""Values of a fault up to which it explains no illegible text, and from which all; either may be
the larger, and between them the share is in proportion."""


def must_read_text(capture: Capture) -> Grid:
    """Return each cell's share of the must-read text in the frame, or of all text without any.

    Sums to 1; 0 everywhere where there is no text.
    """
    visible = capture.light.in_frame & (capture.text.text >= MIN_TEXT)
    text = np.where(visible, capture.text.text, 0)
    zoned = np.where(zone_mask(text.shape, capture.zones), text, 0)
    return normalised(zoned if zoned.any() else text)


def must_read_cells(capture: Capture, text: Grid) -> Grid:
    """Return the must-read text; where there is none, even shares of the zones or of the page."""
    frame = capture.light.in_frame
    zones = frame & zone_mask(frame.shape, capture.zones)
    chosen = text if text.any() else zones if zones.any() else frame
    return normalised(np.asarray(chosen, np.float32))


def text_illegibility(text: TextMap) -> Grid:
    """Return how illegible each cell is, 0 (plainly readable) to 1 (unreadable, or no text)."""
    return np.where(text.text >= MIN_TEXT, illegibility(text.legibility), 1).astype(np.float32)


def attributed(illegible: Grid, values: Grid, ramp: Ramp) -> Grid:
    """Return the share of the illegible text in each cell that a fault explains.

    illegible: share of the must-read text that is illegible in each cell, H × W.
    values: the fault's strength in each cell, H × W; NaN explains nothing.

    >>> attributed(np.full(3, 0.25), np.array([2.0, 3.0, 9.0]), ramp=(2, 4)).tolist()
    [0.0, 0.125, 0.25]
    """
    start, full = ramp
    share = np.clip((np.nan_to_num(values, nan=start) - start) / (full - start), 0, 1)
    return np.asarray(illegible * share, np.float32)
