"""Reads the heading of a page: the large lines of its upper part, one by one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice

import numpy as np

from precheck.capture import Grey
from precheck.document.titles import PhraseMatch, match_line
from precheck.ocr.crops import READER_STRIP, TextLine, crop_line
from precheck.ocr.line_reader import read_strip
from precheck.ocr.lines import MIN_SHARP_PRINT_DENSITY, find_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchArea:
    """Where lines are sought, and of what height."""

    height: float
    """Of the capitals sought, in shares of the page's longer side."""
    bottom: float
    """Share of the page's height down to which lines are sought."""
    max_rows: int


HEADING_AREAS = {
    True: SearchArea(height=0.02, bottom=0.32, max_rows=8),
    False: SearchArea(height=0.0125, bottom=0.46, max_rows=8),
}
"""Of titles and number labels, on a landscape page (True) and on a portrait one (False)."""
CAPTION_AREAS = {
    True: SearchArea(height=0.0085, bottom=0.4, max_rows=12),
    False: SearchArea(height=0.0085, bottom=0.6, max_rows=12),
}
"""Of field labels, read where the heading does not identify the document."""
BODY_AREAS = dict.fromkeys((True, False), SearchArea(height=0.0085, bottom=1.0, max_rows=24))
"""Of whatever a form prints, read where its heading may be out of the frame or black."""

HEADING_MARGIN = 0.5  # letter heights left on both sides of a line
MAX_ROW_PIECES = 4  # pieces of a row that are read
MIN_HEADING_LENGTH = 4.5  # letter heights
MAX_STRIP_LENGTH_PX = 640  # the rest of a longer strip is not read
MAGNIFICATION = 2.0  # at which letters that touch are told apart
MAX_PRINT_DENSITY = 2.2  # of TextLine.density; more is a raster
MIN_READABLE_CONFIDENCE, MIN_READABLE_LETTERS = 0.75, 7
"""Mean probability of the characters of a readable line, and the number of its letters."""
MAX_ROW_BASE_OFFSET, MIN_ROW_HEIGHT_RATIO = 0.5, 0.7
"""Of the pieces of one row: letter heights between their baselines, smaller over larger height."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """One line that was read."""

    text: str
    confidence: float
    """0–1: mean probability of its letters and digits. Higher is better."""
    height: float
    """Of its capitals, in shares of the page's height."""
    base: float
    """Of its baseline, in shares of the page's height from the top."""
    line: TextLine
    """In pixels of the picture that was read."""
    joined: bool = False
    """Whether it is a whole row, whose pieces are headings as well."""

    @cached_property
    def match(self) -> PhraseMatch | None:
        """The printed phrase that it matches."""
        return match_line(self.text)

    @property
    def readable(self) -> bool:
        """Whether it is a line of readable words."""
        letters = sum(char.isalpha() for char in self.text)
        return (
            not self.joined
            and self.confidence >= MIN_READABLE_CONFIDENCE
            and letters >= MIN_READABLE_LETTERS
        )


def read_headings(
    grey: Grey, areas: Mapping[bool, SearchArea] = HEADING_AREAS
) -> Iterator[Heading]:
    """Read the lines of an upright page's heading one by one, the largest first.

    Where a thumb or glare interrupts a line, each piece is yielded, then the whole row.
    """
    rows, columns = grey.shape
    area = areas[columns > rows]
    part = grey[: max(1, round(area.bottom * rows))]
    lines = find_lines(part, area.height * max(rows, columns))
    rows_of_print = _rows(lines, partial(_is_print, part))
    for row in islice(rows_of_print, area.max_rows):
        pieces = [_read(part, line, rows) for line in row]
        yield from pieces
        if len(pieces) > 1:
            yield replace(
                max(pieces, key=lambda piece: len(piece.text)),
                text=" ".join(piece.text for piece in pieces),
                joined=True,
            )


def _read(part: Grey, line: TextLine, rows: int) -> Heading:
    strip = crop_line(part, line, READER_STRIP, HEADING_MARGIN)
    signs = read_strip(strip[:, :MAX_STRIP_LENGTH_PX])
    probabilities = [sign.probability for sign in signs if sign.char.isalnum()]
    return Heading(
        text="".join(sign.char for sign in signs),
        confidence=float(np.mean(probabilities)) if probabilities else 0.0,
        height=line.height / rows,
        base=line.base / rows,
        line=line,
    )


def _is_print(part: Grey, line: TextLine) -> bool:
    """Return whether a line has the density of print; one whose letters touch, when magnified."""
    density = line.density
    if density < MIN_SHARP_PRINT_DENSITY:
        top, bottom = round(line.base - 2 * line.height), round(line.base + line.height)
        band = part[max(0, top) : bottom, max(0, int(line.x0)) : int(line.x1) + 1]
        if min(band.shape) < line.height:
            return False  # cut off by the part's edge
        magnified = find_lines(band, line.height / MAGNIFICATION)
        long = (one for one in magnified if one.x1 - one.x0 >= (line.x1 - line.x0) / 2)
        density = max((one.density for one in long), default=0.0)
    return MIN_SHARP_PRINT_DENSITY <= density <= MAX_PRINT_DENSITY


def _rows(
    lines: Sequence[TextLine], is_print: Callable[[TextLine], bool]
) -> Iterator[list[TextLine]]:
    """Yield rows of lines of print, each from the left, the largest first.

    A row is yielded once no smaller line can belong to it, so that lines behind the title need
    not be examined.
    """
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: (-line.height, line.x0)):
        while rows and line.height < MIN_ROW_HEIGHT_RATIO * rows[0][0].height:
            yield from _long(rows.pop(0))
        if not is_print(line):
            continue
        row = next((row for row in rows if _beside(row[0], line)), None)
        if row is None:
            rows.append([line])
        else:
            row.append(line)
    for row in rows:
        yield from _long(row)


def _long(row: list[TextLine]) -> Iterator[list[TextLine]]:
    """Yield the pieces of a row from the left if any is as long as a heading."""
    if any(_length(line) >= MIN_HEADING_LENGTH for line in row):
        yield sorted(row, key=lambda line: line.x0)[:MAX_ROW_PIECES]


def _beside(one: TextLine, other: TextLine) -> bool:
    """Return whether two lines have one baseline and one size."""
    offset = abs(one.base - other.base)
    ratio = min(one.height, other.height) / max(one.height, other.height)
    return offset <= MAX_ROW_BASE_OFFSET * one.height and ratio >= MIN_ROW_HEIGHT_RATIO


def _length(line: TextLine) -> float:
    return (line.x1 - line.x0) / line.height
