"""Runs of text: lines, or parts of lines between gaps, detected by their ink in cells of text.

Cells of text without ink, as under a reflection, make runs of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grey, Page, Region, TextMap
from precheck.text.cells import MIN_TEXT
from precheck.text.legibility_net import net_input_grey

MAX_LETTER_GAP = 6  # half pixels: a gap that is closed between letters and words
MAX_STROKE_LENGTH = 41  # half pixels; longer ink, across or down, is a ruled line
MIN_RUN_SIZE = (4, 3)  # half pixels, width and height; smaller ink is a speck
INK_CONTRAST = 0.4  # least contrast of ink over that of the darkest ink nearby
MIN_INK_DEPTH = 7  # grey levels
GRAIN_FACTOR = 1.5  # least contrast of ink over the upper quartile of that of blank paper
MAX_BLANK_TEXT = 0.1  # probability of text below which a cell is blank
MIN_ROW_INK = 0.2  # ink of a row of capitals over the fullest row's; descenders have less
MIN_HIDDEN_CELLS = 3  # cells of text without ink that make a run
DEFAULT_HEIGHT = 4.0  # half pixels, of runs on a page without ink

PARENT_CONTOUR = 3  # index of a contour's parent in OpenCV's hierarchy; outer ones have -1

Ink = NDArray[np.uint8]
"""H × W, 0 or 255."""
PixelBox = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Half:
    """The page at half the size of the net's input; a half pixel is a pixel of it."""

    darkest: Grey
    """The darkest of each 2 × 2 pixels, so that thin strokes keep their ink."""
    paper: Grey
    """The brightest pixel nearby."""
    ink: Ink


def capital_height_px(regions: Sequence[Region]) -> float:
    """Return the median height of the capitals, photo pixels; 0 without regions."""
    return float(np.median([region.height for region in regions])) if regions else 0.0


def regions(page: Page, text: TextMap) -> tuple[Region, ...]:
    """Return the runs of text on a page: those with ink from the top down, then those without.

    Runs without ink have contrast 0 and the median height of the others.
    """
    half = _halved(net_input_grey(page), text)
    visible = _boxes(half.ink)
    runs = [(box, _height(half.ink, box), _contrast(half, box)) for box in visible]
    median = float(np.median([height for _, height, _ in runs])) if runs else DEFAULT_HEIGHT
    cell = _cell(half.darkest, text)
    runs += [(box, median, 0.0) for box in _hidden(text, cell, visible)]
    return _as_regions(page, text, cell, runs)


def _halved(grey: Grey, text: TextMap) -> _Half:
    rows = cv2.min(grey[::2], grey[1::2])
    darkest = cv2.min(rows[:, ::2], rows[:, 1::2])
    paper = cv2.dilate(cv2.blur(darkest, (3, 3)), np.ones((9, 9), np.uint8))
    depth = np.asarray(cv2.subtract(paper, darkest), np.uint8)
    around = cv2.blur(cv2.dilate(depth, np.ones((11, 11), np.uint8)), (11, 11))
    limit = np.maximum(cv2.convertScaleAbs(around, alpha=INK_CONTRAST), _min_contrast(depth, text))
    size = darkest.shape[::-1]
    where = cv2.resize(cv2.dilate(text.text, np.ones((1, 3), np.uint8)), size)
    ink = ((depth > limit) & (where > MIN_TEXT)).astype(np.uint8) * 255
    return _Half(np.asarray(darkest, np.uint8), np.asarray(paper, np.uint8), _without_rules(ink))


def _min_contrast(depth: Grey, text: TextMap) -> np.uint8:
    """Return the contrast that ink must exceed: that of the grain of blank paper."""
    down, across = _cell(depth, text)
    rows, columns = (np.arange(count) + 0.5 for count in text.text.shape)
    at = np.ix_((rows * down).astype(int), (columns * across).astype(int))
    middles = depth[at][text.text < MAX_BLANK_TEXT]
    grain = GRAIN_FACTOR * float(np.percentile(middles, 75)) if middles.size else 0.0
    return np.uint8(min(255, max(MIN_INK_DEPTH, grain)))


def _cell(half: Grey, text: TextMap) -> tuple[float, float]:
    """Return the height and width of a cell in half pixels."""
    (height, width), (rows, columns) = half.shape, text.text.shape
    return height / rows, width / columns


def _without_rules(ink: Ink) -> Ink:
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, MAX_STROKE_LENGTH), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((MAX_STROKE_LENGTH, 1), np.uint8))
    return cv2.subtract(ink, cv2.bitwise_or(across, down)).astype(np.uint8)


