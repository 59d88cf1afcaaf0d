"""A sheet that the frame cuts off, brought to its form's whole shape.

The corner net tells no corner far outside the frame: of a cut sheet the side lies in the frame's
edge instead, and what is left has another shape than its form. The side is then moved outward
until the shape is the form's.
"""

import math
from collections.abc import Sequence

import numpy as np

from precheck.capture import Page, Photo, Points
from precheck.cells import pose
from precheck.flatten import homography, relaid

AT_EDGE = 0.015  # of the photo's longer side: how near a side lies that the frame may cut off
OFF = 0.055  # of its logarithm: how far a whole sheet's shape is seen off its form's
MOST = 0.7  # of its logarithm: half the sheet is missing, and what is seen may be another form
TOP, RIGHT, BOTTOM, LEFT = range(4)


def completed(photo: Photo, page: Page, shapes: Sequence[float]) -> Page:
    """Return the page with the sides that the frame cuts off where they would be.

    shapes: width over height of each size that the form comes in; none where it is unknown.
    """
    quad = page.sheet.quad
    cut = _at_edge(quad, photo)
    seen = pose.shape(quad, photo) if cut and shapes else None
    if seen is None:
        return page
    missing = [math.log(shape / seen) for shape in shapes]
    if min(abs(log) for log in missing) < OFF:
        return page
    ways = [(log, side) for side in cut for log in missing if _grows(log, side, cut)]
    if not ways:
        return page
    log, side = min(ways, key=lambda way: abs(way[0]))
    return relaid(photo, page, _grown(quad, side, math.exp(abs(log)) - 1))


def _grows(log: float, side: int, cut: Sequence[int]) -> bool:
    """Say whether moving a side outward makes up for the shape.

    Not where the opposite side is at the frame's edge too: a screenshot has white above and below.
    """
    wider = side in (LEFT, RIGHT)
    return 0 < (log if wider else -log) < MOST and (side + 2) % 4 not in cut


def _at_edge(quad: Points, photo: Photo) -> list[int]:
    """Return the sides that lie along the frame's edge, or beyond it."""
    near = AT_EDGE * max(photo.width, photo.height)
    room = np.column_stack([quad, [photo.width - 1, photo.height - 1] - quad])
    both = np.maximum(room, np.roll(room, -1, axis=0))
    return [side for side in range(4) if both[side].min() < near]


def _grown(quad: Points, side: int, share: float) -> Points:
    """Move a side outward in the sheet's own plane, by a share of the sheet's length."""
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float64)
    axis, end = (1, side == BOTTOM) if side in (TOP, BOTTOM) else (0, side == RIGHT)
    unit[unit[:, axis] == end, axis] += share if end else -share
    # one pixel wide, whose corners lie at -0.5 and 0.5
    grown = np.column_stack([unit - 0.5, np.ones(4)]) @ homography(quad, (1, 1)).T
    return (grown[:, :2] / grown[:, 2:]).astype(np.float32)
