"""Cropping: print that lies outside the picture.

Unit: share of the print. Lower is better.
Range: 0 (all of it inside; a cut margin costs nothing) to 1.
Value: of an unknown form the print in lines that the frame's edge cuts. Of a known form as well the
must-read zones that lie out of the frame, and the part of the page out of the frame that is more
than a margin. None where no light was measured, and where there is no text.
Places: the lines cut, what lies out of the frame, and cut sides, which cost nothing. A picture that
the page fills on all sides has none.
Source: our own definition.
"""

from dataclasses import replace

import numpy as np

from precheck.capture import Capture, Grid, Place, Side
from precheck.cells.margin import filled
from precheck.cells.places import place
from precheck.cells.running import running
from precheck.cells.weights import Mask, zone_mask
from precheck.verdict import Measurement

MARGINS = {Side.TOP: 0.07, Side.LEFT: 0.07, Side.RIGHT: 0.175, Side.BOTTOM: 0.175}
"""Share of the page at each side in which a form may have no print: print begins at the top left,
but lines and pages may end early. On 92 cut drawn pages those beyond it had lost print, the others
none or some that was not told by more."""
MAINLY = 0.5  # share of a zone out of the frame from which what it holds is lost
SIDES = (Side.TOP, Side.RIGHT, Side.BOTTOM, Side.LEFT)


def cropping(capture: Capture) -> Measurement:
    """Return the share of the print outside the frame, and what is cut at each side."""
    inward = capture.light.inward
    if not inward.size or not capture.regions:
        return Measurement(value=None)
    out = inward < 0
    lines = running(capture)
    cost = lines + _outside(capture, out)
    cut = {side: _near(lines > 0, side) | _strip(out, side) for side in SIDES}
    for side in capture.page.clipped:
        if not cut[side].any() and not filled(capture):
            cut[side] = _strip(_border(out.shape), side)
    places = (_place(capture, part, cost, side) for side, part in cut.items() if part.any())
    return Measurement(
        value=min(1.0, float(cost.sum())),
        places=tuple(sorted(places, key=lambda at: -at.share)),
    )


def _outside(capture: Capture, out: Mask) -> Grid:
    """Return the share of the print that lies out of the frame, by cell; 0 of an unknown form."""
    cost = np.zeros(out.shape, np.float32)
    if not capture.shapes or not out.any():
        return cost
    lost = [zone for zone in capture.zones if out[zone_mask(out.shape, (zone,))].mean() > MAINLY]
    zones, share = out & zone_mask(out.shape, tuple(lost)), len(lost) / max(len(capture.zones), 1)
    cost[zones] = share / max(int(zones.sum()), 1)
    for side in SIDES:
        beyond = _strip(out, side)
        missing = float(beyond.mean())
        if missing > MARGINS[side]:
            cost[beyond] += (missing - MARGINS[side]) / beyond.sum()
    return cost


def _place(capture: Capture, part: Mask, cost: Grid, side: Side) -> Place:
    return replace(place(capture, part, cost), side=side)


def _border(shape: tuple[int, ...]) -> Mask:
    """Return the outermost cells of a page."""
    border = np.ones(shape, np.bool_)
    border[1:-1, 1:-1] = False
    return border


def _near(mask: Mask, side: Side) -> Mask:
    """Keep the cells of a mask to which no other side is nearer."""
    rows, columns = mask.shape
    v, u = np.mgrid[0:rows, 0:columns] + 0.5
    far = np.stack([v / rows, 1 - u / columns, 1 - v / rows, u / columns])
    return np.asarray(mask & (far.argmin(axis=0) == SIDES.index(side)))


def _strip(mask: Mask, side: Side) -> Mask:
    """Keep the cells of a mask that reach the page's side without a gap, but no whole lines."""
    axis = 0 if side in (Side.TOP, Side.BOTTOM) else 1
    turned = side in (Side.BOTTOM, Side.RIGHT)
    rows = np.flip(mask, axis) if turned else mask
    kept = np.logical_and.accumulate(rows, axis=axis) & ~mask.all(axis=axis, keepdims=True)
    return np.flip(kept, axis) if turned else kept
