"""Screen: whether the page was photographed from a screen, by the colour moiré of its pixels."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grid, Mask, Pixels
from precheck.measurement import PageMeasurement

MOIRE_WINDOW_PX = 128  # side of a window
MAX_TEXT_SHARE = 0.2  # of a window's cells
MIN_CYCLES, MAX_CYCLES, RING_CYCLES = 8, 60, 4
"""Frequencies searched and width of a ring of them, cycles a window: lower ones are uneven light,
higher ones sensor noise."""
MIN_RIPPLE_POWER = 3e3  # that of a ripple of about a third of a grey level
MIN_QUADRATURE = 0.3  # imaginary over real part, a phase of 17°: less is the camera's own
RING_PERCENTILE = 75  # of a ring's strengths, over which a peak is measured
PRIOR_WINDOWS = 2  # windows at which the value is halved: noise averages out over many only
OPPOSITE_WEIGHT = 0.3  # of a ripple of opposite phase at the same frequency, as prints have it
FULL_RISE = 8.0  # natural logarithm of the rise at which the value is 1
NEIGHBOURS = np.ones((3, 3), np.uint8)  # frequencies that belong to one ripple


def screen(
    page: Pixels, blank: Mask, *, max_windows: int = 32, drift: float = 0.3
) -> PageMeasurement:
    """Return how regular the colours' ripple on blank paper is.

    Unit: regularity, 0 (none) to 1 (a screen's pixel grid interferes with the camera's); it says
    nothing of legibility. None where no window is free of text. The value is the rise of the
    strongest frequency at which the phase of one colour leads another's over the frequencies of
    about its length. Printed patterns are of one ink, and security patterns bend: their colours
    ripple in phase, or unlike from place to place. Source: own definition; moiré has narrow peaks
    of the spectrum (Sun, Yu & Wang 2018, doi:10.1109/TIP.2018.2834737), and the imaginary part of
    the cross-spectrum of two signals is where one leads the other (Priestley 1981, section 9.1).

    page: the flattened page.
    blank: cells in the photo's frame without text, H × W.
    max_windows: windows that are measured, those with the least text.
    drift: cycles a window by which the frequency may change from one row of windows to the next,
        and from one column to the next, as on a tilted screen: 73 % of 340 drawn photos of screens
        are detected, without drift 69 %, with 0.5 % of 1,471 others.

    >>> y, x = np.mgrid[:384, :384]
    >>> phase = (0.7 * x + 0.5 * y)[..., None] + np.array([0.0, 0.8, 1.6])
    >>> ripple, blank = (200 + 12 * np.sin(phase)).astype(np.uint8), np.ones((48, 48), bool)
    >>> screen(np.full_like(ripple, 200), blank).value, screen(ripple, blank).value > 0.5
    (0.0, True)
    """
    places = _places(page, blank, max_windows)
    if not len(places):
        return PageMeasurement(value=None)
    side = MOIRE_WINDOW_PX
    corners = (places * side).tolist()
    leads = [_lead(page[top : top + side, left : left + side]) for top, left in corners]
    drifts = np.rint(drift * (places - places.mean(axis=0))).astype(int)[:, ::-1]
    first = _means(np.stack([cv2.dilate(grid, NEIGHBOURS) for grid in leads]), drifts)
    last = _means(np.stack([-cv2.erode(grid, NEIGHBOURS) for grid in leads]), drifts)
    rise = max(
        max(_rise(one - OPPOSITE_WEIGHT * other), _rise(other - OPPOSITE_WEIGHT * one))
        for one, other in zip(first, last, strict=True)
    )
    weight = len(places) / (len(places) + PRIOR_WINDOWS)
    return PageMeasurement(value=min(1.0, weight * rise / FULL_RISE))


def _places(page: Pixels, blank: Mask, max_windows: int) -> NDArray[np.intp]:
    """Return row and column, n × 2, of the windows with the least text."""
    rows, columns = page.shape[0] // MOIRE_WINDOW_PX, page.shape[1] // MOIRE_WINDOW_PX
    if not rows or not columns:
        return np.zeros((0, 2), np.intp)
    busy = (~blank).astype(np.float32)
    share = cv2.resize(busy, (columns, rows), interpolation=cv2.INTER_AREA).ravel()
    order = np.argsort(share, kind="stable")[:max_windows]
    return np.column_stack(np.divmod(order[share[order] <= MAX_TEXT_SHARE], columns))


def _means(grids: Grid, drifts: NDArray[np.int_]) -> list[Grid]:
    """Return the mean of the windows' spectra, n × H × W, for each direction of drift.

    drifts: n × 2, the frequencies by which each spectrum is moved back.
    """
    moves, kind = np.unique(drifts, axis=0, return_inverse=True)
    sums = [(grids[kind == i].sum(axis=0), move) for i, move in enumerate(moves)]
    return [
        np.asarray(sum(np.roll(total, sign * move, (0, 1)) for total, move in sums) / len(grids))
        for sign in (-1, 0, 1)
    ]


def _lead(window: Pixels) -> Grid:
    """Return how strongly red leads green, and green blue, at each frequency.

    Rows × columns/2 - 1; the logarithm of the power, negative where they lag. `cv2.dft` packs real
    and imaginary parts of the frequencies across in turn.
    """
    blue, green, red = cv2.split(window)
    ends = cv2.subtract(red, blue, dtype=cv2.CV_32F)
    power = cv2.mulSpectrums(_spectrum(green), _spectrum(ends), 0, conjB=True)
    real, imaginary = power[:, 1:-1:2], power[:, 2:-1:2]
    clear = np.maximum(np.abs(imaginary) - MIN_QUADRATURE * np.abs(real), 0)
    return np.asarray(np.copysign(np.log(1 + clear / MIN_RIPPLE_POWER), imaginary), np.float32)


def _spectrum(wave: cv2.typing.MatLike) -> cv2.typing.MatLike:
    level = np.subtract(wave, cv2.mean(wave)[0], dtype=np.float32)
    return cv2.dft(level * _taper())


def _rise(strength: Grid) -> float:
    """Return how far the strongest frequency rises over the others of its ring."""
    rings = (np.sort(strength.ravel()[ring]) for ring in _rings())
    return max(float(ring[-1] - ring[len(ring) * RING_PERCENTILE // 100]) for ring in rings)


@cache
def _taper() -> Grid:
    """Return Hann's window, which keeps a window's edges out of its spectrum."""
    return np.outer(np.hanning(MOIRE_WINDOW_PX), np.hanning(MOIRE_WINDOW_PX)).astype(np.float32)


@cache
def _rings() -> tuple[NDArray[np.intp], ...]:
    """Return the indices of frequencies by length, without those along the page's lines."""
    across, down = np.meshgrid(
        np.arange(1, MOIRE_WINDOW_PX // 2), np.fft.fftfreq(MOIRE_WINDOW_PX, 1 / MOIRE_WINDOW_PX)
    )
    length = np.hypot(across, down)
    oblique = (across > 2) & (np.abs(down) > 2)
    return tuple(
        np.flatnonzero(oblique & (length >= low) & (length < low + RING_CYCLES))
        for low in range(MIN_CYCLES, MAX_CYCLES, RING_CYCLES)
    )
