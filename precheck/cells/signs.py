"""The signs of the number where they were read: how legible the worst pair of them is.

The number's zone is wider than the number, and what hides a part of it may be blank to look at.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from precheck.capture import Capture, Grid, Points
from precheck.cells.weights import box_slice

PAIR = 2  # signs that are looked at together: a cell is about one sign wide


@dataclass(frozen=True, slots=True)
class Signs:
    """The worst pair of signs side by side, 0–1 each; higher is better."""

    legible: float
    text: float
    """How surely text is printed there and shows."""


def worst_pair(capture: Capture, box: Points, count: int) -> Signs:
    """Look at the cells of a line of `count` signs, which lies in a box of photo pixels, 4 × 2."""
    to_flat = np.linalg.inv(capture.page.to_photo)
    corners = cv2.perspectiveTransform(box.reshape(1, -1, 2).astype(np.float64), to_flat)[0]
    extent = np.array(capture.page.flat.shape[1::-1])
    (left, top), (right, low) = np.clip([corners.min(0), corners.max(0)] / extent, 0, 1).tolist()
    cells = box_slice(capture.text.text.shape, (left, top, right, low))
    wide = max(1, round(PAIR * (right - left) * capture.text.text.shape[1] / max(count, 1)))
    text = capture.text
    return Signs(
        legible=_lowest(text.legibility[cells], wide), text=_lowest(text.text[cells], wide)
    )


def _lowest(values: Grid, wide: int) -> float:
    """Return the lowest mean of so many columns side by side; 1 where there are none."""
    if not values.size:
        return 1.0
    columns = values.mean(0)
    window = np.full(min(wide, len(columns)), 1 / min(wide, len(columns)))
    return float(np.convolve(columns, window, "valid").min())
