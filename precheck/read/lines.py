"""Finds the lines of print in a part of the page, by image processing alone."""

import math
from collections import defaultdict
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.read.cuts import WHITE, Grey, Line, as_grey

WORK_PX = 13  # height of the letters looked for, in the picture that lines are sought in
LEAST_INK = 9.0  # grey levels of WHITE that print takes away from the paper at least
FAINT_HERE = 0.42  # of the darkest print near by
FAINT_ALL = 0.12  # of the darkest print in the part
NEAR = (16 * WORK_PX, 3 * WORK_PX)  # what is near by, in work pixels
STROKE_PX = 7  # wider than any stroke, so that the edge of a shadow is no ink
RULE_PX = 5 * WORK_PX  # a run of ink as long as this, unbroken, is a rule
GAP = 3.4  # words nearer than this many letter heights belong to one line
HEIGHTS = (0.5, 2.2)  # of letters, over the height looked for
LEVEL = 0.4  # letter heights that the feet of neighbours in a line differ at most
ROW_PX = math.ceil(LEVEL * HEIGHTS[1] * WORK_PX)  # neighbours' feet are in one such, or the next
STEEPEST = 0.12  # slope of a line on a page whose corners were found with an error

Piece = tuple[int, int, int, int]
"""x, y, width, height of a piece of ink, in work pixels."""


def find_lines(grey: Grey, height: float) -> tuple[Line, ...]:
    """Return the lines whose letters are about as high as `height` (pixels), from the top down."""
    scale = WORK_PX / height
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    work = as_grey(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=way))
    letters = _letters(_ink(work))
    groups = [group for group in _grouped(letters) if _long(group)]
    slope = _slope(groups)
    lines = sorted((_line(group, slope) for group in groups), key=lambda line: line.base)
    return tuple(_scaled(line, 1 / scale) for line in lines)


def _ink(work: Grey) -> Grey:
    """Return 1 where print is, its darkness judged beside the print near by."""
    paper = cv2.morphologyEx(work, cv2.MORPH_CLOSE, np.ones((STROKE_PX, STROKE_PX), np.uint8))
    darkness = cv2.divide(cv2.subtract(paper, work), np.maximum(paper, 1), scale=WHITE)
    soft = cv2.GaussianBlur(darkness, (0, 0), 0.8)
    few = cv2.resize(soft, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    window = np.ones((NEAR[1] // 4, NEAR[0] // 4), np.uint8)
    near = cv2.blur(cv2.dilate(few, window), window.shape[::-1])
    darkest = cv2.resize(near, soft.shape[::-1], interpolation=cv2.INTER_LINEAR)
    least = max(LEAST_INK, FAINT_ALL * float(np.percentile(few, 99.5)))
    mask = (soft > np.maximum(least, FAINT_HERE * darkest)).astype(np.uint8)
    return _without_rules(mask)


def _without_rules(mask: Grey) -> Grey:
    for shape in ((1, RULE_PX), (RULE_PX, 1)):
        rules = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        mask = as_grey(cv2.subtract(mask, rules))
    return mask


def _letters(mask: Grey) -> NDArray[np.int32]:
    """Return x, y, width, height of each piece of ink as high as a letter, from the left."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    stats = stats[1:]
    low, high = HEIGHTS[0] * WORK_PX, HEIGHTS[1] * WORK_PX
    letters = stats[(stats[:, 3] >= low) & (stats[:, 3] <= high), :4]
    return np.asarray(letters[np.argsort(letters[:, 0], kind="stable")], np.int32)


def _grouped(letters: NDArray[np.int32]) -> list[NDArray[np.int32]]:
    """Put letters into lines: neighbours of like height that stand on one base."""
    groups: list[list[Piece]] = []
    rows: defaultdict[int, list[tuple[Piece, int]]] = defaultdict(list)
    for x, y, width, height in letters.tolist():
        letter = x, y, width, height
        row = _base(letter) // ROW_PX
        near = [
            (abs(_base(last) - _base(letter)), group)
            for beside in (row - 1, row, row + 1)
            for last, group in rows[beside]
            if last is groups[group][-1] and _follows(last, letter)
        ]
        group = min(near)[1] if near else len(groups)
        if not near:
            groups.append([])
        groups[group].append(letter)
        rows[row].append((letter, group))
    return [np.array(group, np.int32) for group in groups]


def _base(letter: Piece) -> int:
    return letter[1] + letter[3]


def _follows(before: Piece, letter: Piece) -> bool:
    height = max(before[3], letter[3])
    return (
        letter[0] - before[0] - before[2] < GAP * height
        and abs(_base(before) - _base(letter)) < LEVEL * height
        and min(before[3], letter[3]) > 0.45 * height
    )


def _long(letters: NDArray[np.int32]) -> bool:
    width = int((letters[:, 0] + letters[:, 2]).max() - letters[:, 0].min())
    return width >= 2.2 * float(np.median(letters[:, 3]))


def _slope(groups: list[NDArray[np.int32]]) -> float:
    """Return the slope that the lines of a part share: their print is flat on one page.

    Each line tells the median from letters of its first half to letters of its second.
    """
    slopes: list[float] = []
    for letters in groups:
        half = len(letters) // 2
        if len(letters) >= 6:
            apart = letters[half:] - letters[: len(letters) - half]
            rise = (apart[:, 1] + apart[:, 3] / 2) / np.maximum(apart[:, 0], 1)
            slopes += [float(np.median(rise))] * len(letters)
    return float(np.clip(np.median(slopes), -STEEPEST, STEEPEST)) if slopes else 0.0


def _line(letters: NDArray[np.int32], slope: float) -> Line:
    x0, x1 = int(letters[:, 0].min()), int((letters[:, 0] + letters[:, 2]).max())
    feet = letters[:, 1] + letters[:, 3] - slope * (letters[:, 0] + letters[:, 2] / 2)
    height = float(np.percentile(letters[:, 3], 75))
    density = len(letters) * height / (x1 - x0)
    base = float(np.median(feet))
    return Line(x0=x0, x1=x1, base=base, slope=slope, height=height, density=density)


def _scaled(line: Line, factor: float) -> Line:
    return replace(
        line,
        x0=line.x0 * factor,
        x1=line.x1 * factor,
        base=line.base * factor,
        height=line.height * factor,
    )
