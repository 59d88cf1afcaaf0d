"""Runs of text: lines, or parts of lines between gaps, found by their ink where the map has text.

Text that is hidden has no ink: what the map holds beyond the runs that show makes runs of its own.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grey, Page, Region, TextMap
from precheck.text.maps import seen_grey

TEXT = 0.5  # probability from which a cell counts as text
GAP = 6  # half pixels between words that still belong together, and letters that surely do
RULE = 41  # half pixels; ink that runs on for longer is a ruled line
LEAST = (4, 3)  # half pixels; narrower or lower ink is dust
INK = 0.4  # of the way from paper to the darkest near it
FAINT = 7  # grey levels; fainter ink is noise
GRAIN = 1.5  # of the grain of blank paper, told by its upper quartile; few specks rise above
BLANK = 0.1  # probability of text below which a cell is blank
ROW = 0.2  # of the fullest row's ink: rows of capitals hold more, descenders less
HIDDEN = 3  # cells of text without ink that make a run

WITHIN = 3  # where OpenCV keeps the contour round a hole; the outer ones have none: -1

Mask = NDArray[np.uint8]
"""H × W, 0 or 255."""
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Half:
    """The page at half the size that the net sees: enough to tell one run from the next."""

    darkest: Grey
    """The darkest of each 2 × 2 pixels: thin strokes keep their ink."""
    paper: Grey
    """The brightest near each pixel."""
    ink: Mask


def regions(page: Page, text: TextMap) -> tuple[Region, ...]:
    """Return the runs of text on a page, those that show first, from the top down."""
    half = _halved(seen_grey(page), text)
    showing = _boxes(half.ink)
    runs = [(box, _height(half.ink, box), _contrast(half, box)) for box in showing]
    typical = float(np.median([height for _, height, _ in runs])) if runs else 4.0
    cell = _cell(half.darkest, text)
    runs += [(box, typical, 0.0) for box in _hidden(text, cell, showing)]
    return _as_regions(page, text, cell, runs)


def _halved(grey: Grey, text: TextMap) -> _Half:
    rows = cv2.min(grey[::2], grey[1::2])
    darkest = cv2.min(rows[:, ::2], rows[:, 1::2])
    paper = cv2.dilate(cv2.blur(darkest, (3, 3)), np.ones((9, 9), np.uint8))
    depth = np.asarray(cv2.subtract(paper, darkest), np.uint8)
    around = cv2.blur(cv2.dilate(depth, np.ones((11, 11), np.uint8)), (11, 11))
    limit = np.maximum(cv2.convertScaleAbs(around, alpha=INK), _faintest(depth, text))
    size = darkest.shape[::-1]
    where = cv2.resize(cv2.dilate(text.text, np.ones((1, 3), np.uint8)), size)
    ink = ((depth > limit) & (where > TEXT)).astype(np.uint8) * 255
    return _Half(np.asarray(darkest, np.uint8), np.asarray(paper, np.uint8), _without_rules(ink))


def _faintest(depth: Grey, text: TextMap) -> np.uint8:
    """Return the depth that ink must exceed: that of the grain of blank paper."""
    down, across = _cell(depth, text)
    rows, columns = (np.arange(count) + 0.5 for count in text.text.shape)
    at = np.ix_((rows * down).astype(int), (columns * across).astype(int))
    middles = depth[at][text.text < BLANK]
    grain = GRAIN * float(np.percentile(middles, 75)) if middles.size else 0.0
    return np.uint8(min(255, max(FAINT, grain)))


def _cell(half: Grey, text: TextMap) -> tuple[float, float]:
    """Return how many half pixels a cell of the map is high and wide."""
    (height, width), (rows, columns) = half.shape, text.text.shape
    return height / rows, width / columns


def _without_rules(ink: Mask) -> Mask:
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, RULE), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((RULE, 1), np.uint8))
    return cv2.subtract(ink, cv2.bitwise_or(across, down)).astype(np.uint8)


def _boxes(ink: Mask) -> list[Box]:
    """Box ink that joins up; outlines tell it in a third of the time that labels take."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, GAP), np.uint8))
    outlines, kin = cv2.findContours(joined, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    outer = np.flatnonzero(kin[0, :, WITHIN] < 0).tolist() if outlines else []
    boxes = [(x, y, w, h) for x, y, w, h in (cv2.boundingRect(outlines[i]) for i in outer)]
    large = [box for box in boxes if box[2] >= LEAST[0] and box[3] >= LEAST[1]]
    return sorted(large, key=lambda box: (box[1], box[0]))


def _height(ink: Mask, box: Box) -> float:
    """Return the height of the capitals in half pixels: rows that hold a fair share of ink."""
    x, y, width, height = box
    rows = cv2.reduce(ink[y : y + height, x : x + width], 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)
    full = np.flatnonzero(rows >= ROW * rows.max())
    return float(full[-1] - full[0] + 1)


def _contrast(half: _Half, box: Box) -> float:
    """Return paper minus ink in grey levels."""
    x, y, width, height = box
    part = slice(y, y + height), slice(x, x + width)
    ink = cv2.mean(half.darkest[part], half.ink[part])[0]
    return max(0.0, cv2.mean(half.paper[part], half.ink[part])[0] - ink)


def _hidden(text: TextMap, cell: tuple[float, float], showing: list[Box]) -> list[Box]:
    """Return boxes in half pixels round the text that the map holds and no ink shows."""
    down, across = cell
    left = (text.text >= TEXT).astype(np.uint8)
    for x, y, width, height in showing:
        rows = slice(max(0, int(y / down) - 1), int((y + height) / down) + 2)
        left[rows, int(x / across) : int((x + width) / across) + 1] = 0
    stats = cv2.connectedComponentsWithStats(left, connectivity=4)[2][1:]
    large = stats[stats[:, cv2.CC_STAT_AREA] >= HIDDEN, :4]
    boxes = np.rint(large * (across, down, across, down)).astype(int).tolist()
    return [(x, y, width, height) for x, y, width, height in boxes]


def _as_regions(
    page: Page, text: TextMap, cell: tuple[float, float], runs: list[tuple[Box, float, float]]
) -> tuple[Region, ...]:
    """Bring boxes to flat pixels and heights to photo pixels."""
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
    """Return how high upright strokes at the boxes' middles stand in the photo."""
    middles = boxes[:, :2] + boxes[:, 2:] / 2
    up = np.stack([np.zeros_like(heights), heights / 2], axis=1)
    ends = np.stack([middles - up, middles + up])
    moved = cv2.perspectiveTransform(ends, page.to_photo)
    return np.asarray(np.linalg.norm(moved[1] - moved[0], axis=1))


def _legibility(text: TextMap, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean over the cells that each box touches, each cell as far as it holds text."""
    ends = boxes[:, :2] + boxes[:, 2:]
    left, top = boxes[:, :2].astype(int).T
    right, low = np.minimum(np.ceil(ends), text.text.shape[::-1]).astype(int).T
    weight, legible = (
        sums[low, right] - sums[top, right] - sums[low, left] + sums[top, left]
        for sums in (cv2.integral(text.text), cv2.integral(text.text * text.legibility))
    )
    return np.asarray(legible / np.maximum(weight, 1e-6))
