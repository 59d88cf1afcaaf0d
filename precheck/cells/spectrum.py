"""The spectrum of a page's print: how much power its waves have, by length and direction.

Taken of windows over the text that the print's own height scales, so that a wave counts in capital
heights. Grain, and what is printed on the paper all over, lies over print as it lies beside it: its
power is told by windows of bare paper.
"""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grey, Grid

Floats = NDArray[np.float32]

SIZE = 64, 40  # px of a window, across and down
CAPITALS = 10.0  # px of capital height in a window
FEW = 4  # windows of bare paper from which they tell of grain
LEFT = 0.1  # least share of a wave's power that is the print's
"""With grain taken off the smear that fits follows the strength of 186 drawn shots in motion 0.87,
of 190 whose focus falls off 0.91, of 52 out of focus 0.93; without 0.86, 0.90 and 0.93."""
LEAST = 1e-9  # of a window's power


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """Which windows are looked at."""

    middle: float
    """Share of a window's height, about its middle, that counts."""
    least: float
    """Share of that which must be of the kind."""
    most: int


_PRINT = _Kind(middle=0.5, least=0.12, most=64)
_BARE = _Kind(middle=1.0, least=0.98, most=12)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spectrum:
    """Power of the waves of a page, in the order of `waves`, as shares of a window's."""

    windows: Floats
    """n × waves: of each window with text."""
    every: Floats
    """The geometric mean over the windows."""
    alone: Floats
    """That without grain."""


def spectrum(grey: Grey, text: Grid, paper: Grid, capitals: float) -> Spectrum | None:
    """Return the spectrum of the print; None where there is too little text for a window.

    text, paper: how surely there is text, and bare paper, in each cell of the page. capitals:
    pixels.
    """
    written = _spectra(_windows(grey, text, capitals, _PRINT))
    if not len(written):
        return None
    level = np.maximum(written.sum(1, keepdims=True), LEAST)
    every = _typical(written / level)
    grain = _spectra(_windows(grey, paper, capitals, _BARE))
    alone = every
    if len(grain) >= FEW:
        alone = np.maximum(every - _typical(grain / np.median(level)), LEFT * every)
    return Spectrum(windows=written / level, every=every, alone=alone)


@cache
def waves() -> tuple[Floats, Floats]:
    """Return how many waves a capital height, across and down, each value of a spectrum is of."""
    across, down = np.fft.rfftfreq(SIZE[0]) * CAPITALS, np.fft.fftfreq(SIZE[1]) * CAPITALS
    x, y = np.meshgrid(across, down)
    return x.ravel().astype(np.float32), y.ravel().astype(np.float32)


def _windows(grey: Grey, cells: Grid, capitals: float, kind: _Kind) -> Floats:
    """Return windows evenly over the page, n × rows × columns, their capitals CAPITALS high.

    cells: how surely each is of the kind.
    """
    wide, high = (max(2, round(side * capitals / CAPITALS)) for side in SIZE)
    rows, columns = grey.shape
    down, across = cells.shape[0] / rows, cells.shape[1] / columns
    part = max(1, round(wide * across)), max(1, round(high * kind.middle * down))
    full = cv2.boxFilter(cells, -1, part, borderType=cv2.BORDER_CONSTANT)
    tops = np.arange(0, rows - high + 1, max(1, high // 2))
    lefts = np.arange(0, columns - wide + 1, max(1, wide // 2))
    at = ((tops + high / 2) * down).astype(int), ((lefts + wide / 2) * across).astype(int)
    found = np.argwhere(full[np.ix_(*at)] >= kind.least)
    chosen = found[:: max(1, -(-len(found) // kind.most))]
    way = cv2.INTER_AREA if capitals > CAPITALS else cv2.INTER_CUBIC
    cut = [
        cv2.resize(grey[top : top + high, left : left + wide], SIZE, interpolation=way)
        for top, left in zip(tops[chosen[:, 0]], lefts[chosen[:, 1]], strict=True)
    ]
    return np.array(cut, np.float32).reshape(-1, *SIZE[::-1])


def _spectra(windows: Floats) -> Floats:
    """Return the windows' power, wave by wave, n × rows · (columns/2 + 1)."""
    level, half_fade = _level()
    faded = windows * half_fade
    faded -= np.tensordot(np.tensordot(faded, level, ((1, 2), (1, 2))), level, 1)
    found = [_strength(window) for window in faded * half_fade]
    return np.array(found, np.float32).reshape(-1, SIZE[1] * (SIZE[0] // 2 + 1))


def _typical(power: Floats) -> Floats:
    """Return the geometric mean over the windows."""
    return np.asarray(np.exp(np.log(np.maximum(power, LEAST)).mean(0)), np.float32)


def _strength(window: Floats) -> Floats:
    """Return the power of each wave, rows × columns/2 + 1: by OpenCV in half of numpy's time."""
    waves = cv2.dft(window, flags=cv2.DFT_COMPLEX_OUTPUT)
    power = cv2.mulSpectrums(waves, waves, 0, conjB=True)
    return np.asarray(power[:, : SIZE[0] // 2 + 1, 0], np.float32)


@cache
def _level() -> tuple[Floats, Floats]:
    """Return what even light and light from a side look like in a window, and half of its fading.

    The rest of the fading comes after such light was taken off, or it would look like long waves.
    """
    columns, rows = SIZE
    half_fade = np.sqrt(np.outer(np.hanning(rows), np.hanning(columns)))
    y, x = np.mgrid[:rows, :columns]
    planes = np.stack([np.ones((rows, columns)), x, y]) * half_fade
    basis = np.linalg.qr(planes.reshape(3, -1).T)[0].T.reshape(planes.shape)
    return basis.astype(np.float32), half_fade.astype(np.float32)
