"""Features of `p_accept`: how much of the print expected on the page can be read."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture, Grid, Mask, Zone
from precheck.loss.frame import beyond, hidden_share, worst_cut, worst_hidden
from precheck.loss.loss import Loss
from precheck.loss.outside import margin, outside
from precheck.loss.seen import word_mean
from precheck.number.result import Number, NumberState
from precheck.text.cells import (
    READABLE_INDEX,
    illegibility,
    text_hull,
    weighted_percentile,
    within,
)

LOW_PERCENTILE = 2
"""Percentile of the print's legibility that is `least_legibility`: about that of one word."""
SMALL_PRINT_QUANTILE = 0.1
"""Quantile of the print's height that is `capitals`."""
NOTHING_LOST = {
    "lost": 0.0,
    "unclear": 0.0,
    "least_legibility": 1.0,
    "worst_word": 0.0,
    "illegible_spot": 0.0,
    "covered_spot": 0.0,
    "worst_zone": 0.0,
}
NUMBER_STATES = {NumberState.UNREAD: 0.0, NumberState.DOUBTFUL: 0.5, NumberState.READ: 1.0}

DIRECTIONS: Mapping[str, int] = {
    "must_lost": -1,
    "must_unclear": -1,
    "must_least_legibility": 1,
    "must_worst_word": -1,
    "must_illegible_spot": -1,
    "must_covered_spot": -1,
    "must_worst_zone": -1,
    "all_lost": -1,
    "all_unclear": -1,
    "all_least_legibility": 1,
    "all_worst_word": -1,
    "all_illegible_spot": -1,
    "all_covered_spot": -1,
    "number_state": 1,
    "number_confidence": 1,
    "capitals": 1,
    "margin": 1,
    "outside": -1,
    "eye_hidden": -1,
    "eye_worst": -1,
    "eye_beyond": -1,
    "eye_cut": -1,
}
"""Each feature, and whether `p_accept` rises (1) or falls (-1) with it."""


def features(loss: Loss, number: Number | None) -> NDArray[np.float64]:
    """Return the features of one photo in the order of DIRECTIONS.

    Shares and indices of 0–1, but `capitals` in photo pixels and `margin` in heights of capitals.
    `must_*` cover the must-read zones, `must_worst_zone` the one that lost most; if the zones are
    unknown or hold no print, nothing of them is lost.
    """
    capture = loss.capture
    values = {
        **{f"must_{name}": value for name, value in _must_read_losses(loss).items()},
        **{f"all_{name}": value for name, value in _losses(loss, ()).items()},
        "number_state": 1.0 if number is None else NUMBER_STATES[number.state],
        "number_confidence": 1.0 if number is None else (number.confidence or 0.0),
        "capitals": _small_print(capture),
        "margin": margin(capture),
        "outside": outside(capture),
        "eye_hidden": hidden_share(capture),
        "eye_worst": worst_hidden(capture),
        "eye_beyond": max(beyond(capture).values()),
        "eye_cut": worst_cut(capture),
    }
    return np.array([values[name] for name in DIRECTIONS], dtype=np.float64)


def _must_read_losses(loss: Loss) -> Mapping[str, float]:
    zones = loss.capture.zones
    if not (zones and loss.expected[within(loss.expected.shape, zones)].any()):
        return NOTHING_LOST
    each = [_lost_share(loss, (zone,)) for zone in zones]
    return {**_losses(loss, zones), "worst_zone": max(each)}


def _losses(loss: Loss, zones: tuple[Zone, ...]) -> Mapping[str, float]:
    """Return how much of the expected print in the zones is lost, and the worst word.

    `lost` is the share of print weighted by its illegibility, `unclear` the share that is not
    plainly readable, `worst_word` the largest loss in a word's window. `illegible_spot` is the
    largest illegibility in a word's window amid the print, expected there or not, and
    `covered_spot` the same where something covers the paper.
    """
    capture, legibility = loss.capture, loss.word_legibility
    mask = within(legibility.shape, zones)  # of all cells if there are no zones
    illegible = illegibility(legibility)
    weights = _print_within(loss, mask)
    total = float(weights.sum()) or 1.0
    part = weights * illegible
    spots = np.where(mask & text_hull(capture), illegible, np.float32(0))
    return {
        "lost": float(part.sum()) / total,
        "unclear": float(weights[legibility < READABLE_INDEX].sum()) / total,
        "least_legibility": weighted_percentile(legibility, weights, LOW_PERCENTILE) or 0.0,
        "worst_word": _word_maximum(capture, part),
        "illegible_spot": _word_maximum(capture, spots),
        "covered_spot": _word_maximum(capture, np.minimum(spots, capture.text.covered)),
    }


def _lost_share(loss: Loss, zones: tuple[Zone, ...]) -> float:
    """Return `lost` of _losses alone."""
    weights = _print_within(loss, within(loss.expected.shape, zones))
    illegible = illegibility(loss.word_legibility)
    return float((weights * illegible).sum()) / (float(weights.sum()) or 1.0)


def _print_within(loss: Loss, mask: Mask) -> Grid:
    """Return the expected print in cells of a mask that the frame shows."""
    return np.where(mask & loss.capture.light.in_frame, loss.expected, np.float32(0))


def _word_maximum(capture: Capture, values: Grid) -> float:
    """Return the largest mean in a word's window."""
    return float(word_mean(capture, np.asarray(values, np.float32)).max(initial=0))


def _small_print(capture: Capture) -> float:
    """Return the height of the page's small print in photo pixels; 0 without print."""
    heights = [region.height for region in capture.regions if region.contrast > 0]
    return float(np.quantile(heights, SMALL_PRINT_QUANTILE)) if heights else 0.0
