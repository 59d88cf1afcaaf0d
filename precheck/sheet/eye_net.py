"""The eye: a net that looks at the whole photo for covered print and for what the frame cuts off.

Its encoder was trained on photographs of everything (EfficientNet-Lite0), the rest of it on real
papers under real hands, things and light. `training/eye/train.py` trains it; models/README.md has
its card.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import FrameMap, Photo, Pixels, Side
from precheck.runtime.nets import Net
from precheck.sheet.rectify import reduced

LONG_SIDE_PX = 416
"""Of the photo as the net sees it."""
STEP_PX = 32
MAPS = 4
FRAME_SIDES = (Side.TOP, Side.RIGHT, Side.BOTTOM, Side.LEFT)
"""In the order of the net's outputs."""

_EYE = Net("eye.onnx", (1, 3, 2 * STEP_PX, 2 * STEP_PX), {"maps": MAPS, "beyond": len(FRAME_SIDES)})


def look(photo: Photo) -> FrameMap:
    """Return the net's maps of a photo."""
    maps, sides = _EYE(_sized(reduced(photo)).transpose(2, 0, 1)[None])
    shown, covered, hidden, cut = _sigmoid(maps[0])
    beyond = dict(zip(FRAME_SIDES, _sigmoid(sides[0]).tolist(), strict=True))
    return FrameMap(print=shown, covered=covered, hidden=hidden, cut=cut, beyond=beyond)


def _sized(picture: Pixels) -> Pixels:
    """Resize a picture to LONG_SIDE_PX, both sides multiples of STEP_PX."""
    height, width = picture.shape[:2]
    scale = LONG_SIDE_PX / max(height, width)
    wide, high = (max(2, round(side * scale / STEP_PX)) * STEP_PX for side in (width, height))
    by = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, (wide, high), interpolation=by), np.uint8)


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)
