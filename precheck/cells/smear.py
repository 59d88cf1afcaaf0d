"""How far a picture of print is smeared, by lens or hand, from how its power falls with frequency.

The power of sharp print falls with the frequency as a power law, in every direction alike. A smear
multiplies it by a Gaussian whose width in each direction is the smear's standard deviation there,
for waves longer than the smear; so of a disk, of a straight or a crooked path, and of one on which
the hand lingered, which leaves double edges that are sharp. Grain, and what is printed on the paper
all over, lies over print as it lies beside it: its power is taken off.
"""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grey, Grid

Waves = NDArray[np.float64]

SIZE = 64, 40  # px of a window, across and down
CAPITALS = 10.0  # px of capital height in a window
FEW = 4  # windows of bare paper from which they tell of grain
LEFT = 0.1  # least share of a wave's power that is the print's
"""With grain taken off the measure of blur follows the strength of 186 drawn shots in motion 0.87,
of 190 whose focus falls off 0.91, of 52 out of focus 0.93; without 0.86, 0.90 and 0.93."""
FALL = 1.8  # power of frequency by which that of sharp print falls: 1.8 on 35 sharp drawn shots
LONGEST = 0.5  # waves a capital height: longer ones tell the layout
FIRST, FINEST = 1.2, 3.5
"""The same, up to which the fit begins, and may go. Large print that a phone sharpened is smeared
in fine waves alone: up to 2.6 the measure of blur follows the strength of drawn shots out of focus
0.83 (mean of two sets of 136), whose focus falls off 0.85, in motion 0.87; so 0.85, 0.87, 0.87."""
REACH = 0.25  # waves a standard deviation of smear: up to here its spectrum is like a Gaussian's
PASSES = 4
LEAST = 1e-12  # of a window's power


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


def smear(grey: Grey, text: Grid, paper: Grid, capitals: float) -> float | None:
    """Return the smear's standard deviation in its widest direction, in capital heights, 0 and up.

    text, paper: how surely there is text, and bare paper, in each cell of the page. capitals:
    pixels. None where there is too little text for a window.
    """
    written = _spectra(_windows(grey, text, capitals, _PRINT))
    if not len(written):
        return None
    grain = _spectra(_windows(grey, paper, capitals, _BARE))
    level = np.maximum(written.sum((1, 2), keepdims=True), LEAST)
    power = _typical(written / level)
    if len(grain) >= FEW:
        power = np.maximum(power - _typical(grain / np.median(level)), LEFT * power)
    return _widest(np.log(power))


def _windows(grey: Grey, cells: Grid, capitals: float, kind: _Kind) -> NDArray[np.float32]:
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


def _spectra(windows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the windows' power, wave by wave, n × rows × columns/2 + 1."""
    level, half_fade = _level()
    faded = windows * half_fade
    faded -= np.tensordot(np.tensordot(faded, level, ((1, 2), (1, 2))), level, 1)
    found = [_strength(window) for window in faded * half_fade]
    return np.array(found, np.float32).reshape(-1, SIZE[1], SIZE[0] // 2 + 1)


def _typical(power: NDArray[np.float32]) -> Waves:
    """Return the geometric mean over the windows."""
    return np.asarray(np.exp(np.log(np.maximum(power, LEAST)).mean(0, dtype=np.float64)))


def _strength(window: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the power of each wave, rows × columns/2 + 1: by OpenCV in half of numpy's time."""
    waves = cv2.dft(window, flags=cv2.DFT_COMPLEX_OUTPUT)
    power = cv2.mulSpectrums(waves, waves, 0, conjB=True)
    return np.asarray(power[:, : SIZE[0] // 2 + 1, 0], np.float32)


@cache
def _level() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return what even light and light from a side look like in a window, and half of its fading.

    The rest of the fading comes after such light was taken off, or it would look like long waves.
    """
    columns, rows = SIZE
    half_fade = np.sqrt(np.outer(np.hanning(rows), np.hanning(columns)))
    y, x = np.mgrid[:rows, :columns]
    planes = np.stack([np.ones((rows, columns)), x, y]) * half_fade
    basis = np.linalg.qr(planes.reshape(3, -1).T)[0].T.reshape(planes.shape)
    return basis.astype(np.float32), half_fade.astype(np.float32)


@cache
def _waves() -> tuple[Waves, Waves]:
    """Return how many waves a capital height each place of the spectrum stands for."""
    across, down = np.fft.rfftfreq(SIZE[0]), np.fft.fftfreq(SIZE[1])
    x, y = np.meshgrid(across * CAPITALS, down * CAPITALS)
    return x, y


def _widest(power: Waves) -> float:
    """Return the widest standard deviation, fitted to ever finer waves that still tell of it."""
    x, y = _waves()
    length = np.hypot(x, y)
    finest = FIRST
    for _ in range(PASSES):
        seen = (length > LONGEST) & (length < finest)
        falls = power[seen] + FALL * np.log(length[seen])
        squares = np.stack([x[seen] ** 2, 2 * x[seen] * y[seen], y[seen] ** 2], 1)
        terms = np.hstack([np.ones((len(squares), 1)), -4 * np.pi**2 * squares])
        _, xx, xy, yy = np.linalg.lstsq(terms, falls, rcond=None)[0]
        widest = float(np.sqrt(max(0.0, np.linalg.eigvalsh([[xx, xy], [xy, yy]])[1])))
        finest = float(np.clip(REACH / max(widest, 1e-3), FIRST, FINEST))
    return widest
