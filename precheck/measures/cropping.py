"""Cropping: print that lies out of the frame."""

from collections.abc import Collection, Sequence

import numpy as np

from precheck.capture import Grid, Mask, Side, Zone
from precheck.measurement import Area, PageMeasurement
from precheck.text.cells import zone_mask

MARGINS = {Side.TOP: 0.07, Side.LEFT: 0.07, Side.RIGHT: 0.175, Side.BOTTOM: 0.175}
"""Share of a form's page at each side that may be free of print; lines and pages may end early. Of
92 drawn pages those cut beyond it had lost print."""
MIN_ZONE_OUTSIDE = 0.5
"""Share of a zone out of the frame from which its content is lost."""
SIDES = (Side.TOP, Side.RIGHT, Side.BOTTOM, Side.LEFT)


def cropping(
    inward: Grid,
    cut_lines: Grid,
    *,
    zones: Sequence[Zone] | None = None,
    clipped: Collection[Side] = (),
) -> PageMeasurement:
    """Return the share of the print out of the frame, and the cut part of each side.

    Unit: share of the print, 0 (all of it is inside; a cut margin costs nothing) to 1. Lower is
    better. Of an unknown form the print in lines that the frame cuts; of a known form also the
    zones out of the frame, and the part of the page out of it that is wider than a margin. Areas
    are the cut lines, what lies out of the frame, and clipped sides. Source: own definition.

    inward: distance of each cell from the frame's edge, H × W; negative out of the frame.
    cut_lines: share of the print in lines that the frame cuts, on the cells of their cut ends, H ×
        W.
    zones: must-read zones of a known form; None where the form is unknown.
    clipped: sides that the frame clips, reported even where no print is lost.

    >>> inward = np.ones((10, 10))
    >>> inward[:, :4] = -1
    >>> found = cropping(inward, np.zeros((10, 10), np.float32), zones=())
    >>> round(found.value, 3), found.areas[0].side.value  # 0.4 of the page, less a left margin
    (0.33, 'left')
    """
    out = inward < 0
    cost = cut_lines if zones is None else cut_lines + _outside(out, zones)
    cut = {side: _nearest(cut_lines > 0, side) | _strip(out, side) for side in SIDES}
    for side in clipped:
        if not cut[side].any():
            cut[side] = _strip(_border(out.shape), side)
    areas = (Area(cells=cells, side=side) for side, cells in cut.items() if cells.any())
    return PageMeasurement(
        value=min(1.0, float(cost.sum())),
        cost=cost,
        areas=tuple(sorted(areas, key=lambda area: -min(1.0, float(cost[area.cells].sum())))),
    )


def _outside(out: Mask, zones: Sequence[Zone]) -> Grid:
    """Return the share of the print of a known form that lies out of the frame, by cell."""
    cost = np.zeros(out.shape, np.float32)
    if not out.any():
        return cost
    lost = [z for z in zones if out[zone_mask(out.shape, (z,))].mean() > MIN_ZONE_OUTSIDE]
    cells, share = out & zone_mask(out.shape, lost), len(lost) / max(len(zones), 1)
    cost[cells] = share / max(int(cells.sum()), 1)
    for side in SIDES:
        strip = _strip(out, side)
        missing = float(strip.mean())
        if missing > MARGINS[side]:
            cost[strip] += (missing - MARGINS[side]) / strip.sum()
    return cost


def _border(shape: tuple[int, ...]) -> Mask:
    """Return the outermost cells of a page."""
    border = np.ones(shape, np.bool_)
    border[1:-1, 1:-1] = False
    return border


def _nearest(mask: Mask, side: Side) -> Mask:
    """Keep the cells of a mask to which no other side is nearer."""
    if not mask.any():
        return mask
    rows, columns = mask.shape
    v, u = np.mgrid[0:rows, 0:columns] + 0.5
    far = np.stack([v / rows, 1 - u / columns, 1 - v / rows, u / columns])
    return np.asarray(mask & (far.argmin(axis=0) == SIDES.index(side)))


def _strip(mask: Mask, side: Side) -> Mask:
    """Keep the cells of a mask that reach the page's side without a gap, but no whole lines."""
    if not mask.any():
        return mask
    axis = 0 if side in (Side.TOP, Side.BOTTOM) else 1
    flipped = side in (Side.BOTTOM, Side.RIGHT)
    rows = np.flip(mask, axis) if flipped else mask
    kept = np.logical_and.accumulate(rows, axis=axis) & ~mask.all(axis=axis, keepdims=True)
    return np.flip(kept, axis) if flipped else kept
