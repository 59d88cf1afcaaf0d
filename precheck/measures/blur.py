"""Blur: how wide the edges of text are in their softest direction, against the text's own height.

Unit: edge width over capital height. Lower is better.
Range: 0 (as sharp as a phone's picture can be) to 1 (washed away); a stroke is 0.1 to 0.2.
Value: the weighted 70th percentile over all text, faint text too: lens and hand do not choose what
must be read, and its few words alone tell less. None where no text was found.
Source: our own definition. In a window of text, standard deviation over root-mean-square slope is
the width of a typical edge whatever its contrast; the smaller eigenvalue of the structure tensor
(Förstner & Gülch 1987) takes the slope across the softest direction, so that motion counts as
much as defocus. Noise is measured on blank paper and taken off both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from precheck.capture import Capture, Grey, Grid
from precheck.cells.light import STEP, blocks
from precheck.cells.places import whole
from precheck.cells.weights import TEXT, Mask, explained, inside, percentile, shares, spread
from precheck.cells.words import FAINTLY
from precheck.verdict import Measurement

WORKING = 16.0  # px of capital height; larger text is measured on a smaller copy
SOBEL = 8  # its weights add up to 8 grey levels a pixel of slope
FLOOR = 3.2  # px; what the measuring itself and the sharpest phone make of a perfect edge
LEAST = 6.0  # grey levels of standard deviation: less says nothing of edges
SOFT, WASHED = 0.1, 0.3  # edge widths from which blur can cost a word, and costs it alone
TYPICAL = 50  # percentile, for the height
SOFTER = 70  # percentile, for the edges: focus falls off from place to place
STRIP = 16 * STEP  # rows worked on at once, few enough to stay in the processor's cache


def blur(capture: Capture) -> Measurement:
    """Return the typical edge width of text over its height, and the must-read text it costs."""
    text = capture.text.text
    weights = shares(np.where(inside(capture) & (text >= FAINTLY), text, 0))
    heights = spread(capture, [r.height * capture.light.scale for r in capture.regions])
    height = percentile(heights, weights, TYPICAL)
    if height is None or not capture.light.grey.size:
        return Measurement(value=None)
    factor = min(1.0, WORKING / height)
    widths = _edge_widths(_scaled(capture.light.grey, factor), text, height * factor)
    own = np.where(np.isfinite(heights), heights, np.float32(height)) * np.float32(factor)
    softness = np.asarray(widths / own, np.float32)
    cost = explained(capture, softness, SOFT, WASHED)
    value = percentile(softness, weights, SOFTER)
    return Measurement(value=value, places=whole(capture, cost > 0, cost))


def _scaled(grey: Grey, factor: float) -> Grey:
    if factor == 1:
        return grey
    size = (round(grey.shape[1] * factor), round(grey.shape[0] * factor))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


@dataclass(frozen=True, slots=True)
class _Energies:
    """Mean squares round each cell: of the grey level's departure from its mean, and of slopes."""

    departure: Grid
    across: Grid
    down: Grid
    mixed: Grid


def _edge_widths(grey: Grey, text: Grid, height: float) -> Grid:
    """Return the edge width in pixels round each cell, NaN where nothing stands out."""
    energies = _energies(grey, text, height)
    middle = (energies.across + energies.down) / 2
    softest = middle - np.hypot((energies.across - energies.down) / 2, energies.mixed)
    squared = energies.departure / np.maximum(softest, 0.02 * middle + 1e-3)
    widths = np.sqrt(np.maximum(squared - FLOOR**2, 0))
    return np.where(energies.departure < LEAST**2, np.float32(np.nan), widths)


def _energies(grey: Grey, text: Grid, height: float) -> _Energies:
    """Average over each cell and its surroundings of about two text heights."""
    reach = 2 * max(1, round(height / grey.shape[1] * text.shape[1])) + 1
    products = np.concatenate(list(_products(grey)))
    cells = cv2.resize(products, text.shape[::-1], interpolation=cv2.INTER_LINEAR)
    around = np.asarray(cv2.blur(cells, (reach, reach)), np.float32)
    mean, square, across, down, mixed = np.moveaxis(around, 2, 0)
    blank = text < TEXT
    departure, across, down = (
        _without_noise(energy, blank) for energy in (square - mean * mean, across, down)
    )
    return _Energies(departure, across, down, mixed)


def _products(grey: Grey) -> Iterator[Grid]:
    """Yield the block means of the level, its square and the products of its slopes, in strips."""
    smooth = np.asarray(cv2.GaussianBlur(grey, (3, 3), 0), np.uint8)
    right, down = cv2.spatialGradient(smooth)
    rows = max(len(grey) // STEP, 1) * STEP
    for top in range(0, rows, STRIP):
        part = slice(top, min(top + STRIP, rows))
        level, x, y = (np.asarray(each[part], np.float32) for each in (smooth, right, down))
        means = [blocks(*each) for each in ((level,), (level, level), (x, x), (y, y), (x, y))]
        yield np.dstack(means) * np.array([1, 1, *[SOBEL**-2] * 3], np.float32)


def _without_noise(energy: Grid, blank: Mask) -> Grid:
    """Take off the energy of blank paper: its lower quarter, since lines lie on it too."""
    noise = np.percentile(energy[blank], 25) if blank.any() else 0.0
    return np.asarray(np.maximum(energy - noise, 0), np.float32)
