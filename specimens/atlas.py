"""Words cut out of a photo through the known geometry and set to one height, side by side."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.arrays import as_picture, remapped

HEIGHT = 24
"""Pixels; the height all words are set to."""
PAD = 3
"""Pixels around each word."""
REFERENCE = 6.0
"""Pixels a millimetre (about 150 dpi) of the clean print that words are compared with: what is
finer tells how sharp an edge is, not which letter it belongs to."""
LONGEST = 40 * HEIGHT
BLOCK = 16_000
"""Pixels; cv2.remap takes pictures up to 32,767."""

Boxes = NDArray[np.float32]
"""n × 4: x, y, width, height."""
Strip = NDArray[np.float32]
ToPhoto = Callable[[NDArray[np.float32]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each word stands in a strip of HEIGHT + 2 PAD rows."""

    points: NDArray[np.float32]
    """Rows × columns × 2: the place of each pixel in the boxes' own coordinates."""
    starts: NDArray[np.intp]
    """First column of each word's cell, padding included."""

    @classmethod
    def of(cls, boxes: Boxes) -> "Layout":
        """Lay out boxes in a row."""
        scale = boxes[:, 3] / HEIGHT
        widths = np.clip(np.ceil(boxes[:, 2] / scale), 2, LONGEST).astype(int) + 2 * PAD
        starts = np.cumsum(widths) - widths
        owner = np.repeat(np.arange(len(boxes)), widths)
        column = np.arange(widths.sum()) - starts[owner] - PAD + 0.5
        row = np.arange(HEIGHT + 2 * PAD) - PAD + 0.5
        across = boxes[:, 2] / (widths - 2 * PAD)
        x = boxes[owner, 0] + column * across[owner]
        y = boxes[owner, 1] + row[:, None] * scale[owner]
        points = np.stack([np.broadcast_to(x, y.shape), y], -1)
        return cls(points.astype(np.float32), starts)


def _sampled(picture: NDArray[np.uint8], at: NDArray[np.float32]) -> Strip:
    blocks = [
        remapped(picture, part, cv2.INTER_CUBIC, cv2.BORDER_REPLICATE)
        for part in np.split(at, range(BLOCK, at.shape[1], BLOCK), axis=1)
    ]
    return np.hstack(blocks).astype(np.float32)


def strip(
    picture: NDArray[np.uint8], layout: Layout, place: ToPhoto | None, heights: NDArray[np.float32]
) -> Strip:
    """Return the words of a grey picture at one height.

    place: from the boxes' coordinates to the picture's, None where they are the same.
    heights: of each word in the picture, px; large words are averaged first, not skipped over.
    """
    if not layout.starts.size:
        return np.empty(layout.points.shape[:2], np.float32)
    at = layout.points if place is None else place(layout.points)
    level = np.floor(np.log2(np.maximum(heights / HEIGHT, 1))).astype(int)
    owner = np.repeat(level, np.diff([*layout.starts, at.shape[1]]))
    result = np.empty(at.shape[:2], np.float32)
    small = picture
    for step in range(int(level.max(initial=0)) + 1):
        if step:
            half = cv2.resize(small, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
            small = as_picture(half)
        if (owner == step).all():  # as in most photos; without choosing columns it is faster
            return _sampled(small, at / 2**step - 0.5)
        if (owner == step).any():
            result[:, owner == step] = _sampled(small, at[:, owner == step] / 2**step - 0.5)
    return result


def clean_strip(
    printed: NDArray[np.uint8], px_per_mm: float, layout: Layout, boxes: Boxes
) -> Strip:
    """Return the words of a clean print at one height, as REFERENCE shows them.

    boxes: of the words, pixels of the print.
    """
    scale = min(1.0, REFERENCE / px_per_mm)
    small = cv2.resize(printed, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    (high, wide), (rows, columns) = printed.shape, small.shape[:2]
    shrunk = np.array([columns / wide, rows / high], np.float32)
    return strip(
        as_picture(small),
        layout,
        lambda at: np.asarray(at * shrunk, np.float32),
        boxes[:, 3] * scale,
    )


def similar(
    reference: Strip, seen: Strip, layout: Layout
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return each word's best normalised cross-correlation within ±1 px, and its deviation.

    The deviation is that of the seen word's grey levels.
    """
    if not layout.starts.size:
        return np.empty(0, np.float32), np.empty(0, np.float32)
    keep = np.ones(seen.shape[1], bool)
    ends = np.append(layout.starts[1:], seen.shape[1])
    for offset in range(PAD):
        keep[layout.starts + offset] = False
        keep[ends - 1 - offset] = False
    columns = np.flatnonzero(keep)
    starts = layout.starts - 2 * PAD * np.arange(len(layout.starts))
    counts = np.diff([*starts, len(columns)]) * HEIGHT
    inner = slice(PAD, seen.shape[1] - PAD)
    ref = reference[PAD:-PAD, inner]
    ref_mean, ref_dev = _moments(*_sums(ref), columns - PAD, starts, counts)
    best = np.full(len(starts), -1.0)
    deviation = np.zeros(len(starts))
    for down in (-1, 0, 1):
        rows = seen[PAD + down : PAD + down + HEIGHT]
        sums = _sums(rows)
        for right in (-1, 0, 1):
            mean, dev = _moments(*sums, columns + right, starts, counts)
            part = rows[:, inner.start + right : inner.stop + right]
            products = np.einsum("ij,ij->j", ref, part)[columns - PAD]
            cross = np.add.reduceat(products, starts) / counts
            match = (cross - ref_mean * mean) / np.maximum(ref_dev * dev, 1e-3)
            deviation = np.where(match > best, dev, deviation)
            best = np.maximum(best, match)
    return best.astype(np.float32), deviation.astype(np.float32)


def _sums(rows: Strip) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the sum of each column, and that of its squares."""
    return rows.sum(0, dtype=np.float64), np.einsum("ij,ij->j", rows, rows, dtype=np.float64)


def _moments(
    sums: NDArray[np.float64],
    squares: NDArray[np.float64],
    columns: NDArray[np.intp],
    starts: NDArray[np.intp],
    counts: NDArray[np.intp],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean and standard deviation of each word."""
    mean = np.add.reduceat(sums[columns], starts) / counts
    square = np.add.reduceat(squares[columns], starts) / counts
    return mean, np.sqrt(np.maximum(square - mean**2, 0))
