"""How far a form goes on beyond the sides of a page, told from where the page's text lies.

The corner net tells no corner far outside the frame: of a sheet that is cut off the side lies in
the frame's edge instead. Where the text lies tells how far the form goes on there, and so does its
shape. Corners a little outside the frame are only guessed: there both tell that they lie too far
out.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grid, Layout, Page, Photo, Sides
from precheck.cells import pose
from precheck.layout import Beyond, Floats, agreement

AT_EDGE = 0.03  # of the photo's longer side: how near a side lies that the frame may cut off
MOST = 1.0  # of what is seen of the sheet that may be missing on a side
ROUNDS = ((0.02, MOST), (0.02, 0.06), (0.005, 0.015), (0.005, 0.015))
"""Step and reach of each search, in shares of the sheet's length: of one side, then of the next;
twice where there are several, since each makes the others' text fit."""
FAR = 0.1  # agreement that a side further out by the sheet's length must gain
OFF, CAP = 0.6, 0.05
"""Agreement that a shape costs whose logarithm is off its form's by 1, and how much may be off to
count: further off, what is seen is wrong, or it is another form. Of 159 cut sides 4 % are told less
than 0.015 so, 6 % by the text alone."""
TOP, RIGHT, BOTTOM, LEFT = range(4)
NOWHERE: Sides = (0.0, 0.0, 0.0, 0.0)
"""Beyond no side."""

Vector = NDArray[np.float64]


def cut_off(photo: Photo, page: Page) -> tuple[int, ...]:
    """Return the sides that lie along the frame's edge, or beyond it: it may cut them off."""
    near = AT_EDGE * max(photo.width, photo.height)
    return tuple(side for side, room in enumerate(_room(photo, page)) if room < near)


class Search:
    """How far a form goes on beyond each side of a page, in shares of the page.

    Side by side, what makes text and shape agree best with the form's.
    """

    def __init__(
        self, photo: Photo, page: Page, text: Grid, layout: Layout, shapes: Sequence[float]
    ) -> None:
        self.text, self.layout, self.shapes = text, layout, shapes
        self.shape, self.nearest = pose.shape(page.sheet.quad, photo), -_outside(photo, page)

    def among(self, sides: Sequence[int], told: Sides) -> Sides:
        """Return what is told of these sides, from what is told of all.

        The side first that by itself makes the page agree best: another would go its way instead.
        """
        beyond = [np.array([share], np.float32) for share in told]
        coarse, *rounds = ROUNDS if len(sides) > 1 else ROUNDS[::2]
        alone = {side: self._best(beyond, side, coarse) for side in sides}
        for rank, side in enumerate(sorted(sides, key=lambda side: -alone[side][0])):
            beyond[side] = (self._best(beyond, side, coarse) if rank else alone[side])[1]
        for near in rounds:
            for side in sides:
                beyond[side] = self._best(beyond, side, near)[1]
        top, right, bottom, left = (float(share[0]) for share in beyond)
        return top, right, bottom, left

    def off(self, told: Sides) -> float:
        """Return how far the whole sheet's shape is off its form's, 0 and up."""
        top, right, bottom, left = (np.array([share], np.float32) for share in told)
        return float(_off(self.shape, self.shapes, (top, right, bottom, left))[0])

    def agrees(self, told: Sides) -> float:
        """Return how well page and form agree by what is told of all sides, below 1.

        Higher is better.
        """
        top, right, bottom, left = (np.array([share], np.float32) for share in told)
        out = np.abs(told).sum(keepdims=True)
        return float(self._agreed((top, right, bottom, left), out)[0])

    def _best(
        self, beyond: Sequence[Floats], side: int, near: tuple[float, float]
    ) -> tuple[float, Floats]:
        """Return how well the page agrees with this side where it agrees best, and where.

        near: step and reach of the search about what is told of it.
        """
        step, reach = near
        away = np.arange(-reach, reach + step / 2, step, dtype=np.float32)
        tried = list(beyond)
        tried[side] = np.unique(np.clip(beyond[side] + away, self.nearest[side], MOST))
        whole = tried[TOP], tried[RIGHT], tried[BOTTOM], tried[LEFT]
        agreed = self._agreed(whole, np.abs(tried[side]))
        best = int(agreed.argmax())
        return float(agreed[best]), tried[side][best : best + 1]

    def _agreed(self, beyond: Beyond, out: NDArray[np.floating]) -> Vector:
        """Return how well text and shape agree with K ways to go on beyond the sides.

        out: how far out they go, of what counts.
        """
        off = np.minimum(_off(self.shape, self.shapes, beyond), CAP)
        return np.asarray(agreement(self.layout, self.text, beyond) - FAR * out - OFF * off)


def _room(photo: Photo, page: Page) -> Vector:
    """Return how many pixels the frame leaves beyond each whole side; negative: it lies outside."""
    quad = page.sheet.quad.astype(np.float64)
    corners = np.column_stack([quad, [photo.width - 1, photo.height - 1] - quad])
    return np.asarray(np.maximum(corners, np.roll(corners, -1, axis=0)).min(axis=1))


def _outside(photo: Photo, page: Page) -> Vector:
    """Return how far each side lies outside the frame, in shares of the sheet's length."""
    quad = page.sheet.quad.astype(np.float64)
    top, right, bottom, left = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    high, wide = max(1.0, (left + right) / 2), max(1.0, (top + bottom) / 2)
    return np.asarray(np.maximum(0, -_room(photo, page)) / (high, wide, high, wide))


def _off(seen: float | None, shapes: Sequence[float], beyond: Beyond) -> Vector:
    """Return how far the whole sheet's shape is off the nearest size of its form, a logarithm."""
    if seen is None or not shapes:
        return np.zeros(1)
    top, right, bottom, left = beyond
    shape = np.log(seen * (1 + left + right) / (1 + top + bottom))
    return np.asarray(np.min([np.abs(math.log(known) - shape) for known in shapes], axis=0))
