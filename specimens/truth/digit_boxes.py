"""The box of each character of the printed number."""

import numpy as np
from numpy.typing import NDArray

from specimens.sheet import DrawnSheet, PrintedWord
from specimens.truth.word_strips import Boxes

MAX_INK_LEVEL = 128  # grey level; a darker pixel of the print is ink


def digit_boxes(sheet: DrawnSheet) -> Boxes:
    """Return the box of every digit or letter of the number, n × 4, in sheet pixels.

    Characters are separated at gaps in the print; touching ones are split evenly. Dashes, dots and
    slashes are left out.
    """
    words = [word for word in sheet.words if word.field == "number"]
    boxes = [box for word in words for box in _word_boxes(sheet, word)]
    return np.array(boxes, np.float32).reshape(-1, 4)


def _word_boxes(sheet: DrawnSheet, word: PrintedWord) -> list[tuple[float, float, float, float]]:
    x, y, width, height = (round(v) for v in word.box)
    ink = sheet.printed[y : y + height, x : x + width] < MAX_INK_LEVEL
    runs = _runs(np.asarray(ink.any(0)))
    tall = [(a, b) for a, b in runs if ink[:, a:b].any(1).sum() > 0.55 * height]
    if not tall:
        return []
    median_width = float(np.median([b - a for a, b in tall]))
    boxes = []
    for a, b in tall:
        parts = max(1, round((b - a) / max(median_width, 1.0))) if b - a > 1.6 * median_width else 1
        step = (b - a) / parts
        boxes += [(x + a + i * step, float(y), step, float(height)) for i in range(parts)]
    return boxes


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the half-open ranges in which flags are set."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.view(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
