"""Extends a sheet of which a part is unseen to the aspect ratio of its form.

The visible sides determine the sheet's plane, and so the aspect ratio of the visible part
(`precheck.sheet.pose`). Its difference from the form's is what is missing on the side that the
frame cuts; where it cuts none, the head or the foot may lie in the dark.
"""

from collections.abc import Collection, Sequence

import cv2
import numpy as np

from precheck.capture import Page, Photo, Points, Side
from precheck.sheet import pose
from precheck.sheet.edges import MAX_FRAME_GAP
from precheck.sheet.rectify import clipped_sides, homography, rectify_again, warp_quad

MIN_MISSING_SHARE, MAX_MISSING_SHARE = 0.03, 2.0
"""Of the visible part: a smaller share is within the error of the estimated aspect ratio, a larger
one means that the form is another."""
MIN_UNSEEN_SHARE = 0.3
"""Missing share from which a side close to the frame's edge is cut off there all the same (a line
of the print was taken for it), and from which head or foot may lie in the dark. A smaller share may
be the error of another side: 3 of 1907 acceptable drawn shots were called cropped by 10 to 21 %."""
MAX_DARK_GREY, DARK_PERCENTILE, DARK_RASTER = 40.0, 75, (64, 64)
"""Grey level below which this percentile of a part lies in the dark, and the raster of the page on
which it is measured."""
MAX_EXTENDED_TILT = 35.0  # degrees; the aspect ratio of a steeper sheet is too uncertain
OPPOSITE_SIDES = ((Side.TOP, Side.BOTTOM), (Side.LEFT, Side.RIGHT))


def extend_unseen_side(
    photo: Photo, page: Page, shapes: Sequence[float], *, head_seen: bool
) -> Page:
    """Return the page with the side of its unseen part moved to where the sheet ends.

    The page is unchanged where no size of the form has more than the visible part, and where two
    opposite sides are cut: the missing share of each is unknown.

    shapes: width over height of each size of the upright form; head_seen: whether its head is in
    the visible part, so that the foot is what is hidden in the frame.
    """
    visible, tilt = pose.true_shape(page.sheet.quad, photo), pose.tilt(page.sheet.quad, photo)
    if visible is None or tilt is None or tilt > MAX_EXTENDED_TILT:
        return page
    at_edge = MAX_FRAME_GAP * max(photo.width, photo.height)
    close = clipped_sides(page.sheet.quad, photo.width, photo.height, at_edge)
    end = Side.BOTTOM if head_seen else Side.TOP
    for cut, least in (
        (page.clipped, MIN_MISSING_SHARE),
        (close, MIN_UNSEEN_SHARE),
        ((end,), MIN_UNSEEN_SHARE),
    ):
        moves = [move for shape in shapes if (move := _missing(cut, visible / shape)) is not None]
        side, missing = min(moves, key=lambda move: move[1], default=(None, 0.0))
        if side is None or not least <= missing <= MAX_MISSING_SHARE:
            continue
        if side in page.clipped or side in close or _is_dark(photo, page.sheet.quad, side, missing):
            return rectify_again(photo, page, _moved(page.sheet.quad, side, missing))
    return page


def _is_dark(photo: Photo, quad: Points, side: Side, missing: float) -> bool:
    """Return whether nothing can be seen where the missing part would lie.

    A tilted sheet looks short as well, but has a table there.
    """
    whole = cv2.cvtColor(warp_quad(photo.pixels, _moved(quad, side, missing), DARK_RASTER),
                         cv2.COLOR_BGR2GRAY)  # fmt: skip
    rows = round(len(whole) * missing / (1 + missing))
    part = whole[:rows] if side is Side.TOP else whole[-rows:]
    return float(np.percentile(part, DARK_PERCENTILE)) < MAX_DARK_GREY


def _missing(cut: Collection[Side], stretch: float) -> tuple[Side, float] | None:
    """Return the cut side and the share missing there, of the visible part.

    stretch: visible aspect ratio over the form's; above 1 height is missing, below 1 width.
    """
    pair = OPPOSITE_SIDES[0] if stretch > 1 else OPPOSITE_SIDES[1]
    sides = [side for side in pair if side in cut]
    return (sides[0], max(stretch, 1 / stretch) - 1) if len(sides) == 1 else None


def _moved(quad: Points, side: Side, by: float) -> Points:
    """Move one side of the quad outward in the plane of the sheet, by a share of its extent."""
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
    # the flat picture of one pixel has its corners at -0.5 and 0.5
    moved = np.column_stack([corners - 0.5, np.ones(4)]) @ homography(quad, (1, 1)).T
    return (moved[:, :2] / moved[:, 2:]).astype(np.float32)
