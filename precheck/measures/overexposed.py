"""Overexposed: how far ink and page are saturated to white."""

import cv2
import numpy as np

from precheck.capture import Grey, Grid, Mask
from precheck.loss.places import whole
from precheck.loss.visible import Ramp, attributed
from precheck.measurement import PageMeasurement
from precheck.text.cells import SATURATED_GREY, weighted_percentile

INK_PERCENTILE = 2  # of the must-read text: its blackest ink
DARKEST_SHARE = 0.01  # of the page: its darkest part, whatever the colour of its ink
LEVELS = 256


def overexposed(
    grey: Grey,
    paper: Grid,
    contrast: Grid,
    frame: Mask,
    must_read: Grid,
    illegible: Grid,
    *,
    ramp: Ramp = (0.5, 0.85),
) -> PageMeasurement:
    """Return how far ink and page are bleached, and the illegible text that bleaching explains.

    Unit: mean of three shares, 0 (nothing saturated, and something black) to 1 (all white): the
    brightness of the blackest ink over that of its paper, 0 where the paper is not saturated; the
    saturated share of the page; the grey level of its darkest part. Lower is better. None without
    any weight. Source: own definition.

    >>> page, cell = np.full((8, 8), 255, np.uint8), np.ones((1, 1), np.float32)
    >>> found = overexposed(page, 255 * cell, 51 * cell, cell > 0, cell, cell)
    >>> round(found.value, 3)  # the mean of 0.8, 1 and 1
    0.933
    """
    ink = np.clip(1 - np.nan_to_num(contrast) / np.maximum(paper, 1), 0, 1)
    bleached = np.where(paper >= SATURATED_GREY, ink, 0).astype(np.float32)
    blackest = weighted_percentile(bleached, must_read, INK_PERCENTILE)
    white, darkest = _extremes(grey, frame)
    value = None if blackest is None else (blackest + white + darkest) / 3
    cost = attributed(illegible, bleached, ramp)
    return PageMeasurement(value=value, cost=cost, areas=whole(cost))


def _extremes(grey: Grey, frame: Mask) -> tuple[float, float]:
    """Return the saturated share of the page in the frame, and its darkest part's level, 0-1."""
    counts = np.cumsum(cv2.calcHist([grey], [0], _mask(frame, grey), [LEVELS], [0, LEVELS]))
    total = max(float(counts[-1]), 1.0)
    darkest = int(np.searchsorted(counts, DARKEST_SHARE * total))
    return 1 - float(counts[int(SATURATED_GREY) - 1]) / total, darkest / (LEVELS - 1)


def _mask(frame: Mask, grey: Grey) -> cv2.typing.MatLike | None:
    """Return the frame's pixels; None for all, for a mask doubles the time."""
    if frame.all():
        return None
    size = grey.shape[1], grey.shape[0]
    return cv2.resize(frame.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
