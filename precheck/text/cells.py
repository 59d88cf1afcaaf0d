"""The cells of the flattened page: their brightness, thresholds, masks and weights."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture, Grey, Grid, Light, Mask, Page, Photo, TextMap, Zone
from precheck.sheet.rectify import grey_page, photo_per_flat

READABLE_INDEX, UNREADABLE_INDEX = 0.72, 0.50
"""Legibility index from which a word is plainly readable, and below which it is not readable: the
rule of the ground truth."""
MIN_TEXT = 0.5
"""Probability from which a cell counts as text."""
SATURATED_GREY = 250.0
"""Grey level from which paper holds no detail: the sensor's maximum less JPEG's error."""
PART_PX = 2
"""Side of the parts of a cell; small enough that some lie between the strokes."""


def text_hull(capture: Capture) -> Mask:
    """Return the cells in the frame that lie in the convex hull of all text."""
    text = capture.text.text >= MIN_TEXT
    hull = np.zeros(text.shape, np.uint8)
    if text.any():
        points = np.argwhere(text)[:, ::-1].astype(np.int32)
        cv2.fillConvexPoly(hull, cv2.convexHull(points), 1)
    return (hull > 0) & capture.light.in_frame


def illegibility(index: Grid) -> Grid:
    """Map a legibility index to 0 (plainly readable) to 1 (unreadable), linear in between."""
    ramp = (READABLE_INDEX - index) / (READABLE_INDEX - UNREADABLE_INDEX)
    return np.asarray(np.clip(ramp, 0, 1), np.float32)


def normalised(weights: Grid) -> Grid:
    """Scale weights to a sum of 1; weights that are all 0 stay 0."""
    total = float(weights.sum())
    return np.asarray(weights / total if total > 0 else np.zeros_like(weights), np.float32)


def zone_mask(shape: tuple[int, ...], zones: Sequence[Zone]) -> Mask:
    """Return the cells that any of the zones touches. shape: rows and columns of the grid."""
    mask = np.zeros(shape, np.bool_)
    for zone in zones:
        x0, y0, x1, y1 = zone.box
        rows = slice(int(y0 * shape[0]), int(np.ceil(y1 * shape[0])))
        mask[rows, int(x0 * shape[1]) : int(np.ceil(x1 * shape[1]))] = True
    return mask


def within(shape: tuple[int, ...], zones: tuple[Zone, ...]) -> Mask:
    """Return the cells that any of the zones touches; all where there is no zone."""
    return zone_mask(shape, zones) if zones else np.ones(shape, np.bool_)


def region_grid(capture: Capture, values: Sequence[float]) -> Grid:
    """Return a grid that holds each region's value in the region's cells, NaN elsewhere."""
    grid = np.full(capture.text.text.shape, np.nan, np.float32)
    cell = capture.text.cell
    for region, value in zip(capture.regions, values, strict=True):
        x, y, width, height = region.box
        rows = slice(int(y / cell), int(np.ceil((y + height) / cell)))
        grid[rows, int(x / cell) : int(np.ceil((x + width) / cell))] = value
    return grid


def weighted_percentile(
    values: Grid, weights: NDArray[np.floating], percent: float
) -> float | None:
    """Return the smallest value below or at which this percentage of the weight lies.

    None where no weight lies on a finite value.
    """
    counted = np.isfinite(values) & (weights > 0)
    if not counted.any():
        return None
    order = np.argsort(values[counted], kind="stable")
    summed = np.cumsum(weights[counted][order])
    index = np.searchsorted(summed, summed[-1] * percent / 100)
    return float(values[counted][order][min(index, len(order) - 1)])


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
