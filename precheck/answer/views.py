"""Views of a photo for a person: the document flat and upright, or the whole photo upright.

A view is an upright picture made of the photo; places of the photo keep their position in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.answer.number_strip import NUMBER_MARGINS, widened
from precheck.answer.overlay import turn_matrix
from precheck.capture import Pixels, Points
from precheck.sheet.rectify import flat_size, homography

MAX_VIEW_PX = 2400
"""Long side; large, so that officers can zoom in."""
DOCUMENT_MARGIN = 0.03
"""Share of the document's sides that is shown around it: its edges are seen."""
BEYOND = (118, 112, 108)  # BGR, outside the photo
COVER = (96, 96, 96)  # BGR, over a masked number


@dataclass(frozen=True, slots=True)
class View:
    """An upright picture of a photo."""

    extent: tuple[int, int]
    """Width and height, px."""
    from_photo: NDArray[np.float64]
    """3 × 3 homography from photo pixels to the view's."""

    def place(self, points: Points) -> NDArray[np.float64]:
        """Return points of the photo in shares of the view's width and height."""
        there = cv2.perspectiveTransform(
            np.asarray(points, np.float64).reshape(1, -1, 2), self.from_photo
        )
        return np.asarray((there[0] + 0.5) / self.extent)


def document_view(quad: Points) -> View:
    """Return the view of a document by its corners, clockwise from its own top left."""
    width, height = flat_size(quad, MAX_VIEW_PX)
    margin = round(DOCUMENT_MARGIN * max(width, height))
    shift = np.array([[1.0, 0, margin], [0, 1, margin], [0, 0, 1]])
    to_flat = np.linalg.inv(homography(quad, (width, height)))
    return View((width + 2 * margin, height + 2 * margin), shift @ to_flat)


def whole_view(width: int, height: int, turn: int) -> View:
    """Return the view of a whole photo of this size, turned clockwise by `turn` degrees."""
    scale = min(1.0, MAX_VIEW_PX / max(width, height))
    extent = (round(width * scale), round(height * scale))
    matrix = turn_matrix(*extent, turn) @ np.diag([extent[0] / width, extent[1] / height, 1.0])
    return View(extent if turn % 180 == 0 else extent[::-1], matrix)


def draw_view(pixels: Pixels, view: View) -> bytes:
    """Return the view as a JPEG; grey where it reaches beyond the photo."""
    shown = cv2.warpPerspective(
        pixels, view.from_photo, view.extent, flags=cv2.INTER_LINEAR, borderValue=BEYOND
    )
    _, jpeg = cv2.imencode(".jpg", shown, [cv2.IMWRITE_JPEG_QUALITY, 84])
    return jpeg.tobytes()


def number_place(box: Points) -> Points:
    """Return the number's box with the room that its strip shows."""
    return widened(box, NUMBER_MARGINS)


def page_place(quad: Points, box: Sequence[float]) -> Points:
    """Return where a box of a document is in the photo.

    box: x from, y from, x to, y to in % of the upright page.
    """
    x0, y0, x1, y1 = (side / 100 for side in box)
    corners = np.array([[[x0, y0], [x1, y0], [x1, y1], [x0, y1]]], np.float32) - 0.5  # as pixels
    return np.asarray(cv2.perspectiveTransform(corners, homography(quad, (1, 1)))[0], np.float32)


def cover(pixels: Pixels, places: Sequence[Points]) -> Pixels:
    """Return a copy of the photo with these places painted over, 4 points each."""
    covered = pixels.copy()
    for place in places:
        cv2.fillConvexPoly(covered, place.round().astype(np.int32), COVER)
    return covered
