"""The number of a document painted over, for pictures that must not show it."""

import cv2
import numpy as np

from precheck.capture import Pixels, Points


def hide_number(pixels: Pixels, box: Points) -> Pixels:
    """Return a copy of the photo whose box has its mean colour. box: in photo pixels."""
    hidden, inside = pixels.copy(), np.zeros(pixels.shape[:2], np.uint8)
    cv2.fillPoly(inside, [box.round().astype(np.int32)], 1)
    hidden[inside > 0] = cv2.mean(pixels, inside)[:3]
    return hidden
