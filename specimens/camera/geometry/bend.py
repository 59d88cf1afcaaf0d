"""Curl, waves, folds and crumples: the deviation of a sheet from the plane of the table."""

from dataclasses import dataclass

import cv2
import numpy as np

from specimens.arrays import Field, Rng, as_field, remap_wide
from specimens.camera.sampling.noise import smooth

BEND_STEP_MM = 1.5
BEND_MARGIN_MM = 12.0
"""The field extends beyond the sheet, so that its inverse is defined around the edge."""


@dataclass(frozen=True, slots=True)
class Bend:
    """The apparent displacement of the sheet's points within its plane, as the camera sees it."""

    shift_mm: Field
    """Rows × columns × 2 on a grid of `step_mm`, starting BEND_MARGIN_MM outside the sheet."""
    shade: Field
    """Illumination of the paper by its slope on the same grid, 1 where it is flat."""
    step_mm: float = BEND_STEP_MM

    def sampled(self, field: Field, points: Field) -> Field:
        """Return a field at points (rows × columns × 2, millimetres of the sheet)."""
        at = (points + BEND_MARGIN_MM) / self.step_mm
        return as_field(remap_wide(field, at, cv2.INTER_LINEAR, cv2.BORDER_REPLICATE))

    def bent(self, points: Field) -> Field:
        """Return the apparent positions of points of the sheet in the flat sheet's plane."""
        return points + self.sampled(self.shift_mm, points)

    def unbent(self, seen: Field) -> Field:
        """Return the points of the sheet at apparent positions, by fixed-point iteration."""
        points = seen
        for _ in range(4):
            points = seen - self.sampled(self.shift_mm, points)
        return points


@dataclass(frozen=True, slots=True, kw_only=True)
class BendHeights:
    """The heights of a sheet's deformations above the plane, millimetres."""

    curl: float = 0.0
    wave: float = 0.0
    fold: float = 0.0
    crumple: float = 0.0


def bend(
    size_mm: tuple[float, float], heights: BendHeights, tilt: tuple[float, float], rng: Rng
) -> Bend:
    """Return a random bend. tilt: tangents of the camera's angle, right and down."""
    x, y = _grid(size_mm)
    height = (
        _curl(x, y, size_mm, heights.curl, rng)
        + _wave(x, y, size_mm, heights.wave, rng)
        + _folds(x, y, size_mm, heights.fold, rng)
        + _crumple(x, y, size_mm, heights.crumple, rng)
    ).astype(np.float32)
    far = 1.3 * max(size_mm)
    toward = np.stack(
        [tilt[0] + (x - size_mm[0] / 2) / far, tilt[1] + (y - size_mm[1] / 2) / far], -1
    )
    shift = (height[..., None] * toward).astype(np.float32)
    return Bend(shift, _shade(height, rng))


def _grid(size_mm: tuple[float, float]) -> tuple[Field, Field]:
    spans = [
        np.arange(-BEND_MARGIN_MM, side + BEND_MARGIN_MM + BEND_STEP_MM, BEND_STEP_MM)
        for side in size_mm
    ]
    x, y = np.meshgrid(*spans)
    return x.astype(np.float32), y.astype(np.float32)


def _shade(height: Field, rng: Rng) -> Field:
    """Return the Lambertian shading of a lamp above the sheet."""
    down, right = np.gradient(height, BEND_STEP_MM)
    angle, slant = rng.uniform(0, 2 * np.pi), rng.uniform(0.6, 2.2)
    light = 1 + slant * (np.cos(angle) * right + np.sin(angle) * down)
    return as_field(np.clip(light, 0.45, 1.35))


def _along(x: Field, y: Field, size_mm: tuple[float, float], angle: float) -> Field:
    """Return the distance from the sheet's centre along a direction, ±1 at its edges."""
    across = np.cos(angle) * (x - size_mm[0] / 2) + np.sin(angle) * (y - size_mm[1] / 2)
    reach = abs(np.cos(angle)) * size_mm[0] / 2 + abs(np.sin(angle)) * size_mm[1] / 2
    return as_field(across / reach)


def _curl(x: Field, y: Field, size_mm: tuple[float, float], height: float, rng: Rng) -> Field:
    """Return the height of a lifted edge, a corner or two opposite edges."""
    angle = rng.choice([0, np.pi / 2, np.pi, 1.5 * np.pi, rng.uniform(0, 2 * np.pi)])
    begin = rng.uniform(-0.3, 0.6)
    t = _along(x, y, size_mm, angle)
    if rng.random() < 0.3:
        t, begin = np.abs(t), max(begin, 0.1)
    lifted = np.maximum(t - begin, 0) / (1 - begin)
    return as_field(height * lifted**2)


def _wave(x: Field, y: Field, size_mm: tuple[float, float], height: float, rng: Rng) -> Field:
    """Return a sinusoidal wave."""
    t = _along(x, y, size_mm, rng.uniform(0, np.pi))
    return as_field(height * np.sin(rng.uniform(1.5, 5) * t + rng.uniform(0, 6)))


def _folds(x: Field, y: Field, size_mm: tuple[float, float], height: float, rng: Rng) -> Field:
    """Return the height of the panels of a sheet that was folded."""
    total = np.zeros_like(x)
    for axis, at in ((x, size_mm[0]), (y, size_mm[1])):
        parts = int(rng.integers(1, 4))
        sign = rng.choice([-1, 1])
        for index in range(1, parts):
            middle = at * (index / parts + rng.normal(0, 0.01))
            total += sign * height * np.hypot(axis - middle, rng.uniform(0.6, 2.5)) * 2 / at
            sign = -sign if rng.random() < 0.7 else sign
    return as_field(total)


def _crumple(x: Field, y: Field, size_mm: tuple[float, float], height: float, rng: Rng) -> Field:
    """Return the height of many short creases in all directions."""
    if height == 0:
        return np.zeros_like(x)
    total = np.zeros_like(x)
    for _ in range(int(rng.integers(5, 14))):
        t = _along(x, y, size_mm, rng.uniform(0, np.pi)) - rng.uniform(-0.9, 0.9)
        weight = smooth(rng, (x.shape[1], x.shape[0]), (3, 3))
        total += rng.normal(0, 0.4) * np.hypot(t, 0.01) * np.clip(weight, -1, 1)
    return as_field(height * total)
