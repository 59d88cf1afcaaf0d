"""The characters of a number as it is printed, one box each."""

import numpy as np
from numpy.typing import NDArray

from specimens.sheet import Sheet, Word

INK = 128  # grey level under which a pixel of the print is ink
Boxes = NDArray[np.float32]


def digit_boxes(sheet: Sheet) -> Boxes:
    """Return the box of every digit or letter of the number, n × 4, in sheet pixels.

    Found by the gaps between them in the print; characters that touch are parted evenly.
    Dashes, dots and slashes are left out: nothing is lost when they cannot be seen.
    """
    words = [word for word in sheet.words if word.field == "number"]
    boxes = [box for word in words for box in _word_boxes(sheet, word)]
    return np.array(boxes, np.float32).reshape(-1, 4)


def _word_boxes(sheet: Sheet, word: Word) -> list[tuple[float, float, float, float]]:
    x, y, width, height = (round(v) for v in word.box)
    ink = sheet.printed[y : y + height, x : x + width] < INK
    runs = _runs(np.asarray(ink.any(0)))
    tall = [(a, b) for a, b in runs if ink[:, a:b].any(1).sum() > 0.55 * height]
    if not tall:
        return []
    usual = float(np.median([b - a for a, b in tall]))
    boxes = []
    for a, b in tall:
        parts = max(1, round((b - a) / max(usual, 1.0))) if b - a > 1.6 * usual else 1
        step = (b - a) / parts
        boxes += [(x + a + i * step, float(y), step, float(height)) for i in range(parts)]
    return boxes


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the half-open ranges in which flags are set."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.view(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
