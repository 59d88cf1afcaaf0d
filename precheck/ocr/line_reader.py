"""The line reader: a small convolutional net that reads one strip, decoded by greedy CTC.

Unlike tesseract it returns the probability and the place of each character. Trained by
training/number_reader/train.py on drawn strips; see models/README.md.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grey
from precheck.ocr.crops import READER_STRIP, standardised
from precheck.runtime.nets import Net, softmax

CHARSET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz/.-_:,() "
READER_STEP_PX = 4  # px of the strip between outputs of the net
WIDTH_MULTIPLE_PX = 16  # px; strips are padded to a multiple of it


@dataclass(frozen=True, slots=True)
class Character:
    """One character that was read."""

    char: str
    probability: float
    """0–1, predicted by the net. Higher is better."""
    x: float
    """Its middle, px of the strip."""


_LINE_READER_NET = Net(
    "number_reader.onnx",
    (1, 1, READER_STRIP.rows, WIDTH_MULTIPLE_PX),
    {"scores": len(CHARSET) + 1},
)


def read_strip(strip: Grey) -> tuple[Character, ...]:
    """Read one strip of the size READER_STRIP."""
    (scores,) = _LINE_READER_NET(standardised(_padded(strip))[None, None])
    return _decoded(softmax(scores[0, :, 0]))


def _padded(strip: Grey) -> NDArray[np.float32]:
    """Pad the strip to a multiple of WIDTH_MULTIPLE_PX."""
    missing = -strip.shape[1] % WIDTH_MULTIPLE_PX
    return cv2.copyMakeBorder(strip, 0, 0, 0, missing, cv2.BORDER_REPLICATE).astype(np.float32)


def _decoded(probabilities: NDArray[np.float32]) -> tuple[Character, ...]:
    """Take the best class of each step; a run of one class is one character, class 0 is blank."""
    best = probabilities.argmax(axis=0)
    edges = np.flatnonzero(np.diff(best)) + 1
    runs = zip([0, *edges], [*edges, len(best)], strict=True)
    return tuple(_sign(probabilities, int(best[a]), int(a), int(b)) for a, b in runs if best[a])


def _sign(probabilities: NDArray[np.float32], class_: int, start: int, end: int) -> Character:
    peak = float(probabilities[class_, start:end].max())
    return Character(CHARSET[class_ - 1], peak, (start + end) / 2 * READER_STEP_PX)
