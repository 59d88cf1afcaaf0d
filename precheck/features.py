"""What `p_accept` is told from: how much of the print that is expected on the page can be read."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture, Grid, Zone
from precheck.cells.margin import margin, outside
from precheck.cells.weights import (
    READABLE,
    Mask,
    beyond_reading,
    block,
    inside,
    within,
)
from precheck.cells.words import word_legibility, word_mean
from precheck.loss.expected import expected
from precheck.number import Number, NumberState

LOW = 0.02
"""Share of the print below whose legibility stands `low`: about the least legible word."""
SMALL_PRINT = 0.1
"""Share of the print below whose height stands `capitals`."""
NOTHING_LOST = {
    "lost": 0.0, "dim": 0.0, "low": 1.0, "worst": 0.0, "hole": 0.0, "cover": 0.0, "zone": 0.0
}  # fmt: skip
STATES = {NumberState.UNREAD: 0.0, NumberState.DOUBTFUL: 0.5, NumberState.READ: 1.0}

DIRECTIONS: Mapping[str, int] = {
    "must_lost": -1,
    "must_dim": -1,
    "must_low": 1,
    "must_worst": -1,
    "must_hole": -1,
    "must_cover": -1,
    "must_zone": -1,
    "all_lost": -1,
    "all_dim": -1,
    "all_low": 1,
    "all_worst": -1,
    "all_hole": -1,
    "all_cover": -1,
    "number_state": 1,
    "number_confidence": 1,
    "capitals": 1,
    "margin": 1,
    "outside": -1,
}
"""Each feature, and whether `p_accept` rises (1) or falls (-1) with it."""


def features(capture: Capture, number: Number | None) -> NDArray[np.float64]:
    """Return the features of one photo in the order of DIRECTIONS.

    Shares and indices of 0-1, but `capitals`, photo pixels, and `margin`, capitals. `must` is of
    the must-read zones, and of the worst of them (`zone`); where there are none, or they hold no
    print, nothing of it is lost.
    """
    values = {
        **{f"must_{name}": value for name, value in _must_read(capture).items()},
        **{f"all_{name}": value for name, value in _told(capture, ()).items()},
        "number_state": 1.0 if number is None else STATES[number.state],
        "number_confidence": 1.0 if number is None else (number.confidence or 0.0),
        "capitals": _small_print(capture),
        "margin": margin(capture),
        "outside": outside(capture),
    }
    return np.array([values[name] for name in DIRECTIONS], dtype=np.float64)


def _must_read(capture: Capture) -> Mapping[str, float]:
    zones = capture.zones
    held = np.where(_mask(capture, zones), expected(capture), 0) if zones else np.zeros(1)
    if not held.any():
        return NOTHING_LOST
    each = [_told(capture, (zone,))["lost"] for zone in zones]
    return {**_told(capture, zones), "zone": max(each)}


def _mask(capture: Capture, zones: Sequence[Zone]) -> Mask:
    """Return the cells that lie in any of the zones; all where there is none."""
    return within(capture.text.text.shape, tuple(zones))


def _told(capture: Capture, zones: Sequence[Zone]) -> Mapping[str, float]:
    """Return how much of the expected print in the zones is lost, and how bad the worst word is.

    `lost` counts print as far as it is beyond reading, `dim` print that is not plainly readable;
    `low` is the legibility of the worst of it, `worst` the largest loss in the window of a word.
    `hole` is the worst place amid the print, whether or not any is expected there, and `cover` the
    worst one that something lies over.
    """
    mask = _mask(capture, zones)
    legibility = word_legibility(capture)
    weights = np.where(mask & inside(capture), expected(capture), np.float32(0))
    total = float(weights.sum()) or 1.0
    gone = weights * beyond_reading(legibility)
    amid = np.where(mask & block(capture), beyond_reading(legibility), np.float32(0))
    over = capture.text.covered
    covers = amid if over is None else np.minimum(amid, over)
    return {
        "lost": float(gone.sum()) / total,
        "dim": float(weights[legibility < READABLE].sum()) / total,
        "low": _quantile(legibility, weights),
        "worst": _peak(capture, gone),
        "hole": _peak(capture, amid),
        "cover": _peak(capture, covers),
    }


def _peak(capture: Capture, values: Grid) -> float:
    """Return the highest mean in the window of any word."""
    return float(word_mean(capture, np.asarray(values, np.float32)).max(initial=0))


def _quantile(values: Grid, weights: Grid) -> float:
    """Return the value below which LOW of the weight lies; 0 without any weight."""
    told = weights > 0
    if not told.any():
        return 0.0
    order = np.argsort(values[told], kind="stable")
    summed = np.cumsum(weights[told][order])
    return float(values[told][order][np.searchsorted(summed, LOW * summed[-1])])


def _small_print(capture: Capture) -> float:
    """Return the height of the page's small print, photo pixels; 0 without print."""
    heights = [region.height for region in capture.regions if region.contrast > 0]
    return float(np.quantile(heights, SMALL_PRINT)) if heights else 0.0
