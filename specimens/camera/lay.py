"""Lays a sheet on the table: its picture warped to where the camera sees it, shade and shadow."""

from functools import lru_cache

import cv2
import numpy as np

from specimens.arrays import Picture, as_field, as_picture, bgr, remapped
from specimens.camera.geometry import Geometry, Points, enlarged, seen_points
from specimens.sheet import Sheet

STEP = 4  # px between points whose place on the sheet is computed


@lru_cache(maxsize=2)
def reduced(sheet: Sheet, px_per_mm: float) -> Picture:
    """Return a sheet's picture half as large again as the camera sees it, pixels averaged.

    Kept, for shots are taken again without their faults.
    """
    scale = 1.5 * px_per_mm / sheet.px_per_mm
    if scale >= 1:
        return sheet.pixels
    small = cv2.resize(sheet.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return as_picture(small)


def warped(
    pixels: Picture, size_mm: tuple[float, float], seen: Points, size: tuple[int, int]
) -> Picture:
    """Return the sheet as seen, BGR and its cover (0–255), for a photo of a size.

    seen: the sheet's millimetres under every STEP-th pixel.
    """
    height, width = pixels.shape[:2]
    per_mm = np.array([width / size_mm[0], height / size_mm[1]], np.float32)
    at = enlarged(seen * per_mm - 0.5, size, STEP)
    full = cv2.cvtColor(pixels, cv2.COLOR_BGR2BGRA)
    return as_picture(remapped(full, at, cv2.INTER_LINEAR))


def laid(
    picture: Picture,
    pixels: Picture,
    lies: Geometry,
    lift_px: tuple[float, float, float],
) -> None:
    """Put a sheet on a picture, in place.

    lift_px: the shift right and down of its shadow, and the shadow's softness.
    """
    size = picture.shape[1], picture.shape[0]
    seen = seen_points(lies, size, STEP)
    layer = warped(pixels, lies.size_mm, seen, size)
    cover = as_picture(cv2.extractChannel(layer, 3))
    _darken(picture, cover, lift_px)
    top = as_picture(cv2.cvtColor(layer, cv2.COLOR_BGRA2BGR))
    if lies.bend:
        shade = enlarged(lies.bend.sampled(lies.bend.shade, seen), size, STEP)
        top = as_picture(cv2.multiply(top, bgr(shade), dtype=cv2.CV_8U))
    share = cover.astype(np.float32) / 255
    picture[:] = cv2.blendLinear(top, picture, share, 1 - share)


def _darken(picture: Picture, cover: Picture, lift_px: tuple[float, float, float]) -> None:
    """Let the sheet's edge throw its narrow shadow."""
    step = 4
    small = cv2.resize(cover, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    move = np.array([[1, 0, lift_px[0] / step], [0, 1, lift_px[1] / step]])
    under = cv2.warpAffine(small, move, small.shape[::-1])
    under = cv2.GaussianBlur(under, (0, 0), max(lift_px[2] / step, 0.4))
    dark = 1 - 0.5 * cv2.resize(under, picture.shape[1::-1]).astype(np.float32) / 255
    cv2.multiply(picture, bgr(as_field(dark)), dst=picture, dtype=cv2.CV_8U)
