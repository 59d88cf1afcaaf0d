"""The must-read words of a page, as the sample pages of its form have them that are most like it.

Under a cover nothing shows where a word begins and ends, or what is a caption.
"""

from collections.abc import Mapping
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture, Grid, Samples, Zone
from precheck.cells.printed import covered
from precheck.cells.weights import TEXT, Mask, inside
from precheck.once import once

ALIKE = 12  # pages that tell
ROUGHLY = 48  # pages among which they are sought: those most like it by boxes of whole cells
PART = 0.3
"""Of a word's place, what is gone when it is lost."""
SIGNS: Mapping[bool | None, float] = {None: 0.4, False: 0.1, True: np.inf}
"""Of the place of two signs of the number, by whether it was read, what is gone when it is lost."""
ODDS: Mapping[bool | None, float] = {None: 0.0, False: 2.0, True: 0.0}
"""Logarithm of the odds that a word can be read, the mean over its place, below which it is lost;
of the number's signs, by whether it was read."""
UNSEEN = 0.5  # share of a word's place that does not show from which there is taken to be one
SCANT, FULL = 0.2, 0.6  # text in what shows of a word's place: there is none; surely there is one

WORD = np.dtype([("box", "f4", 4), ("word", "i4"), ("weight", "f4"), ("number", "?")])
"""A word, or two signs of the number: left, top, right and bottom in cells; which word it is (the
number is one); what share that is of all, 0–1; whether it is the number."""
Boxes = NDArray[np.float32]
Values = NDArray[np.float64]


@once
def words(capture: Capture) -> NDArray[np.void]:
    """Return the must-read words of the ALIKE pages, as WORD; none of an unknown form."""
    samples = capture.samples
    if samples is None:
        return np.zeros(0, WORD)
    shown = inside(capture) & ~(covered(capture) & (capture.text.text < TEXT))
    cells, text = max(int(shown.sum()), 1), np.where(shown, capture.text.text, np.float32(0))
    mean = float(text.sum()) / cells
    more = np.where(shown, text - mean, 0)
    boxes = samples.boxes * np.tile(shown.shape[::-1], 2).astype(np.float32)
    rough = _rounded(shown, boxes) / cells, _rounded(more, boxes) / cells
    near = _of_pages_alike(samples.page, *rough, ROUGHLY)
    seen, above = summed(np.dstack([shown, more]), boxes[near]).T
    told = _of_pages_alike(samples.page[near], seen / cells, above / cells, ALIKE)
    near, seen, found = near[told], seen[told], (above + mean * seen)[told]
    full = np.clip(found / np.maximum(FULL * seen, 1e-6), 0, 1)
    hidden = seen < (1 - UNSEEN) * area(boxes[near])
    there = np.where(hidden, 1, np.where(full < SCANT / FULL, 0, full))
    kept = (there > 0) & _zoned(samples, capture.zones)[near]
    return _weighed(samples, boxes, near[kept], there[kept])


def known(capture: Capture) -> bool:
    """Say whether the page's form is known, and has words that must be read."""
    return capture.samples is not None and bool(_zoned(capture.samples, capture.zones).any())


def needed(capture: Capture) -> Grid:
    """Return how surely a must-read word stands in each cell, 0–1: the share of the ALIKE pages.

    A word stands in the cells whose middle it lies over. 0 everywhere of an unknown form.
    """
    count = np.zeros(capture.text.text.shape, np.float32)
    if capture.samples is None:
        return count
    told, pages = words(capture), _pages(capture.samples)
    for left, top, right, bottom in np.rint(told["box"]).astype(int).clip(0):
        count[top:bottom, left:right] += 1
    return np.asarray(np.minimum(count / pages, 1), np.float32)


def lost(
    capture: Capture, gone: Mask, odds: Grid | None = None, mainly: Mask | None = None
) -> Grid:
    """Return what share of the must-read words is lost with the cells that are gone, 0–1, by cell.

    A word is lost whole, and evenly on those of its cells that are gone; the number with any two of
    its signs, but never one that was read. 0 of an unknown form.

    odds: logarithm of the odds that print in each cell can be read; a word with better ones than
    ODDS, in the mean over its place, is not lost. mainly: the cells that are gone for what is asked
    for above all; of a number that was not read they alone count, little as it takes to lose it.
    """
    cost = np.zeros(gone.shape, np.float32)
    if not gone.any():
        return cost
    told = words(capture)
    size, number = np.maximum(area(told["box"]), 1e-6), told["number"]
    signs = gone if mainly is None or capture.number_reads is not False else mainly
    spoiled = np.where(number, summed(signs, told["box"]), summed(gone, told["box"]))
    spoiled = spoiled > _least(capture, number) * size
    if odds is not None:
        even = np.where(number, ODDS[capture.number_reads], ODDS[None])
        spoiled &= summed(odds, told["box"]) < even * size
    hit = told[spoiled]
    parts = np.bincount(hit["word"])
    for (left, top, right, bottom), word, weight, is_number in hit:
        rows = slice(max(0, int(top)), max(0, int(np.ceil(bottom))))
        columns = slice(max(0, int(left)), max(0, int(np.ceil(right))))
        cells = (signs if is_number else gone)[rows, columns]
        cost[rows, columns] += cells * (weight / parts[word] / max(int(cells.sum()), 1))
    return cost


