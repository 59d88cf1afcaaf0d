"""Cropping: text that lies outside the picture.

Unit: share of the must-read words. Lower is better.
Range: 0 (all of them inside; a cut margin costs nothing) to 1.
Value: of the words that must be read, as other pages of the form have them, those outside the
frame, and those beyond the page of a form that is only likely; of an unknown form the text that
runs into the frame's edge, and the page outside on that side. None where no light was measured, and
where of what lies beyond nothing is known: of an unknown form on which no text was found, and where
no sheet was found and no text runs into the frame's edge.
Places: what is cut at each side, by all text of the must-read zones, or of the page, or that runs
into the edge, or by the words that a form which is only likely has beyond sides along which no edge
of the sheet shows, whichever costs most.
Source: our own definition.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from precheck.capture import Capture, Grid, Place, Side
from precheck.cells.places import place
from precheck.cells.sampled import known, lost_outside, one_word
from precheck.cells.usual import LITTLE, usual_out
from precheck.cells.weights import TEXT, Mask, shares
from precheck.verdict import Measurement

SEEN = 0.5
"""Probability from which an edge shows along a side. Of 1,202 acceptable drawn papers none more is
sent back for what its form has beyond another side, of 66 with a cut margin two; of 31 unreadable
ones, cut off or folded, that were accepted, 23."""
TOUCHING = 1.0  # cells from the frame's edge within which text runs into it
LEAST = 0.5
"""Of one must-read word: what is less is none rather than one. On 126 drawn shots of known forms
that the frame cuts the value then follows the share cut off 0.89; with a hundredth of all words for
it 0.84."""


def cropping(capture: Capture) -> Measurement:
    """Return the share of must-read words outside the frame, and what is cut at each side."""
    inward = capture.light.inward
    if not inward.size or not (capture.regions or known(capture)):
        return Measurement(value=None)
    lines = _lines_lost(capture, inward)
    zoned, text = usual_out(capture, capture.zones), usual_out(capture, ())
    costs = (zoned, text, lines, _beyond_unseen(capture, inward))
    cost = max(costs, key=lambda cost: float(cost.sum()))
    cost = cost if cost.sum() >= LITTLE else np.zeros_like(cost)
    found = (_cut(capture, (inward < 0) | (cost > 0), cost, side) for side in Side)
    places = sorted((at for at in found if at is not None), key=lambda at: -at.share)
    value = _lost(capture, lines)
    unknown = capture.page.bare is not None and value == 0
    return Measurement(value=None if unknown else value, places=tuple(places))


def _lost(capture: Capture, lines: Grid) -> float:
    """Return the share of the must-read words that are lost, or that of an unknown form's text."""
    share, least = float(lines.sum()), LITTLE
    if known(capture):
        share, least = lost_outside(capture), LEAST * one_word(capture)
    return min(1.0, share) if share >= least else 0.0


def _lines_lost(capture: Capture, inward: Grid) -> Grid:
    """Count the text at the edge and, on sides where there is some, the page beyond the edge."""
    text = capture.text.text >= TEXT
    near, edge = inward < TOUCHING, np.zeros(text.shape, np.bool_)
    beyond = np.zeros(text.shape, np.float32)
    for side in Side:
        part = _strip(near, side)
        running = part & text & (inward >= 0) & _goes_on(text, side)
        edge |= running
        if running.any():
            beyond[part & (inward < 0)] = 1 / text.size
    return beyond + np.where(edge, shares(text.astype(np.float32)), 0).astype(np.float32)


def _beyond_unseen(capture: Capture, inward: Grid) -> Grid:
    """Count the words of a likely form beyond sides along which no edge shows, in the last cells.

    Where its edge shows, the sheet ends: it is another form, or one that is printed otherwise.
    """
    cost = np.zeros_like(inward)
    sides = _unseen(capture, inward) if capture.likely else ()
    each = [_beyond(capture, (side,)) for side in sides]
    together = _beyond(capture, sides) if len(sides) > 1 else sum(each)
    for side, alone in zip(sides, each, strict=True):
        last = _last_cells(cost)[side]
        last += together * alone / max(sum(each), 1e-6) / last.size
    return cost


def _unseen(capture: Capture, inward: Grid) -> tuple[int, ...]:
    """Return the sides along which no edge shows and beyond which the form goes on.

    Or that lie out of the frame themselves.
    """
    told = zip(capture.beyond, capture.page.sheet.edges, _last_cells(inward), strict=True)
    return tuple(
        side
        for side, (far, edge, cells) in enumerate(told)
        if edge < SEEN and (far > 0 or (cells < 0).any())
    )


def _last_cells(grid: Grid) -> tuple[Grid, Grid, Grid, Grid]:
    """Return the outermost cells at each side, clockwise from the top: views."""
    return grid[0], grid[:, -1], grid[-1], grid[:, 0]


def _beyond(capture: Capture, sides: Sequence[int]) -> float:
    """Return the share of a likely form's words that lies beyond these sides of the page."""
    top, right, bottom, left = (
        far if side in sides else 0.0 for side, far in enumerate(capture.beyond)
    )
    return lost_outside(replace(capture, beyond=(top, right, bottom, left)))


def _goes_on(text: Mask, side: Side) -> Mask:
    """Say of which cells the next two inward hold text too: a paper's own edge is thinner."""
    axis = 0 if side in (Side.TOP, Side.BOTTOM) else 1
    step = 1 if side in (Side.BOTTOM, Side.RIGHT) else -1
    return np.roll(text, step, axis) & np.roll(text, 2 * step, axis)


def _cut(capture: Capture, cut: Mask, cost: Grid, side: Side) -> Place | None:
    part = _strip(cut, side)
    if not part.any():
        return None
    at = place(capture, part, cost)
    return Place(polygon=at.polygon, side=side, covers=at.covers, share=at.share)


def _strip(mask: Mask, side: Side) -> Mask:
    """Keep the cells of a mask that reach the page's side without a gap, but no whole lines."""
    axis = 0 if side in (Side.TOP, Side.BOTTOM) else 1
    turned = side in (Side.BOTTOM, Side.RIGHT)
    rows = np.flip(mask, axis) if turned else mask
    kept = np.logical_and.accumulate(rows, axis=axis) & ~mask.all(axis=axis, keepdims=True)
    return np.flip(kept, axis) if turned else kept
