"""Words cut out of a photo through the known geometry, scaled to one height, side by side."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.arrays import Field, Floats, Picture, as_field, as_picture, remap_wide

WORD_HEIGHT_PX = 24
PADDING_PX = 3
REFERENCE_PX_PER_MM = 6.0
"""Resolution of the clean print (about 150 dpi); finer detail does not identify letters."""
MAX_WORD_WIDTH_PX = 40 * WORD_HEIGHT_PX

Boxes = Field
"""n × 4: x, y, width, height."""
WordStrip = Field
ToPhoto = Callable[[Field], Field]


@dataclass(frozen=True, slots=True)
class StripLayout:
    """The cell of each word in a strip of WORD_HEIGHT_PX + 2 PADDING_PX rows."""

    points: Field
    """Rows × columns × 2: the position of each pixel in the boxes' coordinates."""
    starts: NDArray[np.intp]
    """First column of each word's cell, including padding."""

    @classmethod
    def of(cls, boxes: Boxes) -> "StripLayout":
        """Lay out boxes side by side."""
        scale = boxes[:, 3] / WORD_HEIGHT_PX
        widths = (
            np.clip(np.ceil(boxes[:, 2] / scale), 2, MAX_WORD_WIDTH_PX).astype(int) + 2 * PADDING_PX
        )
        starts = np.cumsum(widths) - widths
        owner = np.repeat(np.arange(len(boxes)), widths)
        column = np.arange(widths.sum()) - starts[owner] - PADDING_PX + 0.5
        row = np.arange(WORD_HEIGHT_PX + 2 * PADDING_PX) - PADDING_PX + 0.5
        across = boxes[:, 2] / (widths - 2 * PADDING_PX)
        x = boxes[owner, 0] + column * across[owner]
        y = boxes[owner, 1] + row[:, None] * scale[owner]
        points = np.stack([np.broadcast_to(x, y.shape), y], -1)
        return cls(points.astype(np.float32), starts)


def _sample(picture: Picture, at: Field) -> WordStrip:
    return as_field(remap_wide(picture, at, cv2.INTER_CUBIC, cv2.BORDER_REPLICATE))


def cut_words(
    picture: Picture, layout: StripLayout, place: ToPhoto | None, heights: Field
) -> WordStrip:
    """Return the words of a grey picture at one height.

    place: maps the boxes' coordinates to the picture's; None for the identity.
    heights: of each word in the picture, px; large words are reduced by area averaging first.
    """
    if not layout.starts.size:
        return np.empty(layout.points.shape[:2], np.float32)
    at = layout.points if place is None else place(layout.points)
    level = np.floor(np.log2(np.maximum(heights / WORD_HEIGHT_PX, 1))).astype(int)
    owner = np.repeat(level, np.diff([*layout.starts, at.shape[1]]))
    result = np.empty(at.shape[:2], np.float32)
    small = picture
    for step in range(int(level.max(initial=0)) + 1):
        if step:
            half = cv2.resize(small, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
            small = as_picture(half)
        if (owner == step).all():  # as in most photos; faster than selecting columns
            return _sample(small, at / 2**step - 0.5)
        if (owner == step).any():
            result[:, owner == step] = _sample(small, at[:, owner == step] / 2**step - 0.5)
    return result


def cut_reference_words(
    printed: Picture, px_per_mm: float, layout: StripLayout, boxes: Boxes
) -> WordStrip:
    """Return the words of a clean print at one height, reduced to REFERENCE_PX_PER_MM.

    boxes: of the words, pixels of the print.
    """
    scale = min(1.0, REFERENCE_PX_PER_MM / px_per_mm)
    small = cv2.resize(printed, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    (high, wide), (rows, columns) = printed.shape, small.shape[:2]
    shrunk = np.array([columns / wide, rows / high], np.float32)
    return cut_words(
        as_picture(small), layout, lambda at: np.asarray(at * shrunk, np.float32),
        boxes[:, 3] * scale,
    )  # fmt: skip


def correlate(
    reference: WordStrip, photographed: WordStrip, layout: StripLayout
) -> tuple[Field, Field]:
    """Return each word's highest normalised cross-correlation within ±1 px, −1 … 1.

    Also the standard deviation of the photographed word's grey levels at that shift.
    """
    if not layout.starts.size:
        return np.empty(0, np.float32), np.empty(0, np.float32)
    keep = np.ones(photographed.shape[1], bool)
    ends = np.append(layout.starts[1:], photographed.shape[1])
    for offset in range(PADDING_PX):
        keep[layout.starts + offset] = False
        keep[ends - 1 - offset] = False
    columns = np.flatnonzero(keep)
    starts = layout.starts - 2 * PADDING_PX * np.arange(len(layout.starts))
    counts = np.diff([*starts, len(columns)]) * WORD_HEIGHT_PX
    inner = slice(PADDING_PX, photographed.shape[1] - PADDING_PX)
    ref = reference[PADDING_PX:-PADDING_PX, inner]
    ref_mean, ref_dev = _moments(*_sums(ref), columns - PADDING_PX, starts, counts)
    best = np.full(len(starts), -1.0)
    deviation = np.zeros(len(starts))
    for down in (-1, 0, 1):
        rows = photographed[PADDING_PX + down : PADDING_PX + down + WORD_HEIGHT_PX]
        sums = _sums(rows)
        for right in (-1, 0, 1):
            mean, dev = _moments(*sums, columns + right, starts, counts)
            part = rows[:, inner.start + right : inner.stop + right]
            products = np.einsum("ij,ij->j", ref, part)[columns - PADDING_PX]
            cross = np.add.reduceat(products, starts) / counts
            match = (cross - ref_mean * mean) / np.maximum(ref_dev * dev, 1e-3)
            deviation = np.where(match > best, dev, deviation)
            best = np.maximum(best, match)
    return best.astype(np.float32), deviation.astype(np.float32)


def _sums(rows: WordStrip) -> tuple[Floats, Floats]:
    """Return the sum of each column and of its squares."""
    return rows.sum(0, dtype=np.float64), np.einsum("ij,ij->j", rows, rows, dtype=np.float64)


def _moments(
    sums: Floats,
    squares: Floats,
    columns: NDArray[np.intp],
    starts: NDArray[np.intp],
    counts: NDArray[np.intp],
) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of each word."""
    mean = np.add.reduceat(sums[columns], starts) / counts
    square = np.add.reduceat(squares[columns], starts) / counts
    return mean, np.sqrt(np.maximum(square - mean**2, 0))
