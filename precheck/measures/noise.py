"""Noise: how strong the grain of the picture and what its compression rounds away are.

Unit: grey levels, standard deviation of blank paper round text and of what rounding in blocks of
8 × 8 pixels leaves. Lower is better. What it costs text is told by its share of their contrast.
Range: 0 (a drawn page) to 128. None without text, or without blank paper beside it.
Value: of the paper the median over blank cells, for lines and marks lie on some, of the colour that
is disturbed most: white swallows the grain of the others. Of the rounding what the file tells, or
the steps between blocks if more: it may have been saved twice.
Source: our own definition, after the signal-to-noise ratio of ISO 15739; blocks after Wang, Bovik &
Evans 2000 (doi:10.1109/ICIP.2000.899622), as difference at block edges less that inside blocks.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture, Pixels
from precheck.cells.places import whole
from precheck.cells.weights import TEXT, explained, spread
from precheck.text.maps import seen
from precheck.verdict import Measurement

NEAR = 5  # cells: what lies nearer to text counts as beside it
GRAINY, DROWNED = 0.12, 0.4  # from which grain can cost a word, and costs it alone
PALE = 40.0  # grey levels: what disturbs ink of less is its paleness
TYPICAL = 50
"""Percentile, of blank squares. So the measure follows moiré on 149 drawn shots 0.91, noise on 110
0.90, heavy JPEG on 110 0.96; of the grey picture it was 0.89, 0.88 and 0.96."""
SQUARES = 600  # blank ones looked at, evenly over the page
BLOCK = 8  # pixels: side of a square, and of what JPEG codes at a time
EVERY = 4  # lines of pixels looked at
ROUNDED = 12**-0.5  # standard deviation of an even spread, over its width
STEPS = 4.0  # a step between blocks disturbs as much as grain of so many times its size


def noise(capture: Capture) -> Measurement:
    """Return the grain of the picture, and what it costs text of the contrast that is there."""
    contrasts = spread(capture, [region.contrast for region in capture.regions])
    grain = _grain(capture)
    if not capture.regions or grain is None:
        return Measurement(value=None)
    rounded = capture.photo.coarseness * ROUNDED
    total = math.hypot(grain, max(rounded, STEPS * _steps(capture.photo.pixels)))
    grainy = np.asarray(total / np.maximum(contrasts, PALE), np.float32)
    cost = explained(capture, grainy, GRAINY, DROWNED)
    return Measurement(value=total, places=whole(capture, cost > 0, cost))


def _grain(capture: Capture) -> float | None:
    text = (capture.text.text >= TEXT).astype(np.uint8)
    beside = cv2.dilate(text, np.ones((2 * NEAR + 1, 2 * NEAR + 1), np.uint8))
    touching = cv2.dilate(text, np.ones((3, 3), np.uint8))
    squares = _squares(seen(capture.page), ((beside > 0) & (touching == 0)).astype(np.uint8))
    if not squares.size:
        return None
    return float(np.percentile(squares.std(0).max(0), TYPICAL))


def _squares(picture: Pixels, chosen: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return at most SQUARES squares of a picture in the chosen cells, pixels × 3 × n.

    So laid out their spread is told ten times sooner.
    """
    rows, columns = (side // BLOCK for side in picture.shape[:2])
    every = picture[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK, 3)
    at = np.argwhere(cv2.resize(chosen, (columns, rows), interpolation=cv2.INTER_NEAREST))
    row, column = at[:: max(1, -(-len(at) // SQUARES))].T
    squares = every[row, :, column].reshape(len(row), BLOCK * BLOCK, 3)
    return np.ascontiguousarray(squares.transpose(1, 2, 0), np.float32)


def _steps(pixels: Pixels) -> float:
    """Return how much more neighbours differ across the edges of blocks than inside them."""
    green = pixels[..., 1]
    return max(_edges(green[::EVERY]), _edges(green[:, ::EVERY].T))


def _edges(lines: NDArray[np.uint8]) -> float:
    if lines.shape[1] <= BLOCK:
        return 0.0
    edge, middle = (_difference(lines, start) for start in (BLOCK - 1, BLOCK // 2 - 1))
    return max(0.0, edge - middle)


def _difference(lines: NDArray[np.uint8], start: int) -> float:
    """Return the mean step from each line's pixel number `start` of a block to the next pixel."""
    left, right = lines[:, start:-1:BLOCK], lines[:, start + 1 :: BLOCK]
    return float(np.abs(right.astype(np.int16) - left).mean())
