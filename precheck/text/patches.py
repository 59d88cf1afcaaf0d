"""The legibility net's first layer: every patch of 4 × 4 pixels times one matrix.

numpy does it in half the time that cv2.dnn takes, and needs no room for the page as floats: it goes
a few rows at a time.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Pixels
from precheck.errors import BadModel
from precheck.models_dir import arrays

PATCH = 4
"""px: the side of a patch."""
PIXELS = 3 * PATCH**2
CHANNELS = 16
ROWS = 16  # of patches at a time: they stay in a core's cache


@dataclass(frozen=True, slots=True)
class Patches:
    """What the layer learned."""

    weights: NDArray[np.float32]
    """CHANNELS × PIXELS, of grey levels 0–255: a patch row by row, blue, green, red."""
    bias: NDArray[np.float32]
    """CHANNELS."""

    def __call__(self, picture: Pixels) -> NDArray[np.float32]:
        """Return 1 × CHANNELS × H/PATCH × W/PATCH, each 0 and up, for a picture in BGR."""
        height, width = (side // PATCH for side in picture.shape[:2])
        out = np.empty((CHANNELS, height * width), np.float32)
        rows = picture.reshape(height, PATCH, width, 3 * PATCH)
        matrix = np.hstack([self.weights, self.bias[:, None]])
        levels = np.ones((PIXELS + 1, ROWS * width), np.float32)  # the last row for the bias
        for top in range(0, height, ROWS):
            part = rows[top : top + ROWS].transpose(1, 0, 2, 3).reshape(PATCH, -1, 3 * PATCH)
            count = part.shape[1]
            for into, row in zip(np.split(levels[:PIXELS], PATCH), part, strict=True):
                into[:, :count] = cv2.transpose(row)
            sums = out[:, top * width : top * width + count]
            np.matmul(matrix, levels[:, :count], out=sums)
            np.maximum(sums, 0, out=sums)
        return out.reshape(1, CHANNELS, height, width)


def read(path: Path) -> Patches:
    """Read the layer. Raises BadModel for a file that is not there, damaged, or of another net."""
    found = arrays(path)
    shapes = {name: array.shape for name, array in found.items()}
    if shapes != {"weights": (CHANNELS, PIXELS), "bias": (CHANNELS,)}:
        raise BadModel.of(path)
    return Patches(**found)
