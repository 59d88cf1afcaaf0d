"""Which cells of a page show blank paper."""

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.arrays import Picture

NEAR_WORDS_CELLS = 7.0  # σ of the estimate of the paper from the cells beside words
MAX_COLOUR_DIFFERENCE, MAX_DEVIATION, MAX_GRAIN_RATIO = 0.13, 0.05, 1.2
"""Maximum colour difference and standard deviation of blank paper, relative to its brightness, and
maximum ratio of its deviation to that of the cells beside words."""


def blank_paper(
    picture: Picture, cells: NDArray[np.int16]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which cells are blank paper like that beside nearby words, and which are uniform.

    Pictures and panels are not blank: whether they cover the page is unknown. Far from all words
    every uniform cell is blank.
    """
    size = cells.shape[::-1]
    colour = cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    mean, square = (
        cv2.resize(values, size, interpolation=cv2.INTER_AREA) for values in (grey, grey * grey)
    )
    rough = np.sqrt(np.maximum(square - mean * mean, 0))
    words = cv2.dilate((cells >= 0).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    beside = (words & (cells < 0)).astype(np.float32)
    many = cv2.GaussianBlur(beside, (0, 0), NEAR_WORDS_CELLS, borderType=0)
    near = np.maximum(many, 1e-6)
    own = np.dstack(
        [
            cv2.GaussianBlur(colour[..., c] * beside, (0, 0), NEAR_WORDS_CELLS, borderType=0) / near
            for c in range(3)
        ]
    )
    grain = cv2.GaussianBlur(rough * beside, (0, 0), NEAR_WORDS_CELLS, borderType=0) / near
    level = np.maximum(own.max(axis=2), 1)
    unlike = np.abs(colour - own).max(axis=2) > MAX_COLOUR_DIFFERENCE * level
    uniform = rough < np.maximum(MAX_DEVIATION * level, MAX_GRAIN_RATIO * grain)
    known = many > 1e-3
    return np.where(known, uniform & ~unlike, uniform), uniform
