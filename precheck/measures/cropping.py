"""Cropping: text that lies outside the picture.

Unit: share of the text. Lower is better.
Range: 0 (all of it inside; a cut margin costs nothing) to 1.
Value: the largest of three shares. Of the form's words, as they are usually spread over it, what
lies outside the frame; the same of those in its must-read zones; and where text runs into the
frame's edge, that text and the page outside on that side. Of an unknown layout only the last. None
where no light was measured.
Source: our own definition.
"""

from collections.abc import Iterator

import numpy as np

from precheck.capture import SPREAD, Capture, Grid, Place, Side, Spread
from precheck.cells.places import place
from precheck.cells.weights import TEXT, Mask, shares, zone_mask
from precheck.verdict import Measurement

TOUCHING = 1.0  # cells from the frame's edge within which text runs into it


def cropping(capture: Capture) -> Measurement:
    """Return the share of must-read text outside the frame, and what is cut at each side."""
    inward = capture.light.inward
    if not inward.size:
        return Measurement(value=None)
    outside = inward < 0
    costs = (*_words_lost(capture, outside), _lines_lost(capture, inward))
    cost = max(costs, key=lambda cost: float(cost.sum()))
    found = (_cut(capture, outside | (cost > 0), cost, side) for side in Side)
    places = sorted((at for at in found if at is not None), key=lambda at: -at.share)
    return Measurement(value=min(1.0, float(cost.sum())), places=tuple(places))


def _words_lost(capture: Capture, outside: Mask) -> Iterator[Grid]:
    """Yield the shares outside of the form's words, and of those in its must-read zones.

    Where the form is unknown, none of the first, and the zones count evenly.
    """
    shape, spread = outside.shape, capture.spread
    words = np.ones(shape, np.float32) if spread is None else _words(shape, spread)
    for part in (np.full(shape, spread is not None), zone_mask(shape, capture.zones)):
        weights = shares(np.where(part, words, 0).astype(np.float32))
        yield np.where(outside, weights, 0).astype(np.float32)


def _words(shape: tuple[int, ...], spread: Spread) -> Grid:
    """Return the share of a form's words that usually stands in each cell."""
    down, across = (
        np.diff(np.interp(np.linspace(0, 1, cells + 1), places, SPREAD))
        for cells, places in zip(shape, (spread.down, spread.across), strict=True)
    )
    return np.outer(down, across).astype(np.float32)


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
