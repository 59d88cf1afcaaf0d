"""Print that runs into the frame's edge: letters that the edge of the photo cuts.

Along each edge of the photo that the page reaches, strokes in the outermost pixels are counted that
belong to text just inside. A long dark line is no letter: it is the edge of a table, a rule or a
scan's border.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture, Grid
from precheck.cells.margin import at_edge, capital, part
from precheck.cells.weights import TEXT
from precheck.flatten import photo_per_flat

MIN_LETTERS = 3
"""Strokes at one edge of the photo that are letters and no specks: on crops of real pages 2 % of
edges with a margin have as many, 95 % of edges that cut three lines or more."""
PART_BEYOND = 1 / 6
"""Of the print, at least, that lies out of a frame that the corner net takes for a part of a sheet,
where print comes close to the edge: such a sheet is 1.2 times as large as the frame."""
BAND = 3.0  # capital heights from the edge in which paper and ink are told
WITHIN = (0.5, 1.0)  # capital heights from the edge in which there is text
MAX_STROKE = 1.5  # capital heights along the edge: a longer dark run is no letter
INK, MIN_INK = 0.4, 20
"""Share of the contrast from paper to the darkest ink nearby, and grey levels, that ink has."""
OUTERMOST = 2  # px


@dataclass(frozen=True, slots=True)
class _Edge:
    """An edge of the photo: its first pixel, the way along it and the way into the photo."""

    start: tuple[int, int]
    along: tuple[int, int]
    inward: tuple[int, int]
    length: int

    def points(self, depths: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the pixels at these depths below the edge, D × length × 2, x then y."""
        steps = np.arange(self.length)[None, :, None] * np.array(self.along)
        spots = self.start + steps + depths[:, None, None] * np.array(self.inward)
        return np.asarray(spots, np.float64)


def running(capture: Capture) -> Grid:
    """Return the share of the print that stands in lines cut by the frame's edge, on their ends.

    0 everywhere where no edge cuts any.
    """
    cost = np.zeros(capture.text.text.shape, np.float32)
    height = capital(capture)
    if not height:
        return cost
    for edge in _edges(capture):
        ends = _cut(capture, edge, height)
        if len(ends) >= MIN_LETTERS:
            columns, rows = _cells(capture, ends).T
            hit = np.zeros(cost.shape, np.bool_)
            hit[rows, columns] = True
            cost[hit] += _share(capture, ends, height) / hit.sum()
    if part(capture) and (near := at_edge(capture)).any():
        cost[near] += max(0.0, PART_BEYOND - float(cost.sum())) / near.sum()
    return cost


def _edges(capture: Capture) -> Iterator[_Edge]:
    width, height = capture.photo.width, capture.photo.height
    yield _Edge((0, 0), (1, 0), (0, 1), width)
    yield _Edge((width - 1, 0), (0, 1), (-1, 0), height)
    yield _Edge((0, height - 1), (1, 0), (0, -1), width)
    yield _Edge((0, 0), (0, 1), (1, 0), height)


def _cut(capture: Capture, edge: _Edge, height: float) -> NDArray[np.float64]:
    """Return where letters are cut, n × 2 flat pixels, a little inside the edge.

    height: of capitals, photo px.
    """
    inked = _ink(capture, edge, height)
    depths = np.array([1.0, *(share * height for share in WITHIN)])
    spots = edge.points(depths).reshape(1, -1, 2)
    flat = cv2.perspectiveTransform(spots, np.linalg.inv(capture.page.to_photo))
    border, *within = np.asarray(flat, np.float64).reshape(len(depths), edge.length, 2)
    text = np.max([_text(capture, spots) for spots in within], axis=0)
    steps = np.flatnonzero(np.diff(np.concatenate([[0], inked.view(np.int8), [0]])))
    starts, ends = steps[::2], steps[1::2]
    middles = (starts + ends)[ends - starts <= MAX_STROKE * height] // 2
    letters = (text[middles] >= TEXT) & _on_page(capture, border[middles])
    return np.asarray(within[0][middles[letters]])


def _ink(capture: Capture, edge: _Edge, height: float) -> NDArray[np.bool_]:
    """Say of each outermost pixel along an edge whether ink shows there."""
    inside = min(capture.photo.width, capture.photo.height)
    depth = min(inside, max(2 * OUTERMOST, round(BAND * height)))
    x, y = edge.points(np.arange(depth, dtype=np.float64)).astype(np.intp).transpose(2, 0, 1)
    band = cv2.cvtColor(capture.photo.pixels[y, x], cv2.COLOR_BGR2GRAY)
    around = np.ones((1, 2 * round(MAX_STROKE * height) + 1), np.uint8)
    paper = cv2.dilate(cv2.blur(band, (3, 3)).max(0, keepdims=True), around)[0].astype(np.int16)
    darkest = cv2.erode(band.min(0, keepdims=True), around)[0].astype(np.int16)
    contrast = paper - band[:OUTERMOST].min(0)
    return np.asarray(contrast > np.maximum(INK * (paper - darkest), MIN_INK))


def _on_page(capture: Capture, spots: NDArray[np.float64]) -> NDArray[np.bool_]:
    extent = capture.page.flat.shape[1::-1]
    return np.asarray(((spots >= 0) & (spots < extent)).all(-1))


def _text(capture: Capture, spots: NDArray[np.float64]) -> Grid:
    """Return the probability of text at flat pixels; 0 off the page."""
    columns, rows = _cells(capture, spots).T
    text = capture.text.text[rows, columns]
    return np.asarray(np.where(_on_page(capture, spots), text, 0), np.float32)


def _cells(capture: Capture, spots: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return column and row of the cell at flat pixels, the nearest one off the page."""
    cells = np.array(capture.text.text.shape[::-1])
    at = spots / capture.page.flat.shape[1::-1] * cells
    return np.asarray(np.clip(at, 0, cells - 1), np.intp)


def _share(capture: Capture, ends: NDArray[np.float64], height: float) -> float:
    """Return the share of the runs of text, by area, that end at these flat pixels, 0–1."""
    boxes = np.array([region.box for region in capture.regions], np.float64)
    room = height / photo_per_flat(capture.page)
    low, high = boxes[:, :2] - room, boxes[:, :2] + boxes[:, 2:] + room
    hit = ((ends[:, None] >= low) & (ends[:, None] <= high)).all(-1).any(0)
    areas = boxes[:, 2] * boxes[:, 3]
    return float(areas[hit].sum() / max(areas.sum(), 1.0))
