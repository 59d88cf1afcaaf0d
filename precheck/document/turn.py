"""Which way up a page lies, by which way its lines can be read.

The line reader is surer of a sign of upright print than of one that is upside down or lies on its
side. The same strips are read both ways and compared; signs that look the same either way do not
count. How the page looks is a prior.
"""

import math
from collections.abc import Sequence

import numpy as np

from precheck.capture import Grey
from precheck.read.cuts import STRIP, Line, cut
from precheck.read.lines import find_lines
from precheck.read.network import Sign, read_strip

HEIGHTS = (0.0125, 0.0075)
"""Heights of capitals that lines are sought at, in shares of the longer side."""
MOST = 6  # lines read both ways
MIN_LINES = 3  # lines from which one height is enough
MIN_LENGTH, MAX_LENGTH_PX = 7.0, 400
"""Letter heights of a line that is read, and how much of its strip is."""
FEW, PLAINLY = 3, 0.1
"""Lines of the heading that are tried first, and by how much they must read better upright."""
MIN_DENSITY = 0.45  # pieces of ink a letter height
ALIKE = frozenset("0Oo1IliHNXxSsZz8|/.:-_,() ")
"""Signs that look the same, or like another one, upside down."""
MIN_SIGNS = 12  # that tell, in all lines, from which the reading counts
STEEP, UNREAD = 40.0, 0.65
"""Log odds of a way for each unit by which its mean probability is higher, from UNREAD on: what is
read less surely, as handwriting, tells nothing."""
MAX_PRIOR = 2.5
"""Log odds of the turn by looks over any other, at most."""
SIDEWAYS = 0.78
"""Mean probability below which neither way reads well: the lines may run the other way."""


def lies_upright(picture: Grey, lines: Sequence[Line]) -> bool:
    """Say whether a few lines that were found are plainly read better as they lie."""
    upright, over = _compared(picture, sorted(lines, key=_length)[-FEW:])
    return upright >= UNREAD and upright - over >= PLAINLY


def turn_of(picture: Grey, prior: float) -> int:
    """Return the clockwise degrees that bring a page upright: 0, 90, 180 or 270.

    prior: probability by looks that it lies upright already.
    """
    odds = min(MAX_PRIOR, math.log(max(prior, 1e-3) / max((1 - prior) / 3, 1e-3)))
    rows = ways(picture)
    scores = {0: _odds(rows[0]) + odds, 180: _odds(rows[1])}
    if max(rows) < SIDEWAYS:
        columns = ways(np.ascontiguousarray(np.rot90(picture, -1)))
        scores |= {90: _odds(columns[0]), 270: _odds(columns[1])}
    return max(scores, key=lambda turn: scores[turn])


def _odds(read: float) -> float:
    return STEEP * max(0.0, read - UNREAD)


def ways(picture: Grey) -> tuple[float, float]:
    """Return how surely the signs of a few lines are read as the page lies, and upside down.

    Mean probabilities, 0–1; 0 and 0 where hardly a sign tells.
    """
    lines: list[Line] = []
    for height in HEIGHTS:
        lines = max(lines, _lines(picture, height), key=len)
        if len(lines) >= MIN_LINES:
            break
    return _compared(picture, lines)


def _compared(picture: Grey, lines: Sequence[Line]) -> tuple[float, float]:
    upright, over = [], []
    for line in lines:
        strip = cut(picture, line, STRIP, 0.3)[:, :MAX_LENGTH_PX]
        upright += _telling(read_strip(strip))
        over += _telling(read_strip(np.ascontiguousarray(strip[::-1, ::-1])))
    if min(len(upright), len(over)) < MIN_SIGNS:
        return 0.0, 0.0
    return float(np.mean(upright)), float(np.mean(over))


def _telling(signs: tuple[Sign, ...]) -> list[float]:
    return [sign.probability for sign in signs if sign.char not in ALIKE]


def _lines(picture: Grey, height: float) -> list[Line]:
    """Return the longest lines of print, down to a strip's length."""
    long = [
        line
        for line in find_lines(picture, height * max(picture.shape))
        if line.x1 - line.x0 >= MIN_LENGTH * line.height and line.density >= MIN_DENSITY
    ]
    return sorted(long, key=lambda line: -_length(line))[:MOST]


def _length(line: Line) -> float:
    """Return the letter heights of a line that a strip holds."""
    return min(MAX_LENGTH_PX / STRIP.digits, (line.x1 - line.x0) / line.height)
