"""The document's number alone, straight and enlarged, for a person to read."""

import cv2
import numpy as np

from precheck.capture import Pixels, Points
from precheck.flatten import flat

WIDTH = 1200  # px at most
ENLARGED = 4.0  # at most: beyond that there is only more blur to see
MARGINS = (1.0, 0.45)  # along and across, in heights of the number: some of what stands round it


def strip(pixels: Pixels, box: Points) -> bytes:
    """Return a JPEG of the number's box, which runs clockwise from the number's own top left."""
    quad = _grown(np.asarray(box, np.float32))
    along, down = (float(np.linalg.norm(quad[i] - quad[0])) for i in (1, 3))
    scale = min(ENLARGED, WIDTH / max(along, 1.0))
    extent = (max(1, round(along * scale)), max(1, round(down * scale)))
    _, jpeg = cv2.imencode(".jpg", flat(pixels, quad, extent), [cv2.IMWRITE_JPEG_QUALITY, 88])
    return jpeg.tobytes()


def _grown(box: Points) -> Points:
    right, down = box[1] - box[0], box[3] - box[0]
    height = max(float(np.linalg.norm(down)), 1.0)
    along = right / max(float(np.linalg.norm(right)), 1.0) * height * MARGINS[0]
    across = down * MARGINS[1]
    ways = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32)
    return np.asarray(box + ways[:, :1] * along + ways[:, 1:] * across, np.float32)
