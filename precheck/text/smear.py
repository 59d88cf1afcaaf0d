"""Motion blur and defocus: the width of the point spread function, from the spectrum of print.

The power of sharp print falls with frequency as a power law, alike in every direction. A point
spread function multiplies it by a Gaussian whose width in each direction is that of its standard
deviation there, for waves longer than the function is wide: so for a disk, for a straight or a
crooked path, and for one with resting points. A phone's sharpening restores some power, JPEG and
grain add some. A small net corrects for them: it takes the width fitted by theory and the power in
bands, of each window and of all.
"""

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from precheck.errors import BadModel
from precheck.runtime.models import MODELS, load_arrays
from precheck.text.spectrum import MIN_POWER, Floats, Spectrum, waves

SMEAR_FILE = MODELS / "smear.npz"
BAND_EDGES = (0.45, 0.75, 1.05, 1.35, 1.7, 2.1, 2.6, 3.2, 3.9, 5.0)
"""Frequencies between the bands, cycles per capital height; lower ones hold the layout."""
BAND_DIRECTIONS = 4
"""Across, down and the two diagonals."""
BANDS = BAND_DIRECTIONS * (len(BAND_EDGES) - 1)
NET_INPUTS = 3 * BANDS + 2
"""The net's inputs for a window: its own bands; those of all print of the page without grain; the
grain's share of each; the logarithms of the fitted width and of the capital height."""
SMEAR_UNIT = 0.2
"""Capital heights in a unit of the net's output."""
POWER_LAW = 1.8
"""Exponent of sharp print's spectrum: 1.8 on 35 sharp drawn shots."""
MIN_FREQUENCY = 0.5
"""Of the fit, cycles per capital height; lower ones hold the layout."""
FIRST_MAX_FREQUENCY, MAX_FREQUENCY = 1.2, 3.5
"""Upper bound of the first fit and of all fits, cycles per capital height. The bound is high
because a phone's sharpening leaves only high frequencies smeared in large print."""
GAUSSIAN_CYCLES = 0.25
"""Cycles per standard deviation up to which a point spread function's spectrum is a Gaussian's."""
FIT_PASSES = 4
MIN_FITTED_WIDTH = 0.01
"""Capital heights added to the fitted width before its logarithm."""


def psf_width(inputs: Floats) -> float:
    """Return the width of the point spread function in capital heights, 0 or more.

    The width is the standard deviation in the widest direction, the mean over the print. inputs:
    n × NET_INPUTS, of `width_inputs`.
    """
    net = read(SMEAR_FILE)
    hidden = np.maximum(inputs @ net["first"].T + net["first_bias"], 0)
    return float(SMEAR_UNIT * np.logaddexp(0, hidden @ net["last"] + net["last_bias"]).mean())


def width_inputs(found: Spectrum, capitals: float) -> Floats:
    """Return the net's inputs for each window of text, n × NET_INPUTS. capitals: height, px."""
    powers = found.windows, found.mean, found.without_grain
    windows, mean, ink = (_in_bands(power) for power in powers)
    width = np.log(fitted_width(found) + MIN_FITTED_WIDTH)
    page = np.hstack([ink, mean - ink, width, np.log(capitals)]).astype(np.float32)
    return np.hstack([windows, np.tile(page, (len(windows), 1))])


@cache
def read(path: Path) -> Mapping[str, Floats]:
    """Read the net's two layers. Raises BadModel for a file that is missing, or of another net."""
    net = load_arrays(path)
    shapes = {name: layer.shape for name, layer in net.items()}
    hidden = net["last"].size if "last" in net else 0
    layers = {
        "first": (hidden, NET_INPUTS),
        "first_bias": (hidden,),
        "last": (hidden,),
        "last_bias": (1,),
    }
    if shapes != layers:
        raise BadModel.of(path)
    return net


def _in_bands(power: Floats) -> Floats:
    """Return the logarithm of the mean power in each band, … × BANDS."""
    return np.asarray(np.log(power @ _band_means().T + MIN_POWER), np.float32)


@cache
def _band_means() -> Floats:
    """Return each wave's weight in the mean of each band, BANDS × waves."""
    x, y = waves()
    frequency = np.hypot(x, y)
    direction = np.rint(np.arctan2(y, x) / (np.pi / BAND_DIRECTIONS)) % BAND_DIRECTIONS
    masks = [
        (frequency >= low) & (frequency < high) & (direction == turn)
        for low, high in pairwise(BAND_EDGES)
        for turn in range(BAND_DIRECTIONS)
    ]
    return np.array([mask / mask.sum() for mask in masks], np.float32)


def fitted_width(found: Spectrum) -> float:
    """Return the width of the Gaussian that fits the spectrum best, in capital heights.

    Least squares, repeated with the upper bound of frequencies that the last width allows.
    """
    x, y = waves()
    power = np.log(found.without_grain)
    frequency = np.hypot(x, y)
    bound = FIRST_MAX_FREQUENCY
    for _ in range(FIT_PASSES):
        used = (frequency > MIN_FREQUENCY) & (frequency < bound)
        loss = power[used] + POWER_LAW * np.log(frequency[used])
        squares = np.stack([x[used] ** 2, 2 * x[used] * y[used], y[used] ** 2], 1)
        terms = np.hstack([np.ones((len(squares), 1)), -4 * np.pi**2 * squares])
        _, xx, xy, yy = np.linalg.lstsq(terms, loss, rcond=None)[0]
        width = float(np.sqrt(max(0.0, np.linalg.eigvalsh([[xx, xy], [xy, yy]])[1])))
        bound = GAUSSIAN_CYCLES / max(width, 1e-3)
        bound = float(np.clip(bound, FIRST_MAX_FREQUENCY, MAX_FREQUENCY))
    return width
