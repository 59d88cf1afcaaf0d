"""Masks of ink that are turned and laid over a page without entering its printed text."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.canvas import Canvas
from specimens.fonts import Face, rendered
from specimens.ink import Colour, blend


def text_mask(text: str, face: Face, size_px: float) -> NDArray[np.uint8]:
    """Return a text as a mask with a margin, 255 where ink is."""
    mask, _ = rendered(face, max(4.0, round(size_px)), text)
    return np.pad(mask, 4)


def turned(mask: NDArray[np.uint8], degrees: float) -> NDArray[np.uint8]:
    """Return a mask turned anticlockwise about its centre, in a frame that holds it whole."""
    height, width = mask.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = (round(width * cos + height * sin), round(width * sin + height * cos))
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return np.asarray(cv2.warpAffine(mask, matrix, size), np.uint8)


def lay(
    canvas: Canvas,
    centre: Sequence[float],
    mask: NDArray[np.uint8],
    colour: Colour,
    strength: float,
) -> None:
    """Lay a mask over the page, centred on a point (mm), and not into the printed text."""
    left = round(centre[0] * canvas.px_per_mm - mask.shape[1] / 2)
    top = round(centre[1] * canvas.px_per_mm - mask.shape[0] / 2)
    x0, y0 = max(left, 0), max(top, 0)
    window = canvas.pixels[y0 : max(top + mask.shape[0], 0), x0 : max(left + mask.shape[1], 0)]
    if window.size:
        part = mask[y0 - top :, x0 - left :][: window.shape[0], : window.shape[1]]
        blend(window, part, colour, strength)
