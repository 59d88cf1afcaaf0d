"""Areas of a measure on the page's cells, and their places in the photo."""

import cv2
import numpy as np

from precheck.capture import Capture, Covers, Grid, Mask, Page, Points, Side
from precheck.measurement import Area, Measurement, PageMeasurement, Place
from precheck.text.cells import MIN_TEXT, zone_mask

MAX_PLACES = 5
"""Connected parts of a measure that are reported."""
MIN_CELL_COST = 1e-5
"""Share of the must-read text; a cell that costs less is not part of a place."""
LINE_GAP = 7
"""Cells between lines that are closed."""
SIDE_STRIP = 0.35
"""Width of the strip along each side that is named after it, as a share of the page."""


def whole(cost: Grid) -> tuple[Area, ...]:
    """Return one area of all cells that cost text; none where none does."""
    return (Area(cells=cost > 0),) if (cost > 0).any() else ()


def parts(cells: Mask, cost: Grid) -> tuple[Area, ...]:
    """Return an area for each connected part of the cells that costs text, the costliest first."""
    count, labels = cv2.connectedComponents(cells.astype(np.uint8))
    costs = np.bincount(labels.ravel(), weights=cost.ravel(), minlength=count)
    costly = sorted((i for i in range(1, count) if costs[i] > 0), key=lambda i: -costs[i])
    return tuple(Area(cells=labels == i) for i in costly[:MAX_PLACES])


def across_lines(cost: Grid) -> Mask:
    """Return the cells that cost text, closed over the gaps between lines."""
    costly = (cost > MIN_CELL_COST).astype(np.uint8)
    return cv2.morphologyEx(costly, cv2.MORPH_CLOSE, np.ones((LINE_GAP, 3), np.uint8)) > 0


def in_photo(capture: Capture, found: PageMeasurement) -> Measurement:
    """Return a measurement with the places of its areas in the photo."""
    places = tuple(_place(capture, area, found.cost) for area in found.areas)
    return Measurement(value=found.value, places=places)


def _place(capture: Capture, area: Area, cost: Grid) -> Place:
    """Return the hull of an area, its content and its cost."""
    content = area.cells & ((cost > 0) | (capture.text.text >= MIN_TEXT))
    return Place(
        polygon=_hull(capture.page, area.cells),
        side=area.side or _side(area.cells),
        covers=_covers(capture, content),
        share=min(1.0, float(cost[area.cells].sum())),
    )


def _hull(page: Page, mask: Mask) -> Points:
    height, width = page.flat.shape[:2]
    scale = np.array([width / mask.shape[1], height / mask.shape[0]])
    rows, columns = np.nonzero(mask)
    corners = [np.stack([columns + dx, rows + dy], 1) for dx in (0, 1) for dy in (0, 1)]
    hull = cv2.convexHull(np.concatenate(corners).astype(np.float32))
    flat = (hull * scale).astype(np.float32).astype(np.float64)
    return np.asarray(cv2.perspectiveTransform(flat, page.to_photo)[:, 0], np.float32)


def _side(mask: Mask) -> Side | None:
    """Return the side that the mask's centre is near; None in the middle of the page."""
    rows, columns = np.nonzero(mask)
    u, v = (columns.mean() + 0.5) / mask.shape[1], (rows.mean() + 0.5) / mask.shape[0]
    distances = {Side.TOP: v, Side.BOTTOM: 1 - v, Side.LEFT: u, Side.RIGHT: 1 - u}
    nearest = min(distances, key=lambda side: distances[side])
    return nearest if distances[nearest] <= SIDE_STRIP else None


def _covers(capture: Capture, content: Mask) -> Covers:
    for covers in (Covers.NUMBER, Covers.MUST_READ):
        zones = tuple(zone for zone in capture.zones if zone.covers is covers)
        if (content & zone_mask(content.shape, zones)).any():
            return covers
    return Covers.TEXT if content.any() else Covers.MARGIN
