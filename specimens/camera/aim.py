"""Where on the sheet a fault of a place falls: on the number, on what must be read, elsewhere."""

import numpy as np
from numpy.typing import NDArray

from specimens.sheet import Sheet, Word

Point = NDArray[np.float64]


def target(sheet: Sheet, rng: np.random.Generator) -> Point:
    """Return a point of the sheet in millimetres."""
    kind = rng.choice(["number", "must_read", "text", "margin"], p=[0.25, 0.35, 0.2, 0.2])
    words = [word for word in sheet.words if word.counts and _is(word, str(kind))]
    if not words:
        return margin(sheet, rng)
    x, y, width, height = words[rng.integers(len(words))].box
    at = np.array([x + rng.random() * width, y + rng.random() * height])
    return np.asarray(at / sheet.px_per_mm, float)


def _is(word: Word, kind: str) -> bool:
    return kind in {"text", word.field} or (kind == "must_read" and word.must_read)


def margin(sheet: Sheet, rng: np.random.Generator) -> Point:
    """Return a point on the sheet's rim, millimetres."""
    size = np.array(sheet.size_mm)
    at = rng.random(2) * size
    axis = rng.integers(2)
    at[axis] = rng.choice([0, 1]) * size[axis]
    return np.asarray(at, float)


def text_height_mm(sheet: Sheet) -> float:
    """Return the median height of what must be read, or of all text, in millimetres."""
    words = [word for word in sheet.words if word.counts]
    needed = [word for word in words if word.must_read] or words
    if not needed:
        return 2.0
    return float(np.median([word.box[3] for word in needed])) / sheet.px_per_mm


def fine_print_mm(sheet: Sheet) -> float:
    """Return the height of the finest print that an acceptable photo must show, millimetres.

    The office lets 4 % of all words go; must-read words are larger than captions.
    """
    heights = [word.box[3] for word in sheet.words if word.counts]
    return float(np.percentile(heights, 5)) / sheet.px_per_mm if heights else 2.0


def field_box(sheet: Sheet, rng: np.random.Generator) -> NDArray[np.float64] | None:
    """Return x, y, width, height (mm) of one must-read entry: its words on one line."""
    needed = [word for word in sheet.words if word.must_read and word.counts]
    if not needed:
        return None
    chosen = needed[rng.integers(len(needed))]
    x, y, width, height = chosen.box
    left, right = x, x + width
    for word in sorted(needed, key=lambda w: abs(w.box[0] - x)):
        same = word.field == chosen.field and abs(word.box[1] - y) < 0.6 * height
        near = (
            word.box[0] < right + 1.2 * height and word.box[0] + word.box[2] > left - 1.2 * height
        )
        if same and near:
            left, right = min(left, word.box[0]), max(right, word.box[0] + word.box[2])
    return np.array([left, y, right - left, height]) / sheet.px_per_mm


def blank(sheet: Sheet, reach_mm: float, rng: np.random.Generator) -> Point | None:
    """Return a point of the sheet, millimetres, with no counting word within a reach."""
    boxes = np.array([word.box for word in sheet.words if word.counts], float).reshape(-1, 4)
    low, high = boxes[:, :2] / sheet.px_per_mm, (boxes[:, :2] + boxes[:, 2:]) / sheet.px_per_mm
    for at in rng.random((40, 2)) * np.array(sheet.size_mm):
        away = np.maximum(np.maximum(low - at, at - high), 0)
        if not len(boxes) or np.hypot(*away.T).min() > reach_mm:
            return np.asarray(at, float)
    return None