def area(boxes: Boxes) -> Boxes:
    """Return the area of each box, in cells."""
    left, top, right, bottom = boxes.T
    return np.asarray((right - left) * (bottom - top), np.float32)


def summed(values: NDArray[np.generic], boxes: Boxes) -> Values:
    """Return the sum of a grid's values in each box, parts of cells in part; 0 beyond the grid.

    values: H × W, or H × W × C, of which each box has C sums.
    """
    total = cv2.integral(np.asarray(values, np.float32), sdepth=cv2.CV_64F)
    left, top, right, bottom = boxes.T

    def before(x: Boxes, y: Boxes) -> Values:
        (rows, columns), (x, y) = values.shape[:2], (np.maximum(x, 0), np.maximum(y, 0))
        column = np.minimum(x.astype(int), columns - 1)
        row = np.minimum(y.astype(int), rows - 1)
        more = (len(x), *(1,) * (values.ndim - 2))
        across = np.minimum(x - column, 1).reshape(more)
        down = np.minimum(y - row, 1).reshape(more)
        upper = (1 - across) * total[row, column] + across * total[row, column + 1]
        lower = (1 - across) * total[row + 1, column] + across * total[row + 1, column + 1]
        return np.asarray((1 - down) * upper + down * lower)

    return before(right, bottom) - before(left, bottom) - before(right, top) + before(left, top)


def _least(capture: Capture, number: NDArray[np.bool_]) -> Values:
    """Return of each word what share of its place is gone when it is lost."""
    return np.where(number, SIGNS[capture.number_reads], PART)


def _pages(samples: Samples) -> int:
    """Return how many pages tell."""
    return min(ALIKE, int(samples.page.max()) + 1)


def _rounded(values: NDArray[np.generic], boxes: Boxes) -> Values:
    """Return what `summed` does of a grid, by boxes of whole cells: in a quarter of its time."""
    total = cv2.integral(np.asarray(values, np.float32), sdepth=cv2.CV_64F)
    limits = np.tile(values.shape[::-1], 2)
    left, top, right, bottom = np.clip(np.rint(boxes), 0, limits).astype(np.intp).T
    return np.asarray(
        total[bottom, right] - total[bottom, left] - total[top, right] + total[top, left]
    )


def _of_pages_alike(
    page: NDArray[np.intp], shown: Values, above: Values, count: int
) -> NDArray[np.intp]:
    """Return which words are of the pages that agree best with the text, by the correlation.

    Of each word: its page, and in shares of all cells that show how much of it shows, and how much
    text there is above the mean.
    """
    pages, at = np.unique(page, return_inverse=True)
    share = np.bincount(at, shown)
    score = np.bincount(at, above) / np.sqrt(np.maximum(share * (1 - share), 1e-6))
    return np.flatnonzero(np.isin(page, pages[np.argsort(-score, kind="stable")[:count]]))


@lru_cache(maxsize=32)
def _zoned(samples: Samples, zones: tuple[Zone, ...]) -> NDArray[np.bool_]:
    """Say which words have their middle in a must-read zone; all where there are no zones."""
    x, y = (samples.boxes[:, :2] + samples.boxes[:, 2:]).T / 2
    boxes = [zone.box for zone in zones] or [(0, 0, 1, 1)]
    inward = [(x >= x0) & (x <= x1) & (y >= y0) & (y <= y1) for x0, y0, x1, y1 in boxes]
    return np.asarray(np.any(inward, axis=0), np.bool_)


def _weighed(
    samples: Samples, boxes: Boxes, kept: NDArray[np.intp], there: Values
) -> NDArray[np.void]:
    """Return the words that are there, as surely as told, each page's to the same weight in sum."""
    number, page = samples.number[kept], samples.page[kept]
    weight = np.where(number, 1, there) * samples.words[kept]
    each = weight / np.where(number, np.bincount(page, number)[page].clip(1), 1)
    found = np.zeros(len(kept), WORD)
    found["box"], found["number"] = boxes[kept], number
    found["word"] = np.where(number, page, samples.page.max() + 1 + kept)
    found["weight"] = weight / (np.bincount(page, each)[page] * max(len(np.unique(page)), 1))
    return found
