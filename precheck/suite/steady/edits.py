"""Edits that change nothing for a reader.

Each takes the pixels of a photo and a strength: 1 as named in its description, less is milder, more
is stronger.
"""

from collections.abc import Callable, Mapping

import cv2
import numpy as np

from precheck.capture import Pixels

KEPT_QUALITY = 95
"""JPEG quality of the edits that are not about it."""
COMPRESSION = 20
"""Points of JPEG quality below 100."""
REDUCTION = 0.07
BRIGHTENING = 0.06
WARMING = 0.04
"""Share by which red rises and blue falls."""
TILT_DEGREES = 1.5
MARGIN = 0.03
"""Of each side's length."""
MAX_STRENGTH = 4.0


def _compressed(pixels: Pixels, _strength: float) -> Pixels:
    return pixels


def _smaller(pixels: Pixels, strength: float) -> Pixels:
    scale = 1 - REDUCTION * strength
    return _as_pixels(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def _brighter(pixels: Pixels, strength: float) -> Pixels:
    return _as_pixels(cv2.convertScaleAbs(pixels, alpha=1 + BRIGHTENING * strength))


def _warmer(pixels: Pixels, strength: float) -> Pixels:
    gains = np.array([1 - WARMING * strength, 1, 1 + WARMING * strength])
    return _as_pixels(np.clip(np.rint(pixels * gains), 0, 255))


def _tilted(pixels: Pixels, strength: float) -> Pixels:
    """Turn by TILT_DEGREES; the canvas grows, so that nothing leaves it."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), TILT_DEGREES * strength, 1.0)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, high = round(width * cosine + height * sine), round(width * sine + height * cosine)
    matrix[:, 2] += (wide - width) / 2, (high - height) / 2
    return _as_pixels(cv2.warpAffine(pixels, matrix, (wide, high), borderMode=cv2.BORDER_REPLICATE))


def _on_its_side(pixels: Pixels, _strength: float) -> Pixels:
    return _as_pixels(cv2.rotate(pixels, cv2.ROTATE_90_CLOCKWISE))


def _with_margin(pixels: Pixels, strength: float) -> Pixels:
    high, wide = (max(1, round(MARGIN * strength * side)) for side in pixels.shape[:2])
    return _as_pixels(cv2.copyMakeBorder(pixels, high, high, wide, wide, cv2.BORDER_REPLICATE))


def _as_pixels(edited: cv2.typing.MatLike) -> Pixels:
    return edited.astype(np.uint8, copy=False)


EDITS: Mapping[str, Callable[[Pixels, float], Pixels]] = {
    "jpeg": _compressed,
    "smaller": _smaller,
    "brighter": _brighter,
    "warmer": _warmer,
    "tilted": _tilted,
    "on_its_side": _on_its_side,
    "margin": _with_margin,
}
"""By name, as in reports."""


def edited(pixels: Pixels, edit: str, strength: float) -> bytes:
    """Return a photo after one of EDITS, as a JPEG."""
    quality = round(100 - COMPRESSION * strength) if edit == "jpeg" else KEPT_QUALITY
    _, data = cv2.imencode(
        ".jpg", EDITS[edit](pixels, strength), [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    return data.tobytes()
