"""The document's number cropped, straightened and enlarged, for a person to read."""

import cv2
import numpy as np

from precheck.capture import Pixels, Points
from precheck.sheet.rectify import warp_quad

MAX_WIDTH_PX = 1200
MAX_SCALE = 4.0  # more enlargement shows no more detail
NUMBER_MARGINS = (1.0, 0.45)  # at the ends, and above and below; in heights of the number
FRAME_MARGINS = (0.8, 0.6)  # the same, of the frame drawn around the number in a picture


def number_strip(pixels: Pixels, box: Points) -> bytes:
    """Return a JPEG of the number's box: 4 × 2 photo pixels, clockwise from its own top left."""
    quad = widened(box, NUMBER_MARGINS)
    along, down = (float(np.linalg.norm(quad[i] - quad[0])) for i in (1, 3))
    scale = min(MAX_SCALE, MAX_WIDTH_PX / max(along, 1.0))
    extent = (max(1, round(along * scale)), max(1, round(down * scale)))
    _, jpeg = cv2.imencode(".jpg", warp_quad(pixels, quad, extent), [cv2.IMWRITE_JPEG_QUALITY, 88])
    return jpeg.tobytes()


def widened(box: Points, margins: tuple[float, float] = FRAME_MARGINS) -> Points:
    """Return the box with room around it, so that its frame does not touch the number."""
    box = np.asarray(box, np.float32)
    right, down = box[1] - box[0], box[3] - box[0]
    height = max(float(np.linalg.norm(down)), 1.0)
    along = right / max(float(np.linalg.norm(right)), 1.0) * height * margins[0]
    across = down * margins[1]
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32)
    return np.asarray(box + signs[:, :1] * along + signs[:, 1:] * across, np.float32)
