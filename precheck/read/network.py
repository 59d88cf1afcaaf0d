"""The first reader: a small convolutional network of our own, by cv2.dnn.

It reads one strip at a time and says of each sign how sure it is and where it stands, which
tesseract does not. Trained by training/number_reader.py on drawn strips; see models/README.md.
"""

import threading
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.models_dir import MODELS
from precheck.nets import load
from precheck.read.cuts import STRIP, Grey

MODEL = MODELS / "number_reader.onnx"
CHARSET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz/.-_:,() "
STEP_PX = 4  # the network looks at every fourth column
MULTIPLE = 16  # widths are rounded up to this, so that few shapes have to be laid out
FLAT = 4.0  # grey levels; a strip with less contrast is not stretched further


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign that was read."""

    char: str
    probability: float
    """0–1 as the network says it. Higher is better."""
    x: float
    """Its middle, in pixels of the strip."""


_OWN = threading.local()  # a network holds its last input: one a thread


def _network() -> Any:
    if not hasattr(_OWN, "network"):
        blank, outputs = (1, 1, STRIP.rows, MULTIPLE), {"scores": len(CHARSET) + 1}
        _OWN.network = load(MODEL, blank, outputs, cv2.dnn.ENGINE_AUTO)
    return _OWN.network


def read_strip(strip: Grey) -> tuple[Sign, ...]:
    """Read one strip, cut to the size STRIP."""
    network = _network()
    network.setInput(_levelled(strip)[None, None])
    return _greedy(_chances(network.forward()[0, :, 0]))


def _levelled(strip: Grey) -> NDArray[np.float32]:
    """Fill the strip up to a round width, and bring it to mean 0 and deviation 1."""
    spare = -strip.shape[1] % MULTIPLE
    wide = cv2.copyMakeBorder(strip, 0, 0, 0, spare, cv2.BORDER_REPLICATE).astype(np.float32)
    return np.asarray((wide - wide.mean()) / max(float(wide.std()), FLAT), np.float32)


def _chances(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(scores - scores.max(axis=0, keepdims=True))
    return np.asarray(raised / raised.sum(axis=0, keepdims=True), np.float32)


def _greedy(chances: NDArray[np.float32]) -> tuple[Sign, ...]:
    """Take the likeliest code of each step; runs of one code are one sign, code 0 is none."""
    best = chances.argmax(axis=0)
    edges = np.flatnonzero(np.diff(best)) + 1
    runs = zip([0, *edges], [*edges, len(best)], strict=True)
    return tuple(_sign(chances, int(best[a]), int(a), int(b)) for a, b in runs if best[a])


def _sign(chances: NDArray[np.float32], code: int, start: int, end: int) -> Sign:
    peak = float(chances[code, start:end].max())
    return Sign(CHARSET[code - 1], peak, (start + end) / 2 * STEP_PX)
