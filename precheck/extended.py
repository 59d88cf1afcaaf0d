"""A cut sheet extended to the shape of its form: how far it goes on beyond the frame's edge.

The sides that show tell the sheet's plane, and so the shape of the part that shows
(`precheck.cells.pose`). The form's own shape tells how much is missing on the side that is cut.
"""

from collections.abc import Sequence

import numpy as np

from precheck.capture import Page, Photo, Points, Side
from precheck.cells import pose
from precheck.flatten import homography, relaid

MIN_MISSING, MAX_MISSING = 0.03, 1.0
"""Of the part that shows: a smaller extension is within the error of a shape, a larger one is no
part of the form."""
MAX_TILT = 35.0  # degrees; the shape of a steeper sheet is not known well enough
PAIRS = ((Side.TOP, Side.BOTTOM), (Side.LEFT, Side.RIGHT))


def extended(photo: Photo, page: Page, shapes: Sequence[float]) -> Page:
    """Return the page with the side that the frame cuts moved to where the sheet ends.

    The page stays as it is where no size of the form says more is missing, and where both sides
    of a pair are cut: how much is missing on which of them is unknown.

    shapes: width over height of each size of the upright form.
    """
    seen, tilt = pose.shape(page.sheet.quad, photo), pose.tilt(page.sheet.quad, photo)
    if seen is None or tilt is None or tilt > MAX_TILT:
        return page
    moves = [move for shape in shapes if (move := _missing(page, seen / shape)) is not None]
    if not moves:
        return page
    side, missing = min(moves, key=lambda move: move[1])
    if not MIN_MISSING <= missing <= MAX_MISSING:
        return page
    return relaid(photo, page, _moved(page.sheet.quad, side, missing))


def _missing(page: Page, stretch: float) -> tuple[Side, float] | None:
    """Return the cut side and how much is missing there, in shares of the part that shows.

    stretch: seen shape over the form's; above 1, height is missing, below 1 width.
    """
    pair = PAIRS[0] if stretch > 1 else PAIRS[1]
    cut = [side for side in pair if side in page.clipped]
    return (cut[0], max(stretch, 1 / stretch) - 1) if len(cut) == 1 else None


def _moved(quad: Points, side: Side, by: float) -> Points:
    """Move one side of the quad outward in the sheet's own plane, by a share of its extent."""
    left, top, right, bottom = 0.0, 0.0, 1.0, 1.0
    if side is Side.TOP:
        top -= by
    elif side is Side.BOTTOM:
        bottom += by
    elif side is Side.LEFT:
        left -= by
    else:
        right += by
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    # one pixel wide, whose corners lie at -0.5 and 0.5
    grown = np.column_stack([corners - 0.5, np.ones(4)]) @ homography(quad, (1, 1)).T
    return (grown[:, :2] / grown[:, 2:]).astype(np.float32)
