"""Screen: whether the page was photographed from a screen.

Unit: regularity of the colours' ripple on blank paper. Says nothing of legibility.
Range: 0 (none) to 1 (a screen's pixel grid that beats against the camera's).
Value: in windows of the page with little text, how far the frequency at which one colour runs
ahead of the others rises over its like (the ring of frequencies of about the same length), the
same in all windows, or drifting evenly over the page as that of a screen seen aslant does; less
where there are few windows, or where it runs behind in others. Patterns of print, security paper
too, are of one ink: their colours ripple together, or bend from place to place. A screen's moiré
does neither, for the camera samples each colour elsewhere. None where no window is free of text.
Source: our own definition; moiré shows as narrow peaks of the spectrum (Sun, Yu & Wang 2018,
doi:10.1109/TIP.2018.2834737), and the imaginary part of the cross-spectrum of two signals is what
of one runs ahead of the other (Priestley 1981, section 9.1).
"""

from collections.abc import Iterator
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture, Grid, Pixels
from precheck.cells.weights import TEXT, inside
from precheck.verdict import Measurement

SIDE = 128  # pixels of a window
MOST = 32  # windows looked at
FREE = 0.2  # share of text that a window may hold
SLOW, FAST, RING = 8, 60, 4  # cycles a window: slower is light on paper, faster the sensor's grain
LITTLE = 3e3  # power of a ripple of about a third of a grey level: less means nothing
TOGETHER = 0.3  # of what two colours share: running apart by less, 17°, is the camera's doing
LIKE = 75  # percentile of a ring over which a peak must rise
FEW = 2  # windows that nothing is told by: noise evens out over many only
EITHER = 0.3  # of what runs the other way at the same frequency: print does, a screen seldom
FULL = 8.0  # natural logarithm of the rise that is 1 on the scale
NEAR = np.ones((3, 3), np.uint8)  # frequencies beside one another are the same ripple
DRIFT = 0.3
"""Cycles a window by which the ripple may grow faster, or slower, across from one row of windows to
the next, and down from one column to the next: in a saddle the two are one. Of 340 drawn photos of
screens without further moiré 73 % are told, without drift 69 %, with 0.5 % of 1,471 others."""


def screen(capture: Capture) -> Measurement:
    """Return how regular the colours' ripple on blank paper is."""
    places = _places(capture)
    if not len(places):
        return Measurement(value=None)
    ahead = [_ahead(window) for window in _windows(capture, places)]
    first = _means(np.stack([cv2.dilate(grid, NEAR) for grid in ahead]), places)
    last = _means(np.stack([-cv2.erode(grid, NEAR) for grid in ahead]), places)
    rise = max(
        max(_rise(one - EITHER * other), _rise(other - EITHER * one))
        for one, other in zip(first, last, strict=True)
    )
    trust = len(places) / (len(places) + FEW)
    return Measurement(value=min(1.0, trust * rise / FULL))


def _places(capture: Capture) -> NDArray[np.intp]:
    """Return row and column, n × 2, of the windows with the least text, MOST at most."""
    height, width = capture.light.grey.shape
    rows, columns = height // SIDE, width // SIDE
    if not rows or not columns:
        return np.zeros((0, 2), np.intp)
    busy = ((capture.text.text >= TEXT) | ~inside(capture)).astype(np.float32)
    share = cv2.resize(busy, (columns, rows), interpolation=cv2.INTER_AREA).ravel()
    order = np.argsort(share, kind="stable")[:MOST]
    return np.column_stack(np.divmod(order[share[order] <= FREE], columns))


def _windows(capture: Capture, places: NDArray[np.intp]) -> Iterator[Pixels]:
    """Yield the windows at the places, SIDE × SIDE × 3."""
    flat = capture.page.flat
    side = SIDE * (flat.shape[1] // capture.light.grey.shape[1])
    for top, left in (places * side).tolist():
        part = flat[top : top + side, left : left + side]
        yield np.asarray(cv2.resize(part, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)


def _means(grids: Grid, places: NDArray[np.intp]) -> list[Grid]:
    """Return the mean of the windows' spectra, n × H × W, for each way in which a ripple may drift.

    Each spectrum is moved back by how far the ripple has come there, those that move alike at once.
    """
    drifted = np.rint(DRIFT * (places - places.mean(axis=0))).astype(int)[:, ::-1]
    moves, kind = np.unique(drifted, axis=0, return_inverse=True)
    sums = [(grids[kind == i].sum(axis=0), move) for i, move in enumerate(moves)]
    return [
        np.asarray(sum(np.roll(total, way * move, (0, 1)) for total, move in sums) / len(grids))
        for way in (-1, 0, 1)
    ]


def _ahead(window: Pixels) -> Grid:
    """Return how strongly red runs ahead of green, and green of blue, at each frequency.

    SIDE × SIDE/2 - 1; a logarithm whose sign is that of the power: where they run behind, it is
    negative. `cv2.dft` packs real and imaginary parts of the frequencies across in turn.
    """
    blue, green, red = cv2.split(window)
    ends = cv2.subtract(red, blue, dtype=cv2.CV_32F)
    power = cv2.mulSpectrums(_spectrum(green), _spectrum(ends), 0, conjB=True)
    together, apart = power[:, 1:-1:2], power[:, 2:-1:2]
    clear = np.maximum(np.abs(apart) - TOGETHER * np.abs(together), 0)
    return np.asarray(np.copysign(np.log(1 + clear / LITTLE), apart), np.float32)


def _spectrum(wave: cv2.typing.MatLike) -> cv2.typing.MatLike:
    level = np.subtract(wave, cv2.mean(wave)[0], dtype=np.float32)
    return cv2.dft(level * _taper())


def _rise(strength: Grid) -> float:
    """Return how far the strongest frequency rises over its like."""
    return max(_over(np.sort(strength.ravel()[ring])) for ring in _rings())


def _over(ranked: Grid) -> float:
    return float(ranked[-1] - ranked[len(ranked) * LIKE // 100])


@cache
def _taper() -> Grid:
    """Return Hann's window, which keeps a window's edges out of its spectrum."""
    return np.outer(np.hanning(SIDE), np.hanning(SIDE)).astype(np.float32)


@cache
def _rings() -> tuple[NDArray[np.intp], ...]:
    """Return the places of frequencies by length, those of lines along the page left out."""
    across, down = np.meshgrid(np.arange(1, SIDE // 2), np.fft.fftfreq(SIDE, 1 / SIDE))
    length = np.hypot(across, down)
    oblique = (across > 2) & (np.abs(down) > 2)
    return tuple(
        np.flatnonzero(oblique & (length >= near) & (length < near + RING))
        for near in range(SLOW, FAST, RING)
    )
