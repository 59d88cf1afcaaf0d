"""Occlusion: fingers, cards and other things over text.

Unit: share of the must-read text. Lower is better.
Range: 0 (none, or only over blank paper) to 1. None where the light was not measured.
Value: what is hidden under cells that look like no paper of this page: another colour; or a patch
that a step of brightness sets off, in which no text shows. Text under them is inferred from the
rows of text that break off there. Never by the hue of skin, and a thing that covers nothing costs
nothing.
Source: our own definition.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture
from precheck.cells.colour import departure
from precheck.cells.layout import hidden
from precheck.cells.places import parts
from precheck.cells.weights import TEXT, Mask, at_stake, inside, lost
from precheck.verdict import Measurement

FOREIGN = 0.16  # departure of colour that neither light nor print makes
STEP = 0.07  # of the natural logarithm of brightness, from cell to cell: light alone changes slower
BLACK = 12.0  # grey levels added before the logarithm: the steps of black are noise
DEEP = 0.55  # of the page's paper: a patch that is darker and of no other colour is a shadow
ABOVE = 8.0  # grey levels over the page's paper from which a patch is a highlight
WIDE = 2  # cells: narrower things are marks of the page itself
MOST = 0.6  # of the page: what is larger is the page
READABLE = 0.1  # share of readable text from which a patch is the page
SHOWS = 1.5  # how far the grey levels of text spread over those of the paper beside it


def occlusion(capture: Capture) -> Measurement:
    """Return the share of must-read text under things, and each thing over text."""
    if not capture.light.paper.size or not at_stake(capture).any():
        return Measurement(value=None)
    readable = (capture.text.text >= TEXT) & (lost(capture) <= 0.5)
    own = float(np.median(capture.light.paper[inside(capture)]))
    highlight = capture.light.paper >= own + ABOVE
    foreign = (departure(capture) > FOREIGN) & ~highlight
    thing = _wide(foreign | _patches(capture, readable, own)) & inside(capture)
    cost = hidden(capture, thing)
    return Measurement(value=float(cost.sum()), places=parts(capture, thing, cost))


def _wide(mask: Mask) -> Mask:
    square = np.ones((WIDE, WIDE), np.uint8)
    whole = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, square)
    return cv2.dilate(whole, np.ones((3, 3), np.uint8)).astype(np.bool_)


def _patches(capture: Capture, readable: Mask, own: float) -> Mask:
    """Return the parts of the page that steps of brightness set off and that show no text."""
    level = np.asarray(np.log(capture.light.paper + BLACK), np.float32)
    around = np.ones((3, 3), np.uint8)
    steep = cv2.dilate(level, around) - cv2.erode(level, around) > STEP
    count, labels = cv2.connectedComponents((~steep).astype(np.uint8), connectivity=4)
    patch = _Patches(np.asarray(labels, np.int32), count)
    text = capture.text.text >= TEXT
    small = patch.total(np.ones_like(level)) < MOST * level.size
    blank = patch.mean(readable) < READABLE
    paper = patch.mean(capture.light.paper)
    dim = (paper > DEEP * own) & (paper < own + ABOVE)
    spread = capture.light.spread
    bare = patch.mean(spread, text) < SHOWS * patch.mean(spread, ~text)
    thing = small & blank & dim & (bare | (patch.total(text) == 0))
    thing[0] = False  # the steps themselves
    around_steps = np.ones((5, 5), np.uint8)
    return cv2.dilate(thing[labels].astype(np.uint8), around_steps).astype(np.bool_)


Values = NDArray[np.float32] | NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Patches:
    """Numbered parts of a grid, to sum over."""

    labels: NDArray[np.int32]
    count: int

    def total(self, values: Values) -> NDArray[np.float64]:
        """Sum the values of each part."""
        return np.bincount(self.labels.ravel(), values.ravel(), self.count).astype(np.float64)

    def mean(self, values: Values, where: Mask | None = None) -> NDArray[np.float64]:
        """Average the values of each part, where a mask says so; 0 where it never does."""
        chosen = np.ones(values.shape, np.bool_) if where is None else where
        inside = np.where(chosen, values, 0).astype(np.float32)
        return self.total(inside) / np.maximum(self.total(chosen), 1)
