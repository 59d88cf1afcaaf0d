"""The lines by which a page names itself: the large ones of its upper part, read one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from precheck.capture import Grey
from precheck.read.cuts import STRIP, Line, cut
from precheck.read.lines import find_lines
from precheck.read.network import Sign, read_strip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where lines are sought, and of which height."""

    height: float
    """Of the capitals looked for, in shares of the page's longer side."""
    bottom: float
    """Share of the page's height down to which lines are sought."""
    most: int
    """Lines read at most."""


HEADS = {
    True: Scope(height=0.02, bottom=0.32, most=8),
    False: Scope(height=0.0125, bottom=0.46, most=8),
}
"""Titles and number labels of a landscape page (True) and of a portrait one (False)."""
SMALLER = {
    True: Scope(height=0.0085, bottom=0.4, most=12),
    False: Scope(height=0.0085, bottom=0.6, most=12),
}
"""Field labels, read where the heading tells nothing."""

MARGIN = 0.5  # left on both sides of a line, in letter heights
MOST_PIECES = 4  # of a row that are read
MIN_LENGTH = 4.5  # letter heights of a line that is read
MAX_LENGTH_PX = 640  # of a strip: what stands farther right is left unread
DENSITY = (0.45, 2.2)  # pieces of ink a letter height: less is a pattern, more a raster
READ, MIN_LETTERS = 0.75, 7
"""Mean probability of the signs of a line that can be read, and letters that it has at least."""
ROW, LIKE = 0.5, 0.7
"""Letter heights that pieces of one row stand apart in height at most, and how alike they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One line that was read."""

    text: str
    sureness: float
    """0–1: mean probability of its letters and digits. Higher is better."""
    height: float
    """Of its capitals, in shares of the page's height."""
    base: float
    """Where it stands, in shares of the page's height from the top."""

    line: Line
    """Where it stands in the picture that was read."""
    joined: bool = False
    """Whether it is a whole row, of which the pieces were told as well."""

    @property
    def readable(self) -> bool:
        """Whether it is a line of words that can be read."""
        letters = sum(char.isalpha() for char in self.text)
        return not self.joined and self.sureness >= READ and letters >= MIN_LETTERS


def headings(grey: Grey, scopes: Mapping[bool, Scope] = HEADS) -> Iterator[Heading]:
    """Yield the lines of an upright page's head as they are read, the largest first.

    Where a thumb or glare parts a line, each piece is told, and then the whole row.
    """
    rows, columns = grey.shape
    scope = scopes[columns > rows]
    part = grey[: max(1, round(scope.bottom * rows))]
    for row in _rows(find_lines(part, scope.height * max(rows, columns)), scope.most):
        pieces = [_read(part, line, rows) for line in row]
        yield from pieces
        if len(pieces) > 1:
            yield replace(
                max(pieces, key=lambda piece: len(piece.text)),
                text=" ".join(piece.text for piece in pieces),
                joined=True,
            )


def _read(part: Grey, line: Line, rows: int) -> Heading:
    signs = read_strip(cut(part, line, STRIP, MARGIN)[:, :MAX_LENGTH_PX])
    return Heading(
        text="".join(sign.char for sign in signs),
        sureness=sureness(signs),
        height=line.height / rows,
        base=line.base / rows,
        line=line,
    )


def sureness(signs: tuple[Sign, ...]) -> float:
    """Return the mean probability of the letters and digits of a line, 0 where there is none."""
    chances = [sign.probability for sign in signs if sign.char.isalnum()]
    return float(np.mean(chances)) if chances else 0.0


def _rows(lines: tuple[Line, ...], most: int) -> list[list[Line]]:
    """Return the rows that look like print, each from the left, the largest first."""
    least, densest = DENSITY
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.height, line.x0)):
        if not least <= line.density <= densest:
            continue
        row = next((row for row in rows if _beside(row[0], line)), None)
        if row is not None:
            row.append(line)
        else:
            rows.append([line])
    long = [row for row in rows if any(_length(line) >= MIN_LENGTH for line in row)]
    return [sorted(row, key=lambda line: line.x0)[:MOST_PIECES] for row in long[:most]]


def _beside(one: Line, other: Line) -> bool:
    """Say whether two lines stand on one base and are of one size."""
    apart = abs(one.base - other.base)
    alike = min(one.height, other.height) / max(one.height, other.height)
    return apart <= ROW * one.height and alike >= LIKE


def _length(line: Line) -> float:
    return (line.x1 - line.x0) / line.height
