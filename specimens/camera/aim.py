"""Positions on the sheet: random targets of local faults, text heights, fields."""

import numpy as np

from specimens.arrays import Floats, Rng
from specimens.sheet import DrawnSheet, PrintedWord


def random_target(sheet: DrawnSheet, rng: Rng) -> Floats:
    """Return a point of the sheet, mm: on the number, a must-read word, any word or the rim."""
    kind = rng.choice(["number", "must_read", "text", "margin"], p=[0.25, 0.35, 0.2, 0.2])
    words = [word for word in sheet.words if word.is_scored and _is(word, str(kind))]
    if not words:
        return random_rim_point(sheet, rng)
    x, y, width, height = words[rng.integers(len(words))].box
    at = np.array([x + rng.random() * width, y + rng.random() * height])
    return np.asarray(at / sheet.px_per_mm, float)


def _is(word: PrintedWord, kind: str) -> bool:
    return kind in {"text", word.field} or (kind == "must_read" and word.must_read)


def random_rim_point(sheet: DrawnSheet, rng: Rng) -> Floats:
    """Return a point on the sheet's rim, mm."""
    size = np.array(sheet.size_mm)
    at = rng.random(2) * size
    axis = rng.integers(2)
    at[axis] = rng.choice([0, 1]) * size[axis]
    return np.asarray(at, float)


def text_height_mm(sheet: DrawnSheet) -> float:
    """Return the median height of must-read words, else of all words, mm."""
    words = [word for word in sheet.words if word.is_scored]
    must_read = [word for word in words if word.must_read] or words
    if not must_read:
        return 2.0
    return float(np.median([word.box[3] for word in must_read])) / sheet.px_per_mm


def fine_print_mm(sheet: DrawnSheet) -> float:
    """Return the height of the finest print that must be legible, mm: the 5th percentile.

    The policy tolerates 4 % of unreadable words.
    """
    heights = [word.box[3] for word in sheet.words if word.is_scored]
    return float(np.percentile(heights, 5)) / sheet.px_per_mm if heights else 2.0


def random_field_box(sheet: DrawnSheet, rng: Rng) -> Floats | None:
    """Return x, y, width, height (mm) of one must-read field: its words on one line."""
    must_read = [word for word in sheet.words if word.must_read and word.is_scored]
    if not must_read:
        return None
    chosen = must_read[rng.integers(len(must_read))]
    x, y, width, height = chosen.box
    left, right = x, x + width
    for word in sorted(must_read, key=lambda w: abs(w.box[0] - x)):
        same = word.field == chosen.field and abs(word.box[1] - y) < 0.6 * height
        near = (
            word.box[0] < right + 1.2 * height and word.box[0] + word.box[2] > left - 1.2 * height
        )
        if same and near:
            left, right = min(left, word.box[0]), max(right, word.box[0] + word.box[2])
    return np.array([left, y, right - left, height]) / sheet.px_per_mm


def random_blank_point(sheet: DrawnSheet, radius_mm: float, rng: Rng) -> Floats | None:
    """Return a point of the sheet, mm, with no scored word within a radius, or None."""
    boxes = np.array([word.box for word in sheet.words if word.is_scored], float).reshape(-1, 4)
    low, high = boxes[:, :2] / sheet.px_per_mm, (boxes[:, :2] + boxes[:, 2:]) / sheet.px_per_mm
    for at in rng.random((40, 2)) * np.array(sheet.size_mm):
        away = np.maximum(np.maximum(low - at, at - high), 0)
        if not len(boxes) or np.hypot(*away.T).min() > radius_mm:
            return np.asarray(at, float)
    return None
