"""The legibility net's first layer: a convolution of 4 × 4 pixels with stride 4, and a ReLU.

numpy needs half the time of cv2.dnn, and a few rows at a time it never holds the page as floats.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Pixels
from precheck.errors import BadModel
from precheck.runtime.models import load_arrays

PATCH = 4
"""Side of a patch, px."""
PIXELS = 3 * PATCH**2
CHANNELS = 16
CHUNK_ROWS = 16
"""Rows of patches computed at once; so many stay in a core's cache."""


@dataclass(frozen=True, slots=True)
class Patches:
    """The layer's weights."""

    weights: NDArray[np.float32]
    """CHANNELS × PIXELS, for levels 0–255 of a patch row by row, in BGR."""
    bias: NDArray[np.float32]
    """CHANNELS."""

    def __call__(self, picture: Pixels) -> NDArray[np.float32]:
        """Return the activations of a picture, 1 × CHANNELS × H/PATCH × W/PATCH, 0 or more."""
        height, width = (side // PATCH for side in picture.shape[:2])
        out = np.empty((CHANNELS, height * width), np.float32)
        rows = picture.reshape(height, PATCH, width, 3 * PATCH)
        matrix = np.hstack([self.weights, self.bias[:, None]])
        levels = np.ones((PIXELS + 1, CHUNK_ROWS * width), np.float32)  # last: the bias
        for top in range(0, height, CHUNK_ROWS):
            part = rows[top : top + CHUNK_ROWS].transpose(1, 0, 2, 3).reshape(PATCH, -1, 3 * PATCH)
            count = part.shape[1]
            for into, row in zip(np.split(levels[:PIXELS], PATCH), part, strict=True):
                into[:, :count] = cv2.transpose(row)
            sums = out[:, top * width : top * width + count]
            np.matmul(matrix, levels[:, :count], out=sums)
            np.maximum(sums, 0, out=sums)
        return out.reshape(1, CHANNELS, height, width)


def read(path: Path) -> Patches:
    """Read the layer. Raises BadModel for a file that is missing, damaged, or of another net."""
    found = load_arrays(path)
    shapes = {name: array.shape for name, array in found.items()}
    if shapes != {"weights": (CHANNELS, PIXELS), "bias": (CHANNELS,)}:
        raise BadModel.of(path)
    return Patches(**found)
