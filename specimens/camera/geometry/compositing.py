"""Compositing of a sheet into a picture: its warped pixels, shading and shadow."""

from functools import lru_cache

import cv2
import numpy as np

from specimens.arrays import Picture, as_field, as_picture, bgr, remap
from specimens.camera.geometry.projection import (
    Geometry,
    Points,
    Window,
    enlarge,
    sheet_points,
    translation,
)
from specimens.sheet import DrawnSheet

GRID_STEP_PX = 4  # of the grid on which sheet coordinates are computed
MIN_WINDOW_PX = 3  # a smaller part of a sheet is not drawn
BENT_RIM_MM = 3.0  # of a sheet, along its sides; where it bends the table may show there


@lru_cache(maxsize=2)
def reduce(sheet: DrawnSheet, px_per_mm: float) -> Picture:
    """Return a sheet's picture at 1.5 times the photo's resolution. Cached for repeated shots."""
    scale = 1.5 * px_per_mm / sheet.px_per_mm
    pixels = sheet.pixels
    while scale < 0.5:
        half = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        pixels, scale = as_picture(half), 2 * scale
    if scale >= 1:
        return pixels
    return as_picture(cv2.resize(pixels, None, fx=scale, fy=scale))


def warp(
    pixels: Picture, size_mm: tuple[float, float], points: Points, size: tuple[int, int]
) -> Picture:
    """Return the warped sheet, BGR and coverage (0–255), for a photo of a size.

    points: of the sheet, mm, at every GRID_STEP_PX-th pixel.
    """
    height, width = pixels.shape[:2]
    per_mm = np.array([width / size_mm[0], height / size_mm[1]], np.float32)
    at = enlarge(points * per_mm - 0.5, size, GRID_STEP_PX)
    full = cv2.cvtColor(pixels, cv2.COLOR_BGR2BGRA)
    return as_picture(remap(full, at, cv2.INTER_LINEAR))


def lay_sheet(
    picture: Picture, pixels: Picture, geometry: Geometry, lift_px: tuple[float, float, float]
) -> None:
    """Composite a sheet into a picture, in place.

    lift_px: offset right and down and softness of its shadow.
    """
    left, top, right, bottom = _affected_window(picture, geometry, lift_px)
    window = picture[top:bottom, left:right]
    if min(window.shape[:2]) < MIN_WINDOW_PX:
        return
    size = window.shape[1], window.shape[0]
    points = sheet_points(geometry.transformed(translation(-left, -top)), size, GRID_STEP_PX)
    layer = warp(pixels, geometry.size_mm, points, size)
    cover = as_picture(cv2.extractChannel(layer, 3))
    _cast_shadow(window, cover, lift_px)
    sheet = as_picture(cv2.cvtColor(layer, cv2.COLOR_BGRA2BGR))
    if geometry.bend:
        shade = enlarge(geometry.bend.sampled(geometry.bend.shade, points), size, GRID_STEP_PX)
        cv2.multiply(sheet, bgr(shade), dst=sheet, dtype=cv2.CV_8U)
    _blend(window, sheet, cover)


def covered_window(geometry: Geometry, size: tuple[int, int]) -> Window:
    """Return a window of a photo (width, height) that a sheet covers completely; may be empty."""
    x, y = np.sort(geometry.quad, axis=0).T
    hem = BENT_RIM_MM * geometry.px_per_mm()
    left, right = np.clip((x[1] + hem, x[2] - hem), 0, size[0]).astype(int).tolist()
    top, bottom = np.clip((y[1] + hem, y[2] - hem), 0, size[1]).astype(int).tolist()
    rim = np.stack(np.meshgrid(np.linspace(left, right, 17), np.linspace(top, bottom, 17)), -1)
    under = geometry.to_sheet(as_field(rim))
    inside = (under > 1) & (under < as_field(geometry.size_mm) - 1)
    if left >= right or top >= bottom or not inside.all():
        return 0, 0, 0, 0
    return left, top, right, bottom


def _affected_window(
    picture: Picture, geometry: Geometry, lift_px: tuple[float, float, float]
) -> Window:
    """Return the window of a picture that a sheet and its shadow can affect."""
    across, down = (np.linspace(0, side, 33) for side in geometry.size_mm)
    shown = geometry.to_photo(as_field(np.stack(np.meshgrid(across, down), -1))).reshape(-1, 2)
    room = max(map(abs, lift_px[:2])) + 3 * lift_px[2] + 2 * GRID_STEP_PX
    size = np.array(picture.shape[1::-1])
    low = np.clip((shown.min(0) - room) // GRID_STEP_PX * GRID_STEP_PX, 0, size)
    high = np.clip((shown.max(0) + room) // GRID_STEP_PX * GRID_STEP_PX, 0, size)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def _blend(picture: Picture, sheet: Picture, cover: Picture) -> None:
    """Blend a picture into another of its size, in place, by coverage (0–255)."""
    rim = cv2.findNonZero(cv2.inRange(cover, 1, 254))
    x, y = np.empty((2, 0), int) if rim is None else rim.reshape(-1, 2).T
    share = as_field(cover[y, x, None] / 255)
    mixed = sheet[y, x] * share + picture[y, x] * (1 - share)
    cv2.copyTo(sheet, cover, picture)
    picture[y, x] = np.rint(mixed)


def _cast_shadow(picture: Picture, cover: Picture, lift_px: tuple[float, float, float]) -> None:
    """Darken a picture, in place, by the narrow shadow of the sheet's edge."""
    step = 4
    small = cv2.resize(cover, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    move = np.array([[1, 0, lift_px[0] / step], [0, 1, lift_px[1] / step]])
    under = cv2.warpAffine(small, move, small.shape[::-1])
    under = cv2.GaussianBlur(under, (0, 0), max(lift_px[2] / step, 0.4))
    light = cv2.cvtColor(255 - as_picture(under) // 2, cv2.COLOR_GRAY2BGR)
    cv2.multiply(picture, cv2.resize(light, picture.shape[1::-1]), dst=picture, scale=1 / 255)
