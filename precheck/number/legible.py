"""Where print can be read by the legibility net's maps: elsewhere no number is sought."""

import numpy as np

from precheck.capture import TextMap
from precheck.ocr.crops import Box, PageCrop, TextLine
from precheck.text.cells import MIN_TEXT, READABLE_INDEX, UNREADABLE_INDEX

MIN_LINE_TEXT = 0.3
"""Mean probability of text in a line of print. In a sample of 178 shots 114 lines on which a
number was read or doubtful have 0.44 or more; of 3,221 others 6 % have less than this."""
LEGIBLE_PERCENTILE = 90
"""Percentile of the print's legibility in a part of the page that stands for its largest print."""


def is_legible(text: TextMap, part: PageCrop, line: TextLine) -> bool:
    """Return whether a line is print, and its mean legibility that of a word that may be read.

    Of those 114 lines none has an index below 0.53, of the others a quarter has less than 0.5. They
    are of a sample: in deep shade two numbers with 0.41 and 0.31 were read, so zones are exempt.
    """
    base = part.y + line.base_at((line.x0 + line.x1) / 2)
    top, bottom = (int(max(0.0, y) / text.cell) for y in (base - line.height, base))
    left, right = (int((part.x + x) / text.cell) for x in (line.x0, line.x1))
    cells = slice(top, bottom + 1), slice(left, right + 1)
    weights = text.text[cells]
    if weights.size == 0 or weights.mean() < MIN_LINE_TEXT:
        return False
    return bool(np.average(text.legibility[cells], weights=weights) >= UNREADABLE_INDEX)


def has_legible_print(text: TextMap, box: Box) -> bool:
    """Return whether the largest print in a box, in shares of the page, is plainly readable."""
    rows, columns = text.text.shape
    x0, y0, x1, y1 = box
    cells = (
        slice(int(y0 * rows), int(y1 * rows) + 1),
        slice(int(x0 * columns), int(x1 * columns) + 1),
    )
    found = text.legibility[cells][text.text[cells] >= MIN_TEXT]
    return found.size > 0 and bool(np.percentile(found, LEGIBLE_PERCENTILE) >= READABLE_INDEX)
