"""The power spectrum of a page's print.

It is taken of windows over the text, scaled by the print's own height, so that frequencies are in
cycles per capital height. Grain and security patterns lie over print as beside it: windows of blank
paper give their power.
"""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grey, Grid

Floats = NDArray[np.float32]

WINDOW_PX = 64, 40
"""Width and height of a window."""
WINDOW_CAPITAL_PX = 10.0
"""Height of the capitals in a window."""
MIN_PAPER_WINDOWS = 4
"""Windows of blank paper from which the grain's power is known."""
MIN_PRINT_POWER = 0.1
"""Least share of a wave's power that is the print's."""
MIN_POWER = 1e-9
"""Of a wave, as a share of its window's power."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Selection:
    """The windows that are used."""

    middle: float
    """Share of a window's height, about its middle, whose cells count."""
    min_share: float
    """Least mean over these cells."""
    max_windows: int


_PRINT = _Selection(middle=0.5, min_share=0.12, max_windows=64)
_PAPER = _Selection(middle=1.0, min_share=0.98, max_windows=12)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spectrum:
    """Power of a page's waves, in the order of `waves`, as shares of a window's power."""

    windows: Floats
    """n × waves: of each window of text."""
    mean: Floats
    """Geometric mean over the windows."""
    without_grain: Floats
    """The mean less the power of the paper's grain."""


def spectrum(grey: Grey, text: Grid, paper: Grid, capitals: float) -> Spectrum | None:
    """Return the spectrum of the print; None where there is too little text for a window.

    text, paper: probability of text, and of blank paper, in each cell of the page. capitals: their
    height, px.
    """
    print_ = _spectra(_windows(grey, text, capitals, _PRINT))
    if not len(print_):
        return None
    total = np.maximum(print_.sum(1, keepdims=True), MIN_POWER)
    mean = _geometric_mean(print_ / total)
    grain = _spectra(_windows(grey, paper, capitals, _PAPER))
    without_grain = mean
    if len(grain) >= MIN_PAPER_WINDOWS:
        rest = mean - _geometric_mean(grain / np.median(total))
        without_grain = np.maximum(rest, MIN_PRINT_POWER * mean)
    return Spectrum(windows=print_ / total, mean=mean, without_grain=without_grain)


@cache
def waves() -> tuple[Floats, Floats]:
    """Return each wave's frequency across and down, in cycles per capital height."""
    across, down = np.fft.rfftfreq(WINDOW_PX[0]), np.fft.fftfreq(WINDOW_PX[1])
    x, y = np.meshgrid(across * WINDOW_CAPITAL_PX, down * WINDOW_CAPITAL_PX)
    return x.ravel().astype(np.float32), y.ravel().astype(np.float32)


def _windows(grey: Grey, cells: Grid, capitals: float, selection: _Selection) -> Floats:
    """Return windows spread over the page, n × rows × columns, scaled to WINDOW_CAPITAL_PX.

    cells: probability that each cell is of the kind wanted.
    """
    wide, high = (max(2, round(side * capitals / WINDOW_CAPITAL_PX)) for side in WINDOW_PX)
    rows, columns = grey.shape
    down, across = cells.shape[0] / rows, cells.shape[1] / columns
    part = max(1, round(wide * across)), max(1, round(high * selection.middle * down))
    full = cv2.boxFilter(cells, -1, part, borderType=cv2.BORDER_CONSTANT)
    tops = np.arange(0, rows - high + 1, max(1, high // 2))
    lefts = np.arange(0, columns - wide + 1, max(1, wide // 2))
    at = ((tops + high / 2) * down).astype(int), ((lefts + wide / 2) * across).astype(int)
    found = np.argwhere(full[np.ix_(*at)] >= selection.min_share)
    chosen = found[:: max(1, -(-len(found) // selection.max_windows))]
    by = cv2.INTER_AREA if capitals > WINDOW_CAPITAL_PX else cv2.INTER_CUBIC
    cut = [
        cv2.resize(grey[top : top + high, left : left + wide], WINDOW_PX, interpolation=by)
        for top, left in zip(tops[chosen[:, 0]], lefts[chosen[:, 1]], strict=True)
    ]
    return np.array(cut, np.float32).reshape(-1, *WINDOW_PX[::-1])


def _spectra(windows: Floats) -> Floats:
    """Return the power of each wave of the windows, n × rows · (columns/2 + 1)."""
    planes, half_taper = _planes()
    tapered = windows * half_taper
    tapered -= np.tensordot(np.tensordot(tapered, planes, ((1, 2), (1, 2))), planes, 1)
    found = [_power(window) for window in tapered * half_taper]
    return np.array(found, np.float32).reshape(-1, WINDOW_PX[1] * (WINDOW_PX[0] // 2 + 1))


def _geometric_mean(power: Floats) -> Floats:
    """Return the geometric mean over the windows."""
    return np.asarray(np.exp(np.log(np.maximum(power, MIN_POWER)).mean(0)), np.float32)


def _power(window: Floats) -> Floats:
    """Return the power of each wave, rows × columns/2 + 1; OpenCV needs half of numpy's time."""
    waves = cv2.dft(window, flags=cv2.DFT_COMPLEX_OUTPUT)
    power = cv2.mulSpectrums(waves, waves, 0, conjB=True)
    return np.asarray(power[:, : WINDOW_PX[0] // 2 + 1, 0], np.float32)


@cache
def _planes() -> tuple[Floats, Floats]:
    """Return an orthonormal basis of even and slanting light, and the square root of Hann's window.

    Such light is removed between the two halves of the taper, or it would add low frequencies.
    """
    columns, rows = WINDOW_PX
    half_taper = np.sqrt(np.outer(np.hanning(rows), np.hanning(columns)))
    y, x = np.mgrid[:rows, :columns]
    planes = np.stack([np.ones((rows, columns)), x, y]) * half_taper
    basis = np.linalg.qr(planes.reshape(3, -1).T)[0].T.reshape(planes.shape)
    return basis.astype(np.float32), half_taper.astype(np.float32)
