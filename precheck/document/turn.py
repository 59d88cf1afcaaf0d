"""Which way up a page lies, by how a few of its lines look.

A small net tells of a strip of a line whether it stands upright, upside down or on its side. It is
shown each strip as it lies and turned round. How the page looks is a prior.
"""

import math
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from precheck.capture import Grey
from precheck.models_dir import MODELS
from precheck.nets import load
from precheck.read.cuts import STRIP, Line, cut
from precheck.read.lines import find_lines

Floats = NDArray[np.float32]

MODEL = MODELS / "line_turn.onnx"
WAYS = ("upright", "over", "aside")
"""How a line may stand, in the order of the net's outputs."""
WIDTH = 320  # px of a strip that the net sees
MARGIN = 0.3  # letter heights left on both sides of a line
FLAT = 4.0  # grey levels; a strip with less contrast is not stretched further

HEIGHTS = (0.0125, 0.0075, 0.03)
"""Heights of capitals that lines are sought at, in shares of the longer side."""
MOST = 12  # lines that are looked at
ENOUGH = 6  # lines from which one height is enough
MIN_LENGTH = 5.0  # letter heights of a line
MIN_DENSITY = 0.45  # pieces of ink a letter height: less is a pattern
DOUBT = 0.05
"""Probability of each way that stays, however sure the net is: one line never decides alone."""
MIN_PRIOR = 0.05
"""Probability by looks that each turn keeps, however sure they are."""
PLAINLY = 6.0  # log odds from which rows are believed without a look at columns

_OWN = threading.local()  # a network holds its last input: one a thread


def lies_upright(picture: Grey, lines: Sequence[Line]) -> bool:
    """Say whether lines that were found stand plainly upright."""
    upright, over, aside = _told(_strips(picture, sorted(lines, key=_length)[-MOST:]))
    return upright - max(over, aside) >= PLAINLY


def turn_of(picture: Grey, prior: ArrayLike) -> int:
    """Return the clockwise degrees that bring a page upright: 0, 90, 180 or 270.

    prior: probability of each of them by looks.
    """
    upright, over, aside = _told(strips(picture))
    scores = np.array([upright, aside, over, aside]) + np.log(np.maximum(prior, MIN_PRIOR))
    if max(upright, over) - aside < PLAINLY:
        left, right, straight = _told(strips(np.ascontiguousarray(np.rot90(picture, -1))))
        scores += (straight, left, straight, right)
    return 90 * int(scores.argmax())


def strips(picture: Grey) -> list[Grey]:
    """Cut the longest lines out of a page as it lies, each STRIP.rows × WIDTH."""
    lines: list[Line] = []
    for height in HEIGHTS:
        lines = max(lines, _lines(picture, height), key=len)
        if len(lines) >= ENOUGH:
            break
    return _strips(picture, lines)


def levelled(strip: Grey) -> Floats:
    """Bring a strip to mean 0 and deviation 1, as the net wants it."""
    return np.asarray((strip - strip.mean()) / max(float(strip.std()), FLAT), np.float32)


def _told(shown: Sequence[Grey]) -> tuple[float, float, float]:
    """Return the log likelihood of each of WAYS by all strips."""
    if not shown:
        return 0.0, 0.0, 0.0
    seen = np.stack([levelled(strip) for strip in shown])[:, None]
    scores = _scores(np.concatenate([seen, seen[..., ::-1, ::-1]]))
    there, round_ = np.split(scores, 2)
    mean = (there + round_[:, [1, 0, 2]]) / 2
    chances = np.exp(mean - mean.max(axis=1, keepdims=True))
    chances = DOUBT + (1 - DOUBT) * chances / chances.sum(axis=1, keepdims=True)
    upright, over, aside = np.log(chances).sum(axis=0)
    return float(upright), float(over), float(aside)


def _scores(seen: Floats) -> Floats:
    """Run the net: n × WAYS for n strips."""
    if not hasattr(_OWN, "net"):
        blank = (1, 1, STRIP.rows, WIDTH)
        _OWN.net = load(MODEL, blank, {"ways": len(WAYS)})
    net: Any = _OWN.net
    net.setInput(np.ascontiguousarray(seen))
    return np.asarray(net.forward(), np.float32).reshape(len(seen), -1)


def _strips(picture: Grey, lines: Sequence[Line]) -> list[Grey]:
    return [_wide(cut(picture, line, STRIP, MARGIN)) for line in lines]


def _wide(strip: Grey) -> Grey:
    """Bring a strip to WIDTH: what is too short begins again."""
    return np.tile(strip, (1, math.ceil(WIDTH / strip.shape[1])))[:, :WIDTH]


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
    return min(WIDTH / STRIP.digits, (line.x1 - line.x0) / line.height)
