"""Decoded pixels: a Pillow image of any mode as 8-bit BGR, and the eight orientations.

Transparent parts are shown over white. EXIF or the placement of a PDF's picture states the turn.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from precheck.capture import Pixels

BAND_ROWS = 256
"""Rows converted at a time, to save the memory of a second whole copy."""
MODES_OF_32_BITS = ("I", "F")
"""Pillow's modes whose white level is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DecodedPage:
    """One page of a file, upright."""

    pixels: Pixels
    pages: int = 1
    """Of the whole file."""
    coarseness: float = 0.0
    """See `Photo`."""
    damaged: bool = False
    """See `Photo`."""


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


def bgr(image: Image.Image) -> Pixels:
    """Return a decoded image as H × W × 3, BGR.

    Of 16 bits the upper 8 are kept; 32 bits are stretched from minimum to maximum.
    """
    convert = _converter(image)
    pixels = np.empty((image.height, image.width, 3), dtype=np.uint8)
    for top, band in _bands(image):
        pixels[top : top + band.height] = convert(band)
    return pixels


def _bands(image: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    for top in range(0, image.height, BAND_ROWS):
        yield top, image.crop((0, top, image.width, min(top + BAND_ROWS, image.height)))


def _converter(image: Image.Image) -> Callable[[Image.Image], Pixels]:
    if image.mode.startswith("I;16"):
        return lambda band: _grey(np.asarray(band) >> 8)
    if image.mode in MODES_OF_32_BITS:
        extrema = np.asarray(image.getextrema(), dtype=np.float64)
        return lambda band: _grey(_stretched(np.asarray(band, np.float64), *extrema))
    if has_alpha(image):
        return _over_white
    return _opaque


def has_alpha(image: Image.Image) -> bool:
    """Return whether parts of the image may be transparent."""
    return image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info


def _grey(values: NDArray[Any]) -> Pixels:
    return np.repeat(values.astype(np.uint8)[..., None], 3, axis=2)


def _stretched(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    span = high - low
    if not np.isfinite(span) or span <= 0:
        return np.zeros_like(values)
    shares = np.nan_to_num((values - low) / span)
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
