"""Brightness of the flattened page: the grids that several measures share."""

import cv2
import numpy as np

from precheck.capture import Grey, Grid, Light, Page, Photo, TextMap
from precheck.sheet.rectify import grey_page, photo_per_flat

SATURATED_GREY = 250.0
"""Grey level from which paper holds no detail: the sensor's maximum less JPEG's error."""
PART_PX = 2
"""Side of the parts of a cell; small enough that some lie between the strokes."""


def light_of(photo: Photo, page: Page, text: TextMap) -> Light:
    """Return the page in grey and its brightness in the cells of the text map."""
    shape = (text.text.shape[0], text.text.shape[1])
    brightest = _brightest(grey_page(page), shape)
    around = cv2.dilate(brightest, np.ones((3, 3), np.uint8))
    return Light(
        grey=grey_page(page),
        scale=1 / photo_per_flat(page),
        brightest=brightest,
        paper=np.asarray(cv2.blur(around, (3, 3)), np.float32),
        inward=inward(page, photo, shape),
    )


def inward(page: Page, photo: Photo, shape: tuple[int, int]) -> Grid:
    """Return each cell's distance from the photo's edge, in cells; negative out of the frame.

    shape: rows and columns of cells over the whole page.
    """
    rows, columns = shape
    height, width = page.flat.shape[:2]
    y, x = np.mgrid[0:rows, 0:columns] + 0.5
    middles = np.stack([x * (width / max(columns, 1)), y * (height / max(rows, 1))], -1)
    across, down = np.moveaxis(cv2.perspectiveTransform(middles, page.to_photo), 2, 0)
    margins = np.minimum.reduce([across, photo.width - across, down, photo.height - down])
    return np.asarray(margins * columns / width / photo_per_flat(page), np.float32)


def _brightest(picture: Grey, shape: tuple[int, int]) -> Grid:
    """Return the grey level of the brightest part of each cell."""
    size = max(1, round(picture.shape[0] / shape[0] / PART_PX))
    brightest = cv2.dilate(_halved(picture), np.ones((size, size), np.uint8))
    cells = cv2.resize(brightest, shape[::-1], interpolation=cv2.INTER_NEAREST)
    return np.asarray(cells, np.float32)


def _halved(picture: Grey) -> Grey:
    """Average squares of PART_PX; pixels left over at the far edges are dropped."""
    height, width = picture.shape[:2]
    factor = min(PART_PX, height, width)
    rows, columns = height // factor, width // factor
    kept = picture[: rows * factor, : columns * factor]
    return np.asarray(cv2.resize(kept, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)
