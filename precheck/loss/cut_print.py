"""Print that the frame's edge cuts.

Along each edge of the photo on the page, strokes in the outermost pixels with text just inside are
cut letters. A long dark line is none: it is the edge of a table, a rule or a scan's border.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture, Grid
from precheck.loss.outside import at_edge, is_part, visible_height_px
from precheck.sheet.rectify import photo_per_flat
from precheck.text.cells import MIN_TEXT
from precheck.text.runs import INK_CONTRAST

MIN_LETTERS = 3
"""Strokes at one edge of the photo from which letters are cut: on crops of real pages 2 % of edges
with a margin have as many, 95 % of edges that cut three lines or more."""
MIN_PART_OUTSIDE = 1 / 6
"""Least share of the print out of a frame that the corner net detects as a part of a sheet, where
print is close to the edge: such a sheet is at least 1.2 times as large as the frame."""
BAND_DEPTH = 3.0
"""Capital heights from the edge in which the grey levels of paper and ink are measured."""
TEXT_DEPTHS = (0.5, 1.0)
"""Capital heights from the edge at which there is text inside a cut letter."""
MAX_STROKE_WIDTH = 1.5
"""Capital heights along the edge; a longer dark run is no letter."""
MIN_EDGE_CONTRAST = 20
"""Grey levels of ink at the edge."""
EDGE_PX = 2
"""Outermost pixels in which ink touches the edge."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """An edge of the photo: its first pixel and the unit vectors along it and inward."""

    start: tuple[int, int]
    along: tuple[int, int]
    inward: tuple[int, int]
    length: int

    def points(self, depths: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the pixels at these depths from the edge, D × length × 2, x then y."""
        steps = np.arange(self.length)[None, :, None] * np.array(self.along)
        spots = self.start + steps + depths[:, None, None] * np.array(self.inward)
        return np.asarray(spots, np.float64)


def cut_lines(capture: Capture) -> Grid:
    """Return the share of the print in lines that the frame cuts, on the cells of their cut ends.

    Sums to 0-1.
    """
    cost = np.zeros(capture.text.text.shape, np.float32)
    height = visible_height_px(capture)
    if not height:
        return cost
    for edge in _edges(capture):
        ends = _cut_ends(capture, edge, height)
        if len(ends) >= MIN_LETTERS:
            columns, rows = _cells(capture, ends).T
            hit = np.zeros(cost.shape, np.bool_)
            hit[rows, columns] = True
            cost[hit] += _share(capture, ends, height) / hit.sum()
    if is_part(capture) and (near := at_edge(capture)).any():
        cost[near] += max(0.0, MIN_PART_OUTSIDE - float(cost.sum())) / near.sum()
    return cost


def _edges(capture: Capture) -> Iterator[_Edge]:
    width, height = capture.photo.width, capture.photo.height
    yield _Edge((0, 0), (1, 0), (0, 1), width)
    yield _Edge((width - 1, 0), (0, 1), (-1, 0), height)
    yield _Edge((0, height - 1), (1, 0), (0, -1), width)
    yield _Edge((0, 0), (0, 1), (1, 0), height)


def _cut_ends(capture: Capture, edge: _Edge, height: float) -> NDArray[np.float64]:
    """Return the cut letters' positions a little inside the edge, n × 2 flat pixels.

    height: of capitals, photo px.
    """
    inked = _ink(capture, edge, height)
    depths = np.array([1.0, *(share * height for share in TEXT_DEPTHS)])
    spots = edge.points(depths).reshape(1, -1, 2)
    flat = cv2.perspectiveTransform(spots, np.linalg.inv(capture.page.to_photo))
    border, *within = np.asarray(flat, np.float64).reshape(len(depths), edge.length, 2)
    text = np.max([_text(capture, spots) for spots in within], axis=0)
    steps = np.flatnonzero(np.diff(np.concatenate([[0], inked.view(np.int8), [0]])))
    starts, ends = steps[::2], steps[1::2]
    middles = (starts + ends)[ends - starts <= MAX_STROKE_WIDTH * height] // 2
    letters = (text[middles] >= MIN_TEXT) & _on_page(capture, border[middles])
    return np.asarray(within[0][middles[letters]])


def _ink(capture: Capture, edge: _Edge, height: float) -> NDArray[np.bool_]:
    """Return which pixels along an edge have ink in the outermost EDGE_PX."""
    inside = min(capture.photo.width, capture.photo.height)
    depth = min(inside, max(2 * EDGE_PX, round(BAND_DEPTH * height)))
    x, y = edge.points(np.arange(depth, dtype=np.float64)).astype(np.intp).transpose(2, 0, 1)
    band = cv2.cvtColor(capture.photo.pixels[y, x], cv2.COLOR_BGR2GRAY)
    around = np.ones((1, 2 * round(MAX_STROKE_WIDTH * height) + 1), np.uint8)
    paper = cv2.dilate(cv2.blur(band, (3, 3)).max(0, keepdims=True), around)[0].astype(np.int16)
    darkest = cv2.erode(band.min(0, keepdims=True), around)[0].astype(np.int16)
    contrast = paper - band[:EDGE_PX].min(0)
    return np.asarray(contrast > np.maximum(INK_CONTRAST * (paper - darkest), MIN_EDGE_CONTRAST))


def _on_page(capture: Capture, spots: NDArray[np.float64]) -> NDArray[np.bool_]:
    extent = capture.page.flat.shape[1::-1]
    return np.asarray(((spots >= 0) & (spots < extent)).all(-1))


def _text(capture: Capture, spots: NDArray[np.float64]) -> Grid:
    """Return the probability of text at flat pixels; 0 off the page."""
    columns, rows = _cells(capture, spots).T
    text = capture.text.text[rows, columns]
    return np.asarray(np.where(_on_page(capture, spots), text, 0), np.float32)


def _cells(capture: Capture, spots: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return column and row of the cells at flat pixels, off the page of the nearest ones."""
    cells = np.array(capture.text.text.shape[::-1])
    at = spots / capture.page.flat.shape[1::-1] * cells
    return np.asarray(np.clip(at, 0, cells - 1), np.intp)


def _share(capture: Capture, ends: NDArray[np.float64], height: float) -> float:
    """Return the share, by area, of the runs of text that end at these flat pixels, 0–1."""
    boxes = np.array([region.box for region in capture.regions], np.float64)
    room = height / photo_per_flat(capture.page)
    low, high = boxes[:, :2] - room, boxes[:, :2] + boxes[:, 2:] + room
    hit = ((ends[:, None] >= low) & (ends[:, None] <= high)).all(-1).any(0)
    areas = boxes[:, 2] * boxes[:, 3]
    return float(areas[hit].sum() / max(areas.sum(), 1.0))
