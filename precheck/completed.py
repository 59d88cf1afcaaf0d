"""A sheet that the frame cuts off, brought to its form's whole shape.

The corner net tells no corner far outside the frame: of a cut sheet the side lies in the frame's
edge instead. What is printed tells how far the form goes on there, its shape then how far exactly.
Corners a little outside it only guesses: there the shape tells that they lie too far out.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from precheck.capture import Page, Photo, Points
from precheck.cells import pose
from precheck.flatten import homography, relaid
from precheck.recognise import Beyond

AT_EDGE = 0.03  # of the photo's longer side: how near a side lies that the frame may cut off
LITTLE = 0.015  # of the sheet's length: what the net tells of whole sheets is off by as much
OFF = 0.1  # of its logarithm: how far what is told leaves the shape off the form's, at most
TOP, RIGHT, BOTTOM, LEFT = range(4)

Vector = NDArray[np.float64]


def cut_off(photo: Photo, page: Page) -> tuple[int, ...]:
    """Return the sides that lie along the frame's edge, or beyond it: it may cut them off."""
    near = AT_EDGE * max(photo.width, photo.height)
    return tuple(side for side, room in enumerate(_room(photo, page)) if room < near)


def _room(photo: Photo, page: Page) -> Vector:
    """Return how many pixels the frame leaves beyond each whole side; negative: it lies outside."""
    quad = page.sheet.quad.astype(np.float64)
    corners = np.column_stack([quad, [photo.width - 1, photo.height - 1] - quad])
    return np.asarray(np.maximum(corners, np.roll(corners, -1, axis=0)).min(axis=1))


def completed(photo: Photo, page: Page, shapes: Sequence[float], beyond: Beyond) -> Page:
    """Return the page with the sides that the frame cuts off where they would be.

    A side that nothing tells to lie further out comes back where it makes the sheet too long.
    shapes: width over height of each size that the form comes in. beyond: how far the form's sides
    lie beyond the page's, in shares of the page.
    """
    cut = cut_off(photo, page)
    grown = [share if side in cut and share >= LITTLE else 0.0 for side, share in enumerate(beyond)]
    moves = _fitted(photo, page, shapes, grown) if any(grown) else _back(photo, page, shapes)
    return relaid(photo, page, _moved(page.sheet.quad, moves)) if any(moves) else page


def _fitted(
    photo: Photo, page: Page, shapes: Sequence[float], grown: Sequence[float]
) -> list[float]:
    """Let the side that is furthest off make up for what the whole is off its form's shape.

    Not where it is far off: then the shape that is seen is wrong, or it is another form.
    """
    seen = pose.shape(page.sheet.quad, photo)
    if seen is None or not shapes:
        return list(grown)
    width, height = 1 + grown[LEFT] + grown[RIGHT], 1 + grown[TOP] + grown[BOTTOM]
    off = min((math.log(shape / (seen * width / height)) for shape in shapes), key=abs)
    side = max(range(4), key=lambda side: grown[side])
    more = width * math.expm1(off) if side in (LEFT, RIGHT) else height * math.expm1(-off)
    fitted = list(grown)
    if abs(off) < OFF:
        fitted[side] = max(0.0, fitted[side] + more)
    return fitted


def _back(photo: Photo, page: Page, shapes: Sequence[float]) -> list[float]:
    """Let the side furthest outside the frame make up for what the sheet is too long or too high.

    Not further than to the frame's edge: what lies inside was seen.
    """
    seen, moves = pose.shape(page.sheet.quad, photo), [0.0] * 4
    if seen is None or not shapes:
        return moves
    off = min((math.log(shape / seen) for shape in shapes), key=abs)
    quad = page.sheet.quad.astype(np.float64)
    top, right, bottom, left = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    high, wide = max(1.0, (left + right) / 2), max(1.0, (top + bottom) / 2)
    out = np.maximum(0, -_room(photo, page)) / (high, wide, high, wide)
    side = max((LEFT, RIGHT) if off < 0 else (TOP, BOTTOM), key=lambda side: out[side])
    more = min(-math.expm1(-abs(off)), float(out[side]))
    moves[side] = -more if more >= LITTLE else 0.0
    return moves


def _moved(quad: Points, shares: Sequence[float]) -> Points:
    """Move the sides outward in the sheet's own plane, by shares of the sheet's length."""
    top, right, bottom, left = shares
    unit = np.array(
        [[-left, -top], [1 + right, -top], [1 + right, 1 + bottom], [-left, 1 + bottom]], np.float64
    )
    # one pixel wide, whose corners lie at -0.5 and 0.5
    grown = np.column_stack([unit - 0.5, np.ones(4)]) @ homography(quad, (1, 1)).T
    return (grown[:, :2] / grown[:, 2:]).astype(np.float32)
