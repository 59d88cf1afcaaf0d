"""The text map: a small learned net looks at every cell of the flattened page.

Trained by training/legibility.py to predict the legibility index of drawn words, those that are
hidden included; models/README.md has its card. It sees the page at the photo's own scale, at most
1600 pixels long, and never larger than it came: enlarging would gain nothing.
"""

import threading
from functools import cache

import cv2
import numpy as np

from precheck.capture import Grey, Page, TextMap
from precheck.models_dir import MODELS

MODEL = MODELS / "legibility.onnx"
LONGEST = 1600  # px; the net was trained up to this size
MUCH = 0.7  # reduced further than this, pixels are averaged and not skipped
STEP = 32  # px: the sides of what the net sees are multiples of it
MIDDLE, RANGE = 128, 64  # grey levels that the net takes for 0, and for 1 above it

_one_at_a_time = threading.Lock()


def read_map(page: Page) -> TextMap:
    """Say of each cell whether text is printed there and how legible it is."""
    grey = seen(page)
    blob = cv2.dnn.blobFromImage(grey, 1 / RANGE, mean=MIDDLE)
    with _one_at_a_time:  # a net of cv2.dnn keeps its input
        _net().setInput(blob)
        text, legibility = _net().forward()[0]
    return TextMap(
        text=text.astype(np.float32),
        legibility=legibility.astype(np.float32),
        cell=page.flat.shape[1] / text.shape[1],
    )


def seen(page: Page) -> Grey:
    """Return the page in grey as the net sees it."""
    height, width = page.flat.shape[:2]
    factor = min(1.0, LONGEST / max(height, width))
    size = (_multiple(width * factor), _multiple(height * factor))
    grey = cv2.cvtColor(page.flat, cv2.COLOR_BGR2GRAY)
    by = cv2.INTER_AREA if factor < MUCH else cv2.INTER_LINEAR
    return cv2.resize(grey, size, interpolation=by).astype(np.uint8, copy=False)


def _multiple(length: float) -> int:
    return STEP * max(1, round(length / STEP))


@cache
def _net() -> cv2.dnn.Net:
    """Load the net. The classic engine: the new one took twice as long on one core."""
    return cv2.dnn.readNetFromONNX(str(MODEL), engine=cv2.dnn.ENGINE_CLASSIC)
