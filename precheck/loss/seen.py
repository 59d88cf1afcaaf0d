"""Seen: where print of this page could be read, whether or not any stands there."""

import cv2
import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.light import BURNT
from precheck.cells.weights import READABLE, TEXT, UNREADABLE, Mask, beyond_reading, inside
from precheck.once import once

COVERED = 0.5
"""Probability from which a cell counts as covered."""
DIMMER, MOSTLY = 240.0, 75
"""Grey level that paper stays below round most of the print that can be read, percent of it, where
burnt cells are a highlight's: a white sheet in good light is as bright everywhere."""


@once
def covered(capture: Capture) -> Mask:
    """Return the cells of the picture over which something lies; none where nobody looked."""
    grid = capture.text.covered
    none = np.zeros(capture.text.text.shape, np.bool_)
    return none if grid is None else ((grid >= COVERED) & inside(capture))


@once
def burnt(capture: Capture) -> Mask:
    """Return the cells in which a highlight leaves nothing, far brighter than where print shows.

    None right beside print that shows: no other line stands there.
    """
    paper, text = capture.light.paper, capture.text
    shows = text.text >= TEXT
    read = shows & (text.legibility >= READABLE) & inside(capture)
    if not paper.size or not read.any() or np.percentile(paper[read], MOSTLY) >= DIMMER:
        return np.zeros(shows.shape, np.bool_)
    beside = cv2.dilate(shows.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.asarray((capture.light.brightest >= BURNT) & ~beside & inside(capture), np.bool_)


@once
def hidden(capture: Capture) -> Mask:
    """Return the cells in which no print shows, for something lies there or light burnt them."""
    return np.asarray(burnt(capture) | (covered(capture) & (capture.text.text < TEXT)), np.bool_)


@once
def unseen(capture: Capture) -> Mask:
    """Return the cells of the picture where print could not be read: covered, burnt, dark, smeared.

    A cell whose print shows is unseen only by its own legibility.
    """
    illegible = capture.text.legibility < UNREADABLE
    return np.asarray((hidden(capture) | illegible) & inside(capture), np.bool_)


@once
def blindness(capture: Capture) -> Grid:
    """Return how far print in each cell is beyond reading: 0 plainly readable, 1 not at all."""
    beyond = np.where(hidden(capture), 1, beyond_reading(capture.text.legibility))
    return np.asarray(np.where(inside(capture), beyond, 1), np.float32)
