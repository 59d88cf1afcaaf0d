"""Where on the sheet a fault of a place falls: on the number, on what must be read, elsewhere."""

import numpy as np
from numpy.typing import NDArray

from specimens.sheet import Sheet

Point = NDArray[np.float64]


def target(sheet: Sheet, rng: np.random.Generator) -> Point:
    """Return a point of the sheet in millimetres."""
    kind = rng.choice(["number", "must_read", "text", "margin"], p=[0.25, 0.35, 0.2, 0.2])
    words = [
        word for word in sheet.words
        if word.counts and (kind == "text" or word.field == kind or (kind == "must_read" and word.must_read))
    ]  # fmt: skip
    if not words:
        return margin(sheet, rng)
    x, y, width, height = words[rng.integers(len(words))].box
    at = np.array([x + rng.random() * width, y + rng.random() * height])
    return at / sheet.px_per_mm


def margin(sheet: Sheet, rng: np.random.Generator) -> Point:
    """Return a point on the sheet's rim, millimetres."""
    size = np.array(sheet.size_mm)
    at = rng.random(2) * size
    axis = rng.integers(2)
    at[axis] = rng.choice([0, 1]) * size[axis]
    return at


def text_height_mm(sheet: Sheet) -> float:
    """Return the median height of what must be read, or of all text, in millimetres."""
    words = [word for word in sheet.words if word.counts]
    needed = [word for word in words if word.must_read] or words
    if not needed:
        return 2.0
    return float(np.median([word.box[3] for word in needed])) / sheet.px_per_mm
