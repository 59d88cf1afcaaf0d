"""Finds lines of print in a part of the page, by image processing."""

import math
from collections import defaultdict
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grey
from precheck.ocr.crops import PAPER_LEVEL, TextLine, as_grey

LETTER_PX = 13  # height of the letters sought, in the working picture; its pixels are used below
MIN_INK_CONTRAST = 9.0  # grey levels of PAPER_LEVEL
MIN_LOCAL_INK_SHARE = 0.42  # of the darkest print in the NEIGHBOURHOOD_PX
MIN_PART_INK_SHARE = 0.12  # of the darkest print in the picture
NEIGHBOURHOOD_PX = (16 * LETTER_PX, 3 * LETTER_PX)  # width and height
MAX_STROKE_PX = 7  # wider than any stroke, so that edges of shadows are not ink
MIN_RULE_PX = 5 * LETTER_PX  # unbroken ink of this length is a rule
MAX_WORD_GAP = 3.4  # letter heights between words of one line
LETTER_HEIGHT_RANGE = (0.5, 2.2)  # of letters, in heights sought
MAX_BASE_OFFSET = 0.4  # letter heights between the baselines of neighbours in a line
BASE_BIN_PX = math.ceil(MAX_BASE_OFFSET * LETTER_HEIGHT_RANGE[1] * LETTER_PX)
"""Neighbours' baselines lie in one bin of this height, or in adjacent ones."""
MIN_PRINT_DENSITY, MIN_SHARP_PRINT_DENSITY = 0.25, 0.45
"""Least TextLine.density of print whose letters touch, soft or bold, and of print whose letters
stand apart; a line of fewer components is a pattern."""
MAX_LINE_SLOPE = 0.12  # dy/dx of a line on a page with errors in its corners
PARENT_CONTOUR = 3  # index of a contour's parent in OpenCV's hierarchy; outer ones have -1

Piece = tuple[int, int, int, int]
"""x, y, width, height of a connected component of ink."""


def find_lines(grey: Grey, height: float) -> tuple[TextLine, ...]:
    """Return the lines of letters about `height` pixels high, from the top down."""
    scale = LETTER_PX / height
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    work = as_grey(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=method))
    letters = _letters(_ink(work))
    groups = [group for group in _grouped(letters) if _long(group)]
    slope = _slope(groups)
    lines = (_line(group, slope, scale) for group in groups)
    return tuple(sorted(lines, key=lambda line: line.base))


def _ink(work: Grey) -> Grey:
    """Binarise: 1 where ink is, by a threshold relative to the darkest print near by."""
    kernel = np.ones((MAX_STROKE_PX, MAX_STROKE_PX), np.uint8)
    paper = cv2.morphologyEx(work, cv2.MORPH_CLOSE, kernel)
    darkness = cv2.divide(cv2.subtract(paper, work), np.maximum(paper, 1), scale=PAPER_LEVEL)
    soft = cv2.GaussianBlur(darkness, (0, 0), 0.8)
    coarse = cv2.resize(soft, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    window = np.ones((NEIGHBOURHOOD_PX[1] // 4, NEIGHBOURHOOD_PX[0] // 4), np.uint8)
    near = cv2.blur(cv2.dilate(coarse, window), window.shape[::-1])
    darkest = cv2.resize(near, soft.shape[::-1], interpolation=cv2.INTER_LINEAR)
    threshold = max(MIN_INK_CONTRAST, MIN_PART_INK_SHARE * float(np.percentile(coarse, 99.5)))
    limits = np.maximum(threshold, MIN_LOCAL_INK_SHARE * np.arange(256)).astype(np.uint8)
    mask = cv2.compare(soft, cv2.LUT(as_grey(darkest), limits), cv2.CMP_GT)
    return _without_rules(as_grey(mask) & np.uint8(1))


def _without_rules(mask: Grey) -> Grey:
    for shape in ((1, MIN_RULE_PX), (MIN_RULE_PX, 1)):
        rules = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        mask = as_grey(cv2.subtract(mask, rules))
    return mask


def _letters(mask: Grey) -> NDArray[np.int32]:
    """Return x, y, width, height of each component as high as a letter, from the left.

    Contours need two thirds of the time of labels.
    """
    contours, hierarchy = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    outer = np.flatnonzero(hierarchy[0, :, PARENT_CONTOUR] < 0).tolist() if contours else []
    boxes = np.array([cv2.boundingRect(contours[i]) for i in outer], np.int32).reshape(-1, 4)
    low, high = LETTER_HEIGHT_RANGE[0] * LETTER_PX, LETTER_HEIGHT_RANGE[1] * LETTER_PX
    letters = boxes[(boxes[:, 3] >= low) & (boxes[:, 3] <= high)]
    return np.asarray(letters[np.lexsort((letters[:, 1], letters[:, 0]))], np.int32)


def _grouped(letters: NDArray[np.int32]) -> list[NDArray[np.int32]]:
    """Group letters to lines: neighbours of similar height on one baseline."""
    groups: list[list[Piece]] = []
    rows: defaultdict[int, list[tuple[Piece, int]]] = defaultdict(list)
    for x, y, width, height in letters.tolist():
        letter = x, y, width, height
        row = _base(letter) // BASE_BIN_PX
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
        letter[0] - before[0] - before[2] < MAX_WORD_GAP * height
        and abs(_base(before) - _base(letter)) < MAX_BASE_OFFSET * height
        and min(before[3], letter[3]) > 0.45 * height
    )


def _long(letters: NDArray[np.int32]) -> bool:
    width = int((letters[:, 0] + letters[:, 2]).max() - letters[:, 0].min())
    return width >= 2.2 * _quantile(letters[:, 3], 0.5)


def _slope(groups: list[NDArray[np.int32]]) -> float:
    """Return the common slope of the lines: the median over letters.

    The slope of a line is the median from letters of its first half to those of its second.
    """
    slopes: list[float] = []
    for letters in groups:
        half = len(letters) // 2
        if len(letters) >= 6:
            apart = letters[half:] - letters[: len(letters) - half]
            rise = (apart[:, 1] + apart[:, 3] / 2) / np.maximum(apart[:, 0], 1)
            slopes += [_quantile(rise, 0.5)] * len(letters)
    return float(np.clip(np.median(slopes), -MAX_LINE_SLOPE, MAX_LINE_SLOPE)) if slopes else 0.0


def _quantile(values: NDArray[Any], share: float) -> float:
    """Return the quantile of a few values, in a twentieth of numpy's time."""
    ranked = sorted(values.tolist())
    low, rest = divmod(share * (len(ranked) - 1), 1)
    above = ranked[min(int(low) + 1, len(ranked) - 1)]
    return float(ranked[int(low)] + rest * (above - ranked[int(low)]))


def _line(letters: NDArray[np.int32], slope: float, scale: float) -> TextLine:
    """Return the line of letters in the pixels of the picture itself, 1/scale of theirs."""
    x0, x1 = int(letters[:, 0].min()), int((letters[:, 0] + letters[:, 2]).max())
    feet = letters[:, 1] + letters[:, 3] - slope * (letters[:, 0] + letters[:, 2] / 2)
    height = _quantile(letters[:, 3], 0.75)
    factor = 1 / scale
    return TextLine(
        x0=x0 * factor,
        x1=x1 * factor,
        base=_quantile(feet, 0.5) * factor,
        slope=slope,
        height=height * factor,
        density=len(letters) * height / (x1 - x0),
    )
