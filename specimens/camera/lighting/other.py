"""The other lights: several coloured lamps, and shadows with penumbrae."""

from typing import Any

import cv2
import numpy as np

from specimens.arrays import Field, Floats, Rng, as_field
from specimens.camera.lighting.usual import Spot, pixel_grid
from specimens.camera.sampling.noise import smooth

TINTS = np.array(
    [
        [0.72, 0.92, 1.1], [0.95, 1.06, 0.97], [1.18, 1.02, 0.88], [1.08, 1.0, 0.97],
        [0.9, 0.98, 1.04],
    ]
)  # fmt: skip
"""Residual colour casts of tungsten, fluorescent tubes, a screen, shade and dusk; BGR."""
SHADOW_SHAPES = ("occluder", "blinds", "window", "body", "vignette", "leaves")


def room_light(size: tuple[int, int], rng: Rng) -> Field:
    """Return the illumination by one to three lamps, about 1, on the coarse grid, BGR.

    A lamp at height h lights a point at distance d by h³ / (h² + d²)^1.5: the inverse square of
    the distance times the cosine of the angle.
    """
    x, y = pixel_grid(size)
    x, y = as_field((x - size[0] / 2) / max(size)), as_field((y - size[1] / 2) / max(size))
    total = np.zeros((*x.shape, 3), np.float32)
    for _ in range(int(rng.integers(1, 4))):
        height = np.exp(rng.uniform(np.log(0.6), np.log(4)))
        away = (x - rng.normal(0, 0.7)) ** 2 + (y - rng.normal(0, 0.7)) ** 2
        lamp = (height**2 / (height**2 + away)) ** 1.5
        total += rng.uniform(0.2, 1) * as_field(lamp)[..., None] * _tint(rng, 0.35)
    total *= vignette(x, y, rng.uniform(0.1, 0.9))[..., None]
    total /= np.percentile(total[..., 1], 70)
    if rng.random() < 0.3:
        total *= _tint(rng, 1.0)
    return as_field(np.clip(total, 0.12, 3))


def _tint(rng: Rng, most: float) -> Field:
    tint = TINTS[rng.integers(len(TINTS))] ** rng.uniform(0, most)
    return as_field(tint / tint[1])


def vignette(x: Field, y: Field, wide: float) -> Field:
    """Return the cos⁴ vignetting of a lens. wide: tangent of the half field of view."""
    return as_field((1 / (1 + (x * x + y * y) * wide**2)) ** 2)


def draw_shadow(size: tuple[int, int], spot: Spot, rng: Rng) -> Field:
    """Return a shadow, 0–1 on the coarse grid, full around its spot."""
    x, y = pixel_grid(size)
    kind = SHADOW_SHAPES[rng.integers(len(SHADOW_SHAPES))]
    reach = max(spot.size, 0.02 * max(size))
    angle = rng.uniform(0, 2 * np.pi)
    u = np.cos(angle) * (x - spot.x) + np.sin(angle) * (y - spot.y)
    v = -np.sin(angle) * (x - spot.x) + np.cos(angle) * (y - spot.y)
    if kind == "occluder":
        return _occluded(u, v, reach, rng)
    if kind == "blinds":
        return _blinds(u, v, reach, rng)
    if kind == "window":
        return _window(u, v, reach, rng)
    if kind == "body":
        t = (u + reach) / (reach * rng.uniform(0.8, 2.5)) - 0.25 * (v / (2.5 * reach)) ** 2
        return as_field(_eased(t))
    if kind == "vignette":
        away = np.hypot(x - size[0] + spot.x, y - size[1] + spot.y)  # from the point opposite
        far = np.hypot(2 * spot.x - size[0], 2 * spot.y - size[1]) + reach
        return as_field(_eased(away / far - rng.uniform(0, 0.4)))
    blobs = smooth(rng, x.shape[::-1], (max(3, round(0.6 * max(size) / reach)),) * 2)
    near = np.exp(-((np.hypot(u, v) / (1.6 * reach)) ** 2))
    return as_field(_eased(0.5 + rng.uniform(0.5, 2) * (blobs - 0.3 + 1.6 * near)) * np.sqrt(near))


def _eased(t: Any) -> Field:
    """Return the smoothstep function."""
    t = np.clip(t, 0, 1)
    return as_field(t * t * (3 - 2 * t))


def _occluded(u: Field, v: Field, reach: float, rng: Rng) -> Field:
    """Return the overlapping shadows of one object under several lamps, each with a penumbra."""
    corners = int(rng.integers(3, 8))
    turns = np.sort(rng.uniform(0, 2 * np.pi, corners))
    outline = (
        reach * rng.uniform(0.8, 1.9, (corners, 1)) * np.stack([np.cos(turns), np.sin(turns)], 1)
    )
    total = np.zeros_like(u)
    weights = rng.dirichlet(np.full(int(rng.integers(1, 4)), 2.0))
    for weight in weights:
        away = rng.normal(0, 0.25, 2) * reach if len(weights) > 1 else np.zeros(2)
        mask = _inside(u - away[0], v - away[1], outline)
        softness = max(rng.uniform(0.03, 0.3) * reach / 8, 0.5)
        total += as_field(weight * cv2.GaussianBlur(mask, (0, 0), softness))
    return total


def _inside(u: Field, v: Field, outline: Floats) -> Field:
    """Return 1 inside a star-shaped polygon, 0 outside."""
    turn = np.arctan2(v, u) % (2 * np.pi)
    turns = np.arctan2(outline[:, 1], outline[:, 0]) % (2 * np.pi)
    order = np.argsort(turns)
    reaches = np.hypot(*outline.T)[order]
    reach = np.interp(turn, turns[order], reaches, period=2 * np.pi)
    return as_field(np.hypot(u, v) < reach)


def _blinds(u: Field, v: Field, reach: float, rng: Rng) -> Field:
    """Return the shadow of a blind's slats."""
    period = reach * rng.uniform(0.5, 1.6)
    wave = np.cos(2 * np.pi * (u + 0.06 * v) / period)
    stripes = _eased(0.5 + rng.uniform(0.7, 3) * (wave + rng.uniform(-0.2, 0.5)))
    return as_field(stripes * np.exp(-((np.hypot(u, v) / (5 * reach)) ** 4)))


def _window(u: Field, v: Field, reach: float, rng: Rng) -> Field:
    """Return the shadow of a window's frame and bars."""
    pane = reach * rng.uniform(1.2, 3)
    bar = reach * rng.uniform(0.2, 0.6)
    soft = reach * rng.uniform(0.05, 0.4)
    u, v = u + rng.choice([0, pane / 2]) + 0.3 * v, v + 0.0
    across = np.minimum(np.abs(u % pane), pane - np.abs(u % pane)) - bar
    down = np.minimum(np.abs(v % (1.4 * pane)), 1.4 * pane - np.abs(v % (1.4 * pane))) - bar
    frame = np.maximum(np.abs(u) - 1.6 * pane, np.abs(v) - 2 * pane)
    inside = np.minimum(np.minimum(across, down), -frame)
    return as_field(_eased(0.5 - inside / (2 * soft)))
