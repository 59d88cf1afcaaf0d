"""Turning and mirroring of decoded pixels, by EXIF or by the placement of a PDF's picture."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Turn:
    """One of the eight orientations: the axes are swapped first, then mirrored and flipped."""

    swap: bool = False
    """Rows become columns."""
    mirror: bool = False
    """Left becomes right."""
    flip: bool = False
    """Top becomes bottom."""

    def __call__(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the turned pixels; a new array unless nothing changes."""
        turned: cv2.typing.MatLike = cv2.transpose(pixels) if self.swap else pixels
        if self.mirror or self.flip:
            turned = cv2.flip(turned, -1 if self.mirror and self.flip else int(self.mirror))
        return turned.astype(np.uint8, copy=False)


NO_TURN = Turn()

EXIF_TURNS = {
    1: NO_TURN,
    2: Turn(mirror=True),
    3: Turn(mirror=True, flip=True),
    4: Turn(flip=True),
    5: Turn(swap=True),
    6: Turn(swap=True, mirror=True),
    7: Turn(swap=True, mirror=True, flip=True),
    8: Turn(swap=True, flip=True),
}
"""By the EXIF orientation; other values are invalid."""
