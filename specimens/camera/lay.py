"""Lays a sheet on the table: its picture warped to where the camera sees it, shade and shadow."""

from functools import lru_cache

import cv2
import numpy as np

from specimens.arrays import Picture, as_field, as_picture, bgr, remapped
from specimens.camera.geometry import Geometry, Points, Window, enlarged, moving, seen_points
from specimens.sheet import Sheet

STEP = 4  # px between points whose place on the sheet is computed
SLIVER = 3  # px: less of a sheet than that is not drawn
HEM_MM = 3.0  # of a sheet, along its sides, which the table may show through where it bends


@lru_cache(maxsize=2)
def reduced(sheet: Sheet, px_per_mm: float) -> Picture:
    """Return a sheet's picture half as large again as the camera sees it.

    Kept, for shots are taken again without their faults.
    """
    scale = 1.5 * px_per_mm / sheet.px_per_mm
    pixels = sheet.pixels
    while scale < 0.5:
        half = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        pixels, scale = as_picture(half), 2 * scale
    if scale >= 1:
        return pixels
    return as_picture(cv2.resize(pixels, None, fx=scale, fy=scale))


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
    left, top, right, bottom = _reach(picture, lies, lift_px)
    window = picture[top:bottom, left:right]
    if min(window.shape[:2]) < SLIVER:
        return
    size = window.shape[1], window.shape[0]
    seen = seen_points(lies.then(moving(-left, -top)), size, STEP)
    layer = warped(pixels, lies.size_mm, seen, size)
    cover = as_picture(cv2.extractChannel(layer, 3))
    _darken(window, cover, lift_px)
    sheet = as_picture(cv2.cvtColor(layer, cv2.COLOR_BGRA2BGR))
    if lies.bend:
        shade = enlarged(lies.bend.sampled(lies.bend.shade, seen), size, STEP)
        cv2.multiply(sheet, bgr(shade), dst=sheet, dtype=cv2.CV_8U)
    _put(window, sheet, cover)


def hidden(lies: Geometry, size: tuple[int, int]) -> Window:
    """Return a part of a photo (width, height) that a sheet surely covers; often an empty one."""
    x, y = np.sort(lies.quad, axis=0).T
    hem = HEM_MM * lies.px_per_mm()
    left, right = np.clip((x[1] + hem, x[2] - hem), 0, size[0]).astype(int).tolist()
    top, bottom = np.clip((y[1] + hem, y[2] - hem), 0, size[1]).astype(int).tolist()
    rim = np.stack(np.meshgrid(np.linspace(left, right, 17), np.linspace(top, bottom, 17)), -1)
    under = lies.to_sheet(as_field(rim))
    inside = (under > 1) & (under < as_field(lies.size_mm) - 1)
    if left >= right or top >= bottom or not inside.all():
        return 0, 0, 0, 0
    return left, top, right, bottom


def _reach(picture: Picture, lies: Geometry, lift_px: tuple[float, float, float]) -> Window:
    """Return the part of a picture where a sheet and its shadow may show."""
    across, down = (np.linspace(0, side, 33) for side in lies.size_mm)
    shown = lies.to_photo(as_field(np.stack(np.meshgrid(across, down), -1))).reshape(-1, 2)
    room = max(map(abs, lift_px[:2])) + 3 * lift_px[2] + 2 * STEP
    size = np.array(picture.shape[1::-1])
    low = np.clip((shown.min(0) - room) // STEP * STEP, 0, size)
    high = np.clip((shown.max(0) + room) // STEP * STEP, 0, size)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def _put(picture: Picture, sheet: Picture, cover: Picture) -> None:
    """Lay a picture on another of its size, in place, where it covers it (0–255)."""
    rim = cv2.findNonZero(cv2.inRange(cover, 1, 254))
    x, y = np.empty((2, 0), int) if rim is None else rim.reshape(-1, 2).T
    share = as_field(cover[y, x, None] / 255)
    mixed = sheet[y, x] * share + picture[y, x] * (1 - share)
    cv2.copyTo(sheet, cover, picture)
    picture[y, x] = np.rint(mixed)


def _darken(picture: Picture, cover: Picture, lift_px: tuple[float, float, float]) -> None:
    """Let the sheet's edge throw its narrow shadow."""
    step = 4
    small = cv2.resize(cover, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    move = np.array([[1, 0, lift_px[0] / step], [0, 1, lift_px[1] / step]])
    under = cv2.warpAffine(small, move, small.shape[::-1])
    under = cv2.GaussianBlur(under, (0, 0), max(lift_px[2] / step, 0.4))
    light = cv2.cvtColor(255 - as_picture(under) // 2, cv2.COLOR_GRAY2BGR)
    cv2.multiply(picture, cv2.resize(light, picture.shape[1::-1]), dst=picture, scale=1 / 255)