def _boxes(ink: Ink) -> list[PixelBox]:
    """Return the boxes of connected ink; contours need a third of the time of labels."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, MAX_LETTER_GAP), np.uint8))
    contours, hierarchy = cv2.findContours(joined, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    outer = np.flatnonzero(hierarchy[0, :, PARENT_CONTOUR] < 0).tolist() if contours else []
    boxes = [(x, y, w, h) for x, y, w, h in (cv2.boundingRect(contours[i]) for i in outer)]
    large = [box for box in boxes if box[2] >= MIN_RUN_SIZE[0] and box[3] >= MIN_RUN_SIZE[1]]
    return sorted(large, key=lambda box: (box[1], box[0]))


def _height(ink: Ink, box: PixelBox) -> float:
    """Return the height of the capitals: from the first to the last row with MIN_ROW_INK."""
    x, y, width, height = box
    rows = cv2.reduce(ink[y : y + height, x : x + width], 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)
    full = np.flatnonzero(rows >= MIN_ROW_INK * rows.max())
    return float(full[-1] - full[0] + 1)


def _contrast(half: _Half, box: PixelBox) -> float:
    """Return paper minus ink in grey levels."""
    x, y, width, height = box
    part = slice(y, y + height), slice(x, x + width)
    ink = cv2.mean(half.darkest[part], half.ink[part])[0]
    return max(0.0, cv2.mean(half.paper[part], half.ink[part])[0] - ink)


def _hidden(text: TextMap, cell: tuple[float, float], visible: list[PixelBox]) -> list[PixelBox]:
    """Return the boxes of connected cells of text outside the visible runs."""
    down, across = cell
    left = (text.text >= MIN_TEXT).astype(np.uint8)
    for x, y, width, height in visible:
        rows = slice(max(0, int(y / down) - 1), int((y + height) / down) + 2)
        left[rows, int(x / across) : int((x + width) / across) + 1] = 0
    stats = cv2.connectedComponentsWithStats(left, connectivity=4)[2][1:]
    large = stats[stats[:, cv2.CC_STAT_AREA] >= MIN_HIDDEN_CELLS, :4]
    boxes = np.rint(large * (across, down, across, down)).astype(int).tolist()
    return [(x, y, width, height) for x, y, width, height in boxes]


def _as_regions(
    page: Page, text: TextMap, cell: tuple[float, float], runs: list[tuple[PixelBox, float, float]]
) -> tuple[Region, ...]:
    """Convert boxes to flat pixels and heights to photo pixels."""
    if not runs:
        return ()
    (rows, columns), (down, across) = text.text.shape, cell
    flat_px = np.array([page.flat.shape[1] / columns / across, page.flat.shape[0] / rows / down])
    halves = np.array([box for box, _, _ in runs])
    boxes = halves * np.tile(flat_px, 2)
    heights = np.array([height for _, height, _ in runs]) * flat_px[1]
    return tuple(
        Region(
            box=(int(x), int(y), int(np.ceil(width)), int(np.ceil(height))),
            height=high,
            contrast=contrast,
            legibility=legible,
        )
        for (x, y, width, height), high, contrast, legible in zip(
            boxes.tolist(),
            _in_photo(page, boxes, heights).tolist(),
            [contrast for _, _, contrast in runs],
            _legibility(text, halves / np.array([across, down, across, down])).tolist(),
            strict=True,
        )
    )


def _in_photo(
    page: Page, boxes: NDArray[np.float64], heights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the heights in photo pixels of upright strokes at the boxes' middles."""
    middles = boxes[:, :2] + boxes[:, 2:] / 2
    up = np.stack([np.zeros_like(heights), heights / 2], axis=1)
    ends = np.stack([middles - up, middles + up])
    moved = cv2.perspectiveTransform(ends, page.to_photo)
    return np.asarray(np.linalg.norm(moved[1] - moved[0], axis=1))


def _legibility(text: TextMap, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean over the cells that each box touches, weighted by their text."""
    ends = boxes[:, :2] + boxes[:, 2:]
    left, top = boxes[:, :2].astype(int).T
    right, low = np.minimum(np.ceil(ends), text.text.shape[::-1]).astype(int).T
    weight, legible = (
        sums[low, right] - sums[top, right] - sums[low, left] + sums[top, left]
        for sums in (cv2.integral(text.text), cv2.integral(text.text * text.legibility))
    )
    return np.asarray(legible / np.maximum(weight, 1e-6))
