"""How light fell on the page: the working picture and the grids that several measures share."""

import math

import cv2
import numpy as np

from precheck.capture import Grey, Grid, Light, Page, Photo, TextMap
from precheck.flatten import grey, photo_per_flat

LONGEST = 2048  # pixels; text that cannot be read at this size was not readable before
BURNT = 250.0
"""Grey level from which paper holds nothing: the sensor's end less JPEG's error."""
PART = 2  # pixels; small enough that some parts of a cell lie between the strokes


def light_of(photo: Photo, page: Page, text: TextMap) -> Light:
    """Return the working picture of the page and its grids, in the cells of the text map."""
    factor = math.ceil(max(page.flat.shape[:2]) / LONGEST)
    shrunk = _shrunk(grey(page), factor)
    shape = (text.text.shape[0], text.text.shape[1])
    brightest = _brightest(shrunk, shape)
    return Light(
        grey=shrunk,
        scale=1 / factor / photo_per_flat(page),
        brightest=brightest,
        paper=_paper(brightest),
        inward=inward(page, photo, shape),
    )


def inward(page: Page, photo: Photo, shape: tuple[int, int]) -> Grid:
    """Return how many cells the middle of each lies inside the frame, negative outside.

    shape: rows and columns of cells over the whole page.
    """
    rows, columns = shape
    height, width = page.flat.shape[:2]
    y, x = np.mgrid[0:rows, 0:columns] + 0.5
    middles = np.stack([x * (width / max(columns, 1)), y * (height / max(rows, 1))], -1)
    across, down = np.moveaxis(cv2.perspectiveTransform(middles, page.to_photo), 2, 0)
    margins = np.minimum.reduce([across, photo.width - across, down, photo.height - down])
    return np.asarray(margins * columns / width / photo_per_flat(page), np.float32)


def _shrunk(picture: Grey, factor: int) -> Grey:
    """Average over squares of whole pixels; what is left over at the far edges is left out."""
    height, width = picture.shape[:2]
    factor = min(factor, height, width)
    if factor <= 1:
        return picture
    rows, columns = height // factor, width // factor
    kept = picture[: rows * factor, : columns * factor]
    return np.asarray(cv2.resize(kept, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)


def _brightest(picture: Grey, shape: tuple[int, int]) -> Grid:
    """Take the brightest part of each cell."""
    each = max(1, round(picture.shape[0] / shape[0] / PART))
    brightest = cv2.dilate(_shrunk(picture, PART), np.ones((each, each), np.uint8))
    cells = cv2.resize(brightest, shape[::-1], interpolation=cv2.INTER_NEAREST)
    return np.asarray(cells, np.float32)


def _paper(brightest: Grid) -> Grid:
    """Take the brightest part of each cell and of its eight neighbours, smoothed."""
    around = cv2.dilate(brightest, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.blur(around, (3, 3)), np.float32)
