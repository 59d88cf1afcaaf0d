"""The signature of a shot, by which the same shot is recognised after a channel recompressed it.

The signature is the photo's fine structure on a small grid. Recompression keeps it; another shot
of the same page from the same spot moves print and grain against the grid by parts of a cell.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Pixels

CELLS = 192
"""Cells across and down."""
DETAIL_CELLS = 1.0
"""Standard deviation of the Gaussian below which structure is fine, in cells."""
LEVELS = 32.0
"""Levels of a cell's value per standard deviation of all cells."""
MIN_CONTRAST = 0.25
"""Grey levels of standard deviation under which there is no structure to compare."""
MIN_SIMILARITY = 0.97
"""Minimum similarity of the same shot.

Source: 377 drawn shots. Of them 97 % reach it after recompression to 1280 px, quality 50, and 98 %
after quality 60 twice. Of another shot from the same spot, moved by 3 px or more, none does; of
15,123 pairs of different documents of one type none does.
"""


def signature(pixels: Pixels) -> bytes | None:
    """Return the photo's fine structure, CELLS × CELLS values of one byte; None without any."""
    small = cv2.resize(pixels, (CELLS, CELLS), interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)
    fine = grey - cv2.GaussianBlur(grey, (0, 0), DETAIL_CELLS)
    contrast = float(fine.std())
    if contrast < MIN_CONTRAST:
        return None
    return np.clip(np.round(fine * (LEVELS / contrast)), -127, 127).astype(np.int8).tobytes()


def similarity(one: bytes, other: bytes) -> float:
    """Return the correlation of two signatures, −1 to 1; 1 for the same shot.

    >>> similarity(bytes([1, 255, 1, 255]), bytes([1, 255, 1, 255]))
    1.0
    """
    a, b = _values(one), _values(other)
    return round(float(a @ b / np.sqrt((a @ a) * (b @ b))), 6)


def is_same_shot(one: bytes, other: bytes) -> bool:
    """Return whether two signatures are of the same shot."""
    return similarity(one, other) >= MIN_SIMILARITY


def _values(packed: bytes) -> NDArray[np.float32]:
    values = np.frombuffer(packed, np.int8).astype(np.float32)
    centred: NDArray[np.float32] = values - values.mean()
    return centred
