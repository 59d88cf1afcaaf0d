"""The usual lights: gradients, lamps, shadows, specular highlights."""

from dataclasses import dataclass

import cv2
import numpy as np

from specimens.arrays import Field, Picture, Rng, as_field
from specimens.camera.habits import Habits
from specimens.camera.sampling.noise import smooth

LIGHT_STEP_PX = 8
"""Grid step of the illumination."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The position and size of a shadow or highlight, in photo pixels."""

    x: float
    y: float
    size: float
    long: float | None = None
    """Ratio of length to width, None for a random one."""
    angle: float | None = None
    """Radians of the long axis, None for a random one."""


def pixel_grid(size: tuple[int, int], step: int = LIGHT_STEP_PX) -> tuple[Field, Field]:
    """Return the pixel positions x, y of every `step`-th pixel of a photo."""
    columns, rows = (-(-side // step) for side in size)
    x, y = np.meshgrid((np.arange(columns) + 0.5) * step, (np.arange(rows) + 0.5) * step)
    return x.astype(np.float32), y.astype(np.float32)


def ambient_light(size: tuple[int, int], rng: Rng) -> Field:
    """Return the ambient illumination, about 1, on the coarse grid, BGR."""
    x, y = pixel_grid(size)
    u, v = as_field(2 * x / size[0] - 1), as_field(2 * y / size[1] - 1)
    angle = rng.uniform(0, 2 * np.pi)
    slope = rng.uniform(0, 0.3 if rng.random() < 0.8 else 0.55)
    light = 1 + slope * (np.cos(angle) * u + np.sin(angle) * v)
    if rng.random() < 0.35:
        light = light * _lamp(u, v, rng)
    light = light * (1 - rng.uniform(0, 0.22) * (u * u + v * v) / 2)
    light = light * (1 + rng.uniform(0, 0.04) * smooth(rng, x.shape[::-1], (3, 3)))
    tint = rng.normal(0, 0.03) * (np.sin(angle) * u + np.cos(angle) * v)
    colour = np.stack([1 + tint, np.ones_like(tint), 1 - tint], -1)
    return as_field(np.clip(light[..., None] * colour, 0.15, 3))


def _lamp(u: Field, v: Field, rng: Rng) -> Field:
    """Return the illumination by a lamp, 1 at its centre."""
    x, y = rng.uniform(-1, 1, 2)
    height = rng.uniform(1.2, 3)
    far = ((u - x) ** 2 + (v - y) ** 2) / height**2
    return as_field(1 / (1 + far))


def draw_shadow(size: tuple[int, int], spot: Spot, rng: Rng, habits: Habits) -> Field:
    """Return a shadow, 0–1 on the coarse grid: of the phone, an arm, a head, a roof.

    habits: the possible shapes.
    """
    x, y = pixel_grid(size)
    far = max(size)
    angle = rng.uniform(0, 2 * np.pi)
    u = np.cos(angle) * (x - spot.x) + np.sin(angle) * (y - spot.y)
    v = -np.sin(angle) * (x - spot.x) + np.cos(angle) * (y - spot.y)
    reach = max(spot.size, 1.0)
    kind = habits.shadow_shapes[rng.integers(len(habits.shadow_shapes))]
    edge = 0.05 * reach * smooth(rng, x.shape[::-1], (4, 4))
    if kind == "arm":
        inside = reach - np.abs(u)
    elif kind == "side":
        inside = reach + u
    elif kind == "phone":
        inside = np.minimum(reach - np.abs(u), 1.9 * reach - np.abs(v))
    elif kind == "head":
        inside = reach - np.hypot(u, v / rng.uniform(1.1, 1.6))
    else:  # a corner of a roof
        inside = np.minimum(reach + u, reach + v * rng.uniform(0.6, 1.4))
    soft = rng.uniform(0.004, 0.05) * far
    return as_field(np.clip(0.5 + (inside + edge) / (2 * soft), 0, 1))


def specular_highlight(
    size: tuple[int, int], spot: Spot, rng: Rng, glossy: bool, habits: Habits
) -> Field:
    """Return the specular highlight of a lamp, flash or window; 1 just saturates white.

    spot.size: half the width of the saturated core. glossy: a sharp image with a halo, otherwise
    a broad soft patch.
    """
    step = 4
    x, y = pixel_grid(size, step)
    angle = rng.uniform(0, np.pi) if spot.angle is None else spot.angle
    long = rng.uniform(1, 2.2) if rng.random() < 0.7 else rng.uniform(2.5, 6)
    long = long if spot.long is None else spot.long
    u = (np.cos(angle) * (x - spot.x) + np.sin(angle) * (y - spot.y)) / long
    v = -np.sin(angle) * (x - spot.x) + np.cos(angle) * (y - spot.y)
    reach = max(spot.size, 0.5)
    bent = 0.15 * reach * smooth(rng, x.shape[::-1], (5, 5))
    away = _outline_distance(u, v, reach, rng, habits) + bent
    soft = reach * (rng.uniform(0.08, 0.35) if glossy else rng.uniform(0.5, 1.1)) + 2
    core = rng.uniform(1.2, 5) / (1 + np.exp(np.clip((away - reach) / (soft / 3), -30, 30)))
    halo = rng.uniform(0.05, 0.3) * np.exp(-((np.maximum(away, 0) / (3 * reach + 10)) ** 2))
    light = as_field(core + halo)
    full = (light.shape[1] * step, light.shape[0] * step)
    return as_field(cv2.resize(light, full)[: size[1], : size[0]])


def _outline_distance(u: Field, v: Field, reach: float, rng: Rng, habits: Habits) -> Field:
    """Return the distance from the centre of a reflected lamp or window; `reach` at its outline."""
    box = rng.random() < habits.rectangular_share
    away = np.maximum(np.abs(u), np.abs(v)) if box else np.hypot(u, v)
    if box and habits.window_bars:
        away = np.maximum(away, 0.25 * reach - np.minimum(np.abs(u), np.abs(v)) + 0.75 * reach)
    return as_field(away)


def reflected_light(
    albedo: Picture, light: Field, size: tuple[int, int], table: Field | None = None
) -> Field:
    """Return the linear light reflected by a picture of surfaces under a coarse illumination.

    table: reflectance of each grey level, its square by default.
    """
    if table is None:
        table = ((np.arange(256) / 255) ** 2).astype(np.float32)
    full = (light.shape[1] * LIGHT_STEP_PX, light.shape[0] * LIGHT_STEP_PX)
    fine = cv2.resize(light, full)[: size[1], : size[0]]
    linear = as_field(cv2.LUT(albedo, table))
    return as_field(cv2.multiply(linear, fine, dst=linear))
