"""Noise: the strength of the picture's grain and of what its compression removed."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grid, Pixels
from precheck.loss.places import whole
from precheck.loss.visible import Ramp, attributed
from precheck.measurement import PageMeasurement
from precheck.text.cells import MIN_TEXT

TEXT_REACH = 5  # cells: paper nearer to text counts as beside it
MIN_CONTRAST = 40.0  # grey levels: noise on ink of less contrast counts as on ink of this one
MAX_BLOCKS = 600  # blank blocks that are measured, evenly over the page
BLOCK_PX = 8  # side of a block: of JPEG's, and of those in which grain is measured
LINE_STEP = 4  # every so many rows and columns are searched for steps between blocks
UNIFORM_DEVIATION = 12**-0.5  # standard deviation of a uniform distribution over its width
STEP_FACTOR = 4.0  # a step between blocks disturbs as much as grain of so many times its size


def noise(
    photo: Pixels,
    page: Pixels,
    text: Grid,
    contrast: Grid,
    illegible: Grid,
    *,
    quantisation: float = 0.0,
    ramp: Ramp = (0.12, 0.4),
) -> PageMeasurement:
    """Return the noise of the picture, and the illegible text that it explains.

    Unit: grey levels, standard deviation of blank paper and of what quantisation leaves, 0 (a drawn
    page) to 128. Lower is better. None without text, or without blank paper beside it. Source: own
    definition, after the signal-to-noise ratio of ISO 15739; block edges after Wang, Bovik & Evans
    2000 (doi:10.1109/ICIP.2000.899622), the difference at block edges less that inside blocks.

    photo: the photo, in which steps between JPEG blocks are measured: it may have been saved twice.
    page: the flattened page, in which grain is measured: the median over blank blocks of the
        noisiest channel, for saturated channels have less.
    quantisation: quantisation step of the photo's file, grey levels.

    >>> grain = np.random.default_rng(1).normal(200, 9, (80, 80, 3)).astype(np.uint8)
    >>> text = np.zeros((10, 10), np.float32)
    >>> text[5] = 1
    >>> contrast = np.where(text, 150, np.nan)
    >>> round(noise(grain, grain, text, contrast, 0 * text).value)  # of the noisiest channel
    10
    """
    grain = _grain(page, text)
    if grain is None or not np.isfinite(contrast).any():
        return PageMeasurement(value=None)
    compression = max(quantisation * UNIFORM_DEVIATION, STEP_FACTOR * _block_steps(photo))
    value = math.hypot(grain, compression)
    relative = np.asarray(value / np.maximum(contrast, MIN_CONTRAST), np.float32)
    cost = attributed(illegible, relative, ramp)
    return PageMeasurement(value=value, cost=cost, areas=whole(cost))


def _grain(page: Pixels, text: Grid) -> float | None:
    """Return the standard deviation of blank paper beside text; None without any."""
    cells = (text >= MIN_TEXT).astype(np.uint8)
    beside = cv2.dilate(cells, np.ones((2 * TEXT_REACH + 1, 2 * TEXT_REACH + 1), np.uint8))
    touching = cv2.dilate(cells, np.ones((3, 3), np.uint8))
    blocks = _blocks(page, ((beside > 0) & (touching == 0)).astype(np.uint8))
    return float(np.percentile(blocks.std(0).max(0), 50)) if blocks.size else None


def _blocks(picture: Pixels, chosen: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return at most MAX_BLOCKS blocks of a picture in the chosen cells, pixels × 3 × n.

    In this layout numpy computes their deviation ten times faster.
    """
    rows, columns = (side // BLOCK_PX for side in picture.shape[:2])
    kept = picture[: rows * BLOCK_PX, : columns * BLOCK_PX]
    every = kept.reshape(rows, BLOCK_PX, columns, BLOCK_PX, 3)
    at = np.argwhere(cv2.resize(chosen, (columns, rows), interpolation=cv2.INTER_NEAREST))
    row, column = at[:: max(1, -(-len(at) // MAX_BLOCKS))].T
    blocks = every[row, :, column].reshape(len(row), BLOCK_PX * BLOCK_PX, 3)
    return np.ascontiguousarray(blocks.transpose(1, 2, 0), np.float32)


def _block_steps(photo: Pixels) -> float:
    """Return how much more neighbouring pixels differ at the edges of blocks than inside."""
    green = photo[..., 1]
    return max(_edge_steps(green[::LINE_STEP]), _edge_steps(green[:, ::LINE_STEP].T))


def _edge_steps(lines: NDArray[np.uint8]) -> float:
    if lines.shape[1] <= BLOCK_PX:
        return 0.0
    edge, middle = (_mean_step(lines, start) for start in (BLOCK_PX - 1, BLOCK_PX // 2 - 1))
    return max(0.0, edge - middle)


def _mean_step(lines: NDArray[np.uint8], start: int) -> float:
    """Return the mean difference between pixel `start` of each block and the next pixel."""
    left, right = lines[:, start:-1:BLOCK_PX], lines[:, start + 1 :: BLOCK_PX]
    return float(np.abs(right.astype(np.int16) - left).mean())
