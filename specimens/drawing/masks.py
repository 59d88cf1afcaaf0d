"""Ink masks, rotated and blended over a page without entering its printed text."""

from collections.abc import Sequence

import cv2
import numpy as np

from specimens.arrays import Picture
from specimens.drawing.canvas import Canvas
from specimens.drawing.fonts import Face, render_text
from specimens.drawing.ink import Colour, blend


def text_mask(text: str, face: Face, size_px: float) -> Picture:
    """Return a text as a mask with a margin, 255 where ink is."""
    mask, _ = render_text(face, max(4.0, round(size_px)), text)
    return np.pad(mask, 4)


def rotate_mask(mask: Picture, degrees: float) -> Picture:
    """Return a mask rotated anticlockwise, in an enlarged frame that contains all of it."""
    height, width = mask.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = (round(width * cos + height * sin), round(width * sin + height * cos))
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return np.asarray(cv2.warpAffine(mask, matrix, size), np.uint8)


def blend_mask(
    canvas: Canvas, centre: Sequence[float], mask: Picture, colour: Colour, strength: float
) -> None:
    """Blend a mask over the page, centred on a point (mm); the printed text is unchanged."""
    left = round(centre[0] * canvas.px_per_mm - mask.shape[1] / 2)
    top = round(centre[1] * canvas.px_per_mm - mask.shape[0] / 2)
    x0, y0 = max(left, 0), max(top, 0)
    window = canvas.pixels[y0 : max(top + mask.shape[0], 0), x0 : max(left + mask.shape[1], 0)]
    if window.size:
        part = mask[y0 - top :, x0 - left :][: window.shape[0], : window.shape[1]]
        blend(window, part, colour, strength)
