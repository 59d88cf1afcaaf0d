"""Cropping: print that lies out of the frame."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from precheck.capture import Grid, Mask, Side, Zone
from precheck.measurement import Area, PageMeasurement
from precheck.text.cells import zone_mask

MARGINS = {Side.TOP: 0.07, Side.LEFT: 0.07, Side.RIGHT: 0.175, Side.BOTTOM: 0.175}
"""Share of a form's page at each side that may be free of print; lines and pages may end early. Of
92 drawn pages those cut beyond it had lost print."""
MIN_ZONE_OUTSIDE = 0.5
"""Share of a zone out of the frame from which its content is lost."""
NOWHERE: Mapping[Side, float] = {}
SIDES = (Side.TOP, Side.RIGHT, Side.BOTTOM, Side.LEFT)


def cropping(
    inward: Grid,
    *,
    zones: Sequence[Zone] | None = None,
    clipped: Collection[Side] = (),
    beyond: Mapping[Side, float] = NOWHERE,
) -> PageMeasurement:
    """Return the share of the print out of the frame, and the cut part of each side.

    Unit: share of the print, 0 (all of it is inside; a cut margin costs nothing) to 1. Lower is
    better. Of a known form the zones out of the frame, and the part of the page out of it that is
    wider than a margin; of an unknown form an estimate. Areas are what lies out of the frame,
    clipped sides and those with print beyond them. Source: own definition.

    inward: distance of each cell from the frame's edge, H × W; negative out of the frame.
    zones: must-read zones of a known form; None where the form is unknown.
    clipped: sides that the frame clips, reported even where no print is lost.
    beyond: estimated share of the print beyond a side, of sides beyond which some is likely.

    >>> inward = np.ones((10, 10))
    >>> inward[:, :4] = -1
    >>> found = cropping(inward, zones=())
    >>> round(found.value, 3), found.areas[0].side.value  # 0.4 of the page, less a left margin
    (0.33, 'left')
    >>> found = cropping(np.ones((10, 10)), beyond={Side.TOP: 0.1})
    >>> round(found.value, 3), found.areas[0].side.value
    (0.1, 'top')
    """
    out = inward < 0
    cut = {side: _strip(out, side) for side in SIDES}
    for side in (*clipped, *beyond):
        if not cut[side].any():
            cut[side] = _strip(_border(out.shape), side)
    cost = _estimated(out.shape, cut, beyond) if zones is None else _outside(out, zones)

    def importance(area: Area) -> tuple[float, float]:
        return -float(cost[area.cells].sum()), -beyond.get(area.side or Side.TOP, 0.0)

    areas = (Area(cells=cells, side=side) for side, cells in cut.items() if cells.any())
    return PageMeasurement(
        value=min(1.0, float(cost.sum())), cost=cost, areas=tuple(sorted(areas, key=importance))
    )


def _estimated(
    shape: tuple[int, ...], cut: Mapping[Side, Mask], beyond: Mapping[Side, float]
) -> Grid:
    """Return the share of the print that is estimated beyond each side, on the cells cut there."""
    cost = np.zeros(shape, np.float32)
    for side, share in beyond.items():
        cost[cut[side]] += share / max(int(cut[side].sum()), 1)
    return cost


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


def _strip(mask: Mask, side: Side) -> Mask:
    """Keep the cells of a mask that reach the page's side without a gap, but no whole lines."""
    if not mask.any():
        return mask
    axis = 0 if side in (Side.TOP, Side.BOTTOM) else 1
    flipped = side in (Side.BOTTOM, Side.RIGHT)
    rows = np.flip(mask, axis) if flipped else mask
    kept = np.logical_and.accumulate(rows, axis=axis) & ~mask.all(axis=axis, keepdims=True)
    return np.flip(kept, axis) if flipped else kept
