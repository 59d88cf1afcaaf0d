"""A Pillow image of any mode as BGR pixels of 8 bits, transparent parts over white."""

from collections.abc import Callable, Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from precheck.capture import Pixels

BAND = 256
"""Rows converted at a time, so that no second whole copy of a large picture is ever held."""
DEEP_MODES = ("I", "F")
"""Pillow's modes of 32 bits, whose white is unknown."""


def bgr(image: Image.Image) -> Pixels:
    """Return a decoded image as H × W × 3, BGR.

    16 bits keep their upper 8; 32 bits are stretched between the least and the greatest value.
    """
    convert = _converter(image)
    pixels = np.empty((image.height, image.width, 3), dtype=np.uint8)
    for top, band in _bands(image):
        pixels[top : top + band.height] = convert(band)
    return pixels


def _bands(image: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    for top in range(0, image.height, BAND):
        yield top, image.crop((0, top, image.width, min(top + BAND, image.height)))


def _converter(image: Image.Image) -> Callable[[Image.Image], Pixels]:
    if image.mode.startswith("I;16"):
        return lambda band: _grey(np.asarray(band) >> 8)
    if image.mode in DEEP_MODES:
        extrema = np.asarray(image.getextrema(), dtype=np.float64)
        return lambda band: _grey(_stretched(np.asarray(band, np.float64), *extrema))
    if has_alpha(image):
        return _over_white
    return _opaque


def has_alpha(image: Image.Image) -> bool:
    """Say whether parts of the image may be transparent."""
    return image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info


def _grey(values: NDArray[Any]) -> Pixels:
    return np.repeat(values.astype(np.uint8)[..., None], 3, axis=2)


def _stretched(values: NDArray[np.float64], least: float, greatest: float) -> NDArray[np.float64]:
    span = greatest - least
    if not np.isfinite(span) or span <= 0:
        return np.zeros_like(values)
    shares = np.nan_to_num((values - least) / span)
    return np.clip(shares * 255, 0, 255)


def _over_white(band: Image.Image) -> Pixels:
    rgba = band.convert("RGBA")
    if np.asarray(rgba.getextrema())[3, 0] == 255:
        return _opaque(rgba)  # as most screenshots are
    white = Image.new("RGBA", rgba.size, "white")
    return _opaque(Image.alpha_composite(white, rgba))


def _opaque(band: Image.Image) -> Pixels:
    return cv2.cvtColor(np.asarray(band.convert("RGB")), cv2.COLOR_RGB2BGR).astype(
        np.uint8, copy=False
    )
