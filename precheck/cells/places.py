"""Where something lies and what it costs: from cells of the flattened page to places of the photo.

A mask says which cells of the text map a thing lies on, a cost what share of the text that an
officer must read it makes illegible in each.
"""

import cv2
import numpy as np

from precheck.capture import Capture, Covers, Grid, Page, Place, Points, Side
from precheck.cells.weights import TEXT, Mask, zone_mask

MOST = 5  # places told of one measure
SOME = 1e-5  # of the must-read text: what a cell costs at least
BETWEEN = 7  # cells from line to line
EDGE = 0.35  # share of the page, from each side, that is called by the side's name


def whole(capture: Capture, mask: Mask, cost: Grid) -> tuple[Place, ...]:
    """Return the one place that holds all cells of the mask; none where it is empty."""
    return (place(capture, mask, cost),) if mask.any() else ()


def parts(capture: Capture, mask: Mask, cost: Grid) -> tuple[Place, ...]:
    """Return a place for each connected part of the mask that costs text, the costliest first."""
    count, labels = cv2.connectedComponents(mask.astype(np.uint8))
    costs = np.bincount(labels.ravel(), weights=cost.ravel(), minlength=count)
    costly = sorted((i for i in range(1, count) if costs[i] > 0), key=lambda i: -costs[i])
    return tuple(place(capture, labels == i, cost) for i in costly[:MOST])


def around(cost: Grid) -> Mask:
    """Return the cells that cost text and those between its lines."""
    costly = (cost > SOME).astype(np.uint8)
    return cv2.morphologyEx(costly, cv2.MORPH_CLOSE, np.ones((BETWEEN, 3), np.uint8)) > 0


def place(capture: Capture, mask: Mask, cost: Grid) -> Place:
    """Return the hull of a mask that is not empty, with what it covers and what it costs."""
    return Place(
        polygon=_hull(capture.page, mask),
        side=_side(mask),
        covers=_covers(capture, mask & ((cost > 0) | (capture.text.text >= TEXT))),
        share=min(1.0, float(cost[mask].sum())),
    )


def to_photo(page: Page, points: Points) -> Points:
    """Take points of the flattened page to photo pixels."""
    moved = cv2.perspectiveTransform(points.reshape(1, -1, 2).astype(np.float64), page.to_photo)
    return np.asarray(moved[0], np.float32)


def _hull(page: Page, mask: Mask) -> Points:
    height, width = page.flat.shape[:2]
    scale = np.array([width / mask.shape[1], height / mask.shape[0]])
    rows, columns = np.nonzero(mask)
    corners = [np.stack([columns + dx, rows + dy], 1) for dx in (0, 1) for dy in (0, 1)]
    hull = cv2.convexHull(np.concatenate(corners).astype(np.float32))[:, 0]
    return to_photo(page, (hull * scale).astype(np.float32))


def _side(mask: Mask) -> Side | None:
    """Name the side that the middle of the mask lies near; None in the page's middle."""
    rows, columns = np.nonzero(mask)
    u, v = (columns.mean() + 0.5) / mask.shape[1], (rows.mean() + 0.5) / mask.shape[0]
    distances = {Side.TOP: v, Side.BOTTOM: 1 - v, Side.LEFT: u, Side.RIGHT: 1 - u}
    nearest = min(distances, key=lambda side: distances[side])
    return nearest if distances[nearest] <= EDGE else None


def _covers(capture: Capture, content: Mask) -> Covers:
    for covers in (Covers.NUMBER, Covers.MUST_READ):
        zones = tuple(zone for zone in capture.zones if zone.covers is covers)
        if (content & zone_mask(content.shape, zones)).any():
            return covers
    return Covers.TEXT if content.any() else Covers.MARGIN
