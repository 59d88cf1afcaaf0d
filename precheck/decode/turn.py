"""Turning and mirroring of decoded pixels: the EXIF turn, and the placing of a PDF's picture."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Turn:
    """One of the eight ways to lay a picture: first swapped, then mirrored and flipped."""

    swap: bool = False
    """Rows become columns."""
    mirror: bool = False
    """Left becomes right."""
    flip: bool = False
    """Top becomes bottom."""

    def __call__(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the pixels laid so, as an array of its own unless nothing changes."""
        turned: cv2.typing.MatLike = cv2.transpose(pixels) if self.swap else pixels
        if self.mirror or self.flip:
            turned = cv2.flip(turned, -1 if self.mirror and self.flip else int(self.mirror))
        return turned.astype(np.uint8, copy=False)


UPRIGHT = Turn()

ORIENTATION = 0x0112
"""The EXIF tag."""

EXIF = {
    1: UPRIGHT,
    2: Turn(mirror=True),
    3: Turn(mirror=True, flip=True),
    4: Turn(flip=True),
    5: Turn(swap=True),
    6: Turn(swap=True, mirror=True),
    7: Turn(swap=True, mirror=True, flip=True),
    8: Turn(swap=True, flip=True),
}
"""By the tag's value; others ask for nothing."""
