"""Orders the lines of a part of the page by how likely each holds the number."""

from collections.abc import Sequence

from precheck.ocr.crops import PageCrop, TextLine
from precheck.ocr.lines import MIN_PRINT_DENSITY, MIN_SHARP_PRINT_DENSITY

MAX_LINES = 12  # read before the search ends; in and near its zone the number is among the first 7
MIN_NUMBER_LENGTH = 5.5  # of a number with its label, in letter heights
MIN_LABELLED_LENGTH = 9  # letter heights; a shorter line hardly holds both
MIN_HEIGHT = 0.66  # of the expected digit height; smaller print is not the number
MAX_HEIGHT = 1.5  # of the expected digit height; larger print is a title
MAX_DISTANCE = 2  # from the zone, in expected digit heights
MAX_START = 0.7  # of the part's width; a line that begins further right is in the border


def order_lines(lines: Sequence[TextLine], part: PageCrop, height: float) -> list[TextLine]:
    """Return the lines long enough for a number, the likeliest first, at most MAX_LINES.

    They are sorted by penalty, then by distance from the zone, then from the top down.
    height: of the number's digits, in pixels of the part.
    """
    middle, reach = (part.top + part.bottom) / 2, (part.bottom - part.top) / 2

    def order(line: TextLine) -> tuple[float, float, float]:
        base = line.base_at((line.x0 + line.x1) / 2)
        outside = max(0.0, abs(base - middle) - reach)
        away = 0.5 * (outside > 0) + 1.5 * (outside > MAX_DISTANCE * height)
        return _penalty(line, part, height) + away, outside, base

    long = [line for line in lines if line.x1 - line.x0 >= MIN_NUMBER_LENGTH * line.height]
    return sorted(long, key=order)[:MAX_LINES]


def _penalty(line: TextLine, part: PageCrop, height: float) -> float:
    """Return the penalty of a line for small print, a pattern, the border, a title."""
    penalties = (
        (line.height < MIN_HEIGHT * height, 2.0),
        (line.density < MIN_PRINT_DENSITY, 1.0),
        (line.x0 > MAX_START * part.grey.shape[1], 1.0),
        (line.height > MAX_HEIGHT * height, 0.5),
        (line.x1 - line.x0 < MIN_LABELLED_LENGTH * line.height, 0.5),
        (line.density < MIN_SHARP_PRINT_DENSITY, 0.3),
    )
    return sum(weight for applies, weight in penalties if applies)
