"""Screen: whether the page was photographed from a screen.

Unit: regularity of the ripple on blank paper. Says nothing of legibility.
Range: 0 (none) to 1 (a screen's pixel grid that beats against the camera's).
Value: in windows of the page with little text, how far the frequency that is strong in all of them
rises over its like (the ring of frequencies of about the same length), in brightness and in colour:
print is regular in one colour and bends from place to place, a screen's moiré does neither. None
where no window is free of text.
Source: our own definition; moiré shows as narrow peaks of the spectrum (Sun, Yu & Wang 2018,
doi:10.1109/TIP.2018.2834737).
"""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture, Pixels
from precheck.cells.weights import TEXT, Mask, inside
from precheck.verdict import Measurement

SIDE = 128  # pixels of a window
MOST = 6  # windows looked at
FREE = 0.1  # share of text that a window may hold
SLOW, FAST, RING = 8, 60, 4  # cycles a window: slower is light on paper, faster the sensor's grain
LITTLE = 100.0  # power of less than a grey level's ripple: rises over nothing mean nothing
FULL = 15.0  # natural logarithm of the two rises together that is 1 on the scale
CHANNELS = np.array(((0.114, 0.587, 0.299), (-1.0, 0.0, 1.0)), np.float32)  # grey; red less blue

Window = NDArray[np.float32]


def screen(capture: Capture) -> Measurement:
    """Return how regular the ripple on blank paper is."""
    windows = _windows(capture)
    if not windows:
        return Measurement(value=None)
    rises = [_rise(np.stack(windows) @ weights) for weights in CHANNELS]
    return Measurement(value=min(1.0, sum(rises) / FULL))


def _windows(capture: Capture) -> list[Window]:
    """Return the windows with the least text, MOST at most, H × W × 3."""
    flat, (height, width) = capture.page.flat, capture.light.grey.shape
    factor = flat.shape[1] // width if width else 1
    rows, columns = height // SIDE, width // SIDE
    if not rows or not columns:
        return []
    busy = ((capture.text.text >= TEXT) | ~inside(capture)).astype(np.float32)
    share = cv2.resize(busy, (columns, rows), interpolation=cv2.INTER_AREA).ravel()
    order = np.argsort(share, kind="stable")[:MOST]
    free = [divmod(int(index), columns) for index in order if share[index] <= FREE]
    return [
        _window(flat, row * SIDE * factor, column * SIDE * factor, factor) for row, column in free
    ]


def _window(flat: Pixels, top: int, left: int, factor: int) -> Window:
    part = flat[top : top + SIDE * factor, left : left + SIDE * factor]
    small = cv2.resize(part, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def _rise(windows: Window) -> float:
    """Return how far the logarithm of the strongest common power rises over its like.

    windows: N × SIDE × SIDE.
    """
    common = _spectra(windows).mean(axis=0)
    return max(float(common[ring].max() - np.median(common[ring])) for ring in _rings())


def _spectra(windows: Window) -> Window:
    """Return the logarithms of power by frequency, each as strong as the strongest beside it."""
    level = windows.mean(axis=(1, 2), keepdims=True)
    halves = np.fft.rfft2((windows - level) * _taper())
    powers = np.square(halves.real) + np.square(halves.imag)
    strongest = [cv2.dilate(power, np.ones((3, 3), np.uint8)) for power in powers]
    return np.asarray(np.log(np.stack(strongest) + LITTLE), np.float32)


@cache
def _taper() -> Window:
    """Return Hann's window, which keeps a window's edges out of its spectrum."""
    return np.outer(np.hanning(SIDE), np.hanning(SIDE)).astype(np.float32)


@cache
def _rings() -> tuple[Mask, ...]:
    """Return frequencies by length, those of lines along the page left out."""
    across, down = np.meshgrid(np.fft.rfftfreq(SIDE, 1 / SIDE), np.fft.fftfreq(SIDE, 1 / SIDE))
    length = np.hypot(across, down)
    oblique = (across > 2) & (np.abs(down) > 2)
    return tuple(
        oblique & (length >= near) & (length < near + RING) for near in range(SLOW, FAST, RING)
    )
