"""How far a picture of print is smeared, by lens or hand, from how its power falls with frequency.

The power of sharp print falls with the frequency as a power law, in every direction alike. A smear
multiplies it by a Gaussian whose width in each direction is the smear's standard deviation there,
for waves longer than the smear; so of a disk, of a straight or a crooked path, and of one on which
the hand lingered, which leaves double edges that are sharp. A phone's sharpening gives some of it
back, JPEG and grain add some; how much is learned: a small net tells the smear from the width that
fits and from the power in bands, of each window and of all.
"""

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from precheck.cells.spectrum import LEAST, Spectrum, waves
from precheck.errors import BadModel
from precheck.models_dir import MODELS, arrays

Floats = NDArray[np.float32]

FILE = MODELS / "smear.npz"
EDGES = (0.45, 0.75, 1.05, 1.35, 1.7, 2.1, 2.6, 3.2, 3.9, 5.0)
"""Waves a capital height between which a band lies; longer ones tell the layout."""
WAYS = 4
"""Directions of a band: across, down and aslant. With eight lengths in six the same is told."""
BANDS = WAYS * (len(EDGES) - 1)
TOLD = 3 * BANDS + 2
"""What the net is told of a window: its own bands, those of all print of the page without grain,
how much of each is grain, and the logarithms of the smear that fits and of the capitals' height."""
UNIT = 0.2  # of smear, for what the net tells it in
FALL = 1.8  # power of frequency by which that of sharp print falls: 1.8 on 35 sharp drawn shots
LONGEST = 0.5  # waves a capital height: longer ones tell the layout
FIRST, FINEST = 1.2, 3.5
"""The same, up to which the fit begins, and may go. Large print that a phone sharpened is smeared
in fine waves alone: up to 2.6 the fit alone follows the strength of drawn shots out of focus 0.83
(mean of two sets of 136), whose focus falls off 0.85, in motion 0.87; so 0.85, 0.87, 0.87."""
REACH = 0.25  # waves a standard deviation of smear: up to here its spectrum is like a Gaussian's
PASSES = 4
SHARP = 0.01  # of a capital height: no smear tells less


def smear(told: Floats) -> float:
    """Return the smear's standard deviation in its widest direction, in capital heights, 0 and up.

    The mean over the print. told: by `bands`.
    """
    net = read(FILE)
    lit = np.maximum(told @ net["first"].T + net["first_bias"], 0)
    return float(UNIT * np.logaddexp(0, lit @ net["last"] + net["last_bias"]).mean())


def bands(found: Spectrum, capitals: float) -> Floats:
    """Return what the net is told of windows with text, n × TOLD. capitals: pixels."""
    own, every, alone = (_in_bands(one) for one in (found.windows, found.every, found.alone))
    fits = np.log(fitted(found) + SHARP)
    page = np.hstack([alone, every - alone, fits, np.log(capitals)]).astype(np.float32)
    return np.hstack([own, np.tile(page, (len(own), 1))])


@cache
def read(path: Path) -> Mapping[str, Floats]:
    """Read the net's two layers. Raises BadModel for a file that is missing, or of another net."""
    net = arrays(path)
    shapes = {name: layer.shape for name, layer in net.items()}
    hidden = net["last"].size if "last" in net else 0
    layers = {
        "first": (hidden, TOLD),
        "first_bias": (hidden,),
        "last": (hidden,),
        "last_bias": (1,),
    }
    if shapes != layers:
        raise BadModel.of(path)
    return net


def _in_bands(power: Floats) -> Floats:
    """Return the logarithm of the mean power in each band, … × BANDS."""
    return np.asarray(np.log(power @ _band_means().T + LEAST), np.float32)


@cache
def _band_means() -> Floats:
    """Return BANDS × waves: what takes the mean over a band, its directions one after the other."""
    x, y = waves()
    length, way = np.hypot(x, y), np.rint(np.arctan2(y, x) / (np.pi / WAYS)) % WAYS
    inside = [
        (length >= low) & (length < high) & (way == turn)
        for low, high in pairwise(EDGES)
        for turn in range(WAYS)
    ]
    return np.array([one / one.sum() for one in inside], np.float32)


def fitted(found: Spectrum) -> float:
    """Return the smear that fits by theory, to ever finer waves that still tell of it."""
    x, y = waves()
    power = np.log(found.alone)
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
