"""The text map: a small learned net looks at every cell of the flattened page.

Trained by training/legibility.py to predict the legibility index of drawn words, those that are
hidden included, which fault makes it low, and what lies over the paper; models/README.md has its
card. It sees the page at the photo's own scale, at most 1600 pixels long, and never larger than it
came: enlarging would gain nothing.
"""

import threading
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Page, Pixels, TextMap
from precheck.models_dir import MODELS
from precheck.nets import load
from precheck.once import once

MODEL = MODELS / "legibility.onnx"
LONGEST = 1600  # px; the net was trained up to this size
MUCH = 0.7  # reduced further than this, pixels are averaged and not skipped
STEP = 32  # px: the sides of what the net sees are multiples of it
PATCH = 4  # px: the net sees patches of so many pixels by so many
MIDDLE, RANGE = 128, 64  # grey levels that the net takes for 0, and for 1 above it

CODES = (
    "occlusion", "glare", "blur", "dark", "overexposed", "shadow", "low_contrast", "too_small",
    "perspective", "noise",
)  # fmt: skip
"""Why text cannot be read, in the order of the net's maps."""

_one_at_a_time = threading.Lock()


def read_map(page: Page) -> TextMap:
    """Say of each cell whether text is printed there and how legible it is."""
    with _one_at_a_time:  # a net of cv2.dnn keeps its input
        _net().setInput(patches(seen(page)))
        text, legibility, covered, *why = np.asarray(_net().forward()[0], np.float32)
    return TextMap(
        text=text,
        legibility=legibility,
        covered=covered,
        cell=page.flat.shape[1] / text.shape[1],
        why=dict(zip(CODES, why, strict=True)),
    )


@once
def seen(page: Page) -> Pixels:
    """Return the page as the net sees it."""
    height, width = page.flat.shape[:2]
    factor = min(1.0, LONGEST / max(height, width))
    size = (_multiple(width * factor), _multiple(height * factor))
    by = cv2.INTER_AREA if factor < MUCH else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(page.flat, size, interpolation=by), np.uint8)


def patches(picture: Pixels) -> NDArray[np.float32]:
    """Return the picture as the net takes it: 1 × 48 × H/4 × W/4, a channel a pixel of a patch.

    Not for two threads at once: the next call writes over what this one returned.
    """
    height, width = (side // PATCH for side in picture.shape[:2])
    parts = picture.reshape(height, PATCH, width, PATCH, 3).transpose(4, 1, 3, 0, 2)
    levels = np.ascontiguousarray(parts).reshape(-1, width)
    out = _room()[: levels.size].reshape(levels.shape)
    cv2.addWeighted(levels, 1 / RANGE, levels, 0, -MIDDLE / RANGE, out, cv2.CV_32F)
    return out.reshape(1, -1, height, width)


@cache
def _room() -> NDArray[np.float32]:
    """Return room for the largest picture: to ask for it each time takes longer than to fill it."""
    return np.empty(3 * LONGEST * LONGEST, np.float32)


def _multiple(length: float) -> int:
    return STEP * max(1, round(length / STEP))


@cache
def _net() -> cv2.dnn.Net:
    blank = (1, 3 * PATCH**2, 2 * STEP // PATCH, 2 * STEP // PATCH)
    return load(MODEL, blank, {"maps": 3 + len(CODES)})
