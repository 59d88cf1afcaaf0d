"""The turn of a page by a few of its lines.

A small net classifies a strip of a line as upright, upside down or on its side. It classifies each
strip and the strip turned by 180 degrees. The page net's estimate is the prior.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from precheck.capture import Grey
from precheck.ocr.crops import READER_STRIP, TextLine, crop_line, standardised
from precheck.ocr.lines import MIN_SHARP_PRINT_DENSITY, find_lines
from precheck.runtime.nets import Net, softmax

Floats = NDArray[np.float32]

LINE_ORIENTATIONS = ("upright", "over", "aside")
"""Orientations of a line, in the order of the net's outputs: over is upside down."""
TURN_STRIP_PX = 320  # px of a strip
LINE_TURN_MARGIN = 0.3  # letter heights left on both sides of a line
CAPITAL_HEIGHTS = (0.0125, 0.0075, 0.03)
"""Of the lines sought, in shares of the page's longer side, in the order of the search."""
MAX_TURN_LINES = 12  # lines that are classified
ENOUGH_TURN_LINES = 6  # lines from which no further height is searched
MIN_TURN_LINE_LENGTH = 5.0  # letter heights
MIN_LINE_PROBABILITY = 0.05
"""Lower bound of a line's probability of each orientation: one line never decides alone."""
MIN_TURN_PRIOR = 0.05
"""Lower bound of the prior of each turn."""
MIN_ROW_LOG_ODDS = 6.0  # from which the lines of the page's other turns are not classified
MIN_TURN_LOG_ODDS = 4.0
"""Of the likeliest turn against the next one after lines across and down, from which they are not
classified upside down as well: on 101 pages that changed no turn."""

_BLANK = (1, 1, READER_STRIP.rows, TURN_STRIP_PX)
_LINE_TURN_NET = Net("line_turn.onnx", _BLANK, {"ways": len(LINE_ORIENTATIONS)})


def is_upright(picture: Grey, lines: Sequence[TextLine]) -> bool:
    """Return whether lines of a page are upright with log odds of MIN_ROW_LOG_ODDS."""
    longest = sorted(lines, key=_length)[-MAX_TURN_LINES:]
    upright, over, aside = _log_likelihoods(_strips(picture, longest))
    return upright - max(over, aside) >= MIN_ROW_LOG_ODDS


def find_turn(picture: Grey, prior: ArrayLike) -> int:
    """Return the clockwise degrees that bring a page upright: 0, 90, 180 or 270.

    prior: probability of each of them.
    """
    scores = np.log(np.maximum(prior, MIN_TURN_PRIOR))
    heights: list[Sequence[float]] = [CAPITAL_HEIGHTS] * 2
    for turn in range(4):
        turned = np.ascontiguousarray(np.rot90(picture, -turn))
        height, lines = _longest_lines(turned, heights[turn % 2])
        if len(lines) >= ENOUGH_TURN_LINES:
            heights[turn % 2] = (height,)  # of the same rows, upside down
        upright, over, aside = _log_likelihoods(_strips(turned, lines))
        scores += np.roll((upright, aside, over, aside), turn)
        if turn == 0 and max(upright, over) - aside >= MIN_ROW_LOG_ODDS:
            break
        if turn == 1 and np.ptp(np.sort(scores)[-2:]) >= MIN_TURN_LOG_ODDS:
            break
    return 90 * int(scores.argmax())


def line_strips(picture: Grey) -> list[Grey]:
    """Return strips of the longest lines of a page, READER_STRIP.rows × TURN_STRIP_PX each."""
    return _strips(picture, _longest_lines(picture, CAPITAL_HEIGHTS)[1])


def _longest_lines(picture: Grey, heights: Sequence[float]) -> tuple[float, list[TextLine]]:
    """Return the first height with enough lines, or the one with most, and its lines."""
    best: tuple[float, list[TextLine]] = heights[0], []
    for height in heights:
        best = max(best, (height, _lines(picture, height)), key=lambda found: len(found[1]))
        if len(best[1]) >= ENOUGH_TURN_LINES:
            break
    return best


def _log_likelihoods(strips: Sequence[Grey]) -> tuple[float, float, float]:
    """Return the log likelihood of each of LINE_ORIENTATIONS by all strips."""
    if not strips:
        return 0.0, 0.0, 0.0
    inputs = np.stack([standardised(strip) for strip in strips])[:, None]
    (scores,) = _LINE_TURN_NET(np.concatenate([inputs, inputs[..., ::-1, ::-1]]))
    as_is, turned = np.split(scores.reshape(len(scores), -1), 2)
    mean = (as_is + turned[:, [1, 0, 2]]) / 2
    shares = MIN_LINE_PROBABILITY + (1 - MIN_LINE_PROBABILITY) * softmax(mean, axis=1)
    upright, over, aside = np.log(shares).sum(axis=0)
    return float(upright), float(over), float(aside)


def _strips(picture: Grey, lines: Sequence[TextLine]) -> list[Grey]:
    return [_wide(crop_line(picture, line, READER_STRIP, LINE_TURN_MARGIN)) for line in lines]


def _wide(strip: Grey) -> Grey:
    """Repeat or cut a strip to TURN_STRIP_PX."""
    return np.tile(strip, (1, math.ceil(TURN_STRIP_PX / strip.shape[1])))[:, :TURN_STRIP_PX]


def _lines(picture: Grey, height: float) -> list[TextLine]:
    """Return the longest lines of print."""
    long = [
        line
        for line in find_lines(picture, height * max(picture.shape))
        if line.x1 - line.x0 >= MIN_TURN_LINE_LENGTH * line.height
        and line.density >= MIN_SHARP_PRINT_DENSITY
    ]
    return sorted(long, key=lambda line: -_length(line))[:MAX_TURN_LINES]


def _length(line: TextLine) -> float:
    """Return the length of a line in letter heights, at most that of a strip."""
    return min(TURN_STRIP_PX / READER_STRIP.digits, (line.x1 - line.x0) / line.height)
