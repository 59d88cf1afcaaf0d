"""Reflections of the other lights: lamps with bloom, tubes, panes, lamination; bleached ink.

Toner and lamination are glossier than paper: at the specular angle ink is about as bright as paper,
without saturation.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from specimens.arrays import Field, Rng, as_field
from specimens.camera.lighting.usual import Spot, pixel_grid
from specimens.camera.sampling.noise import smooth

LAMP_SHAPES = ("lamp", "tube", "panes", "ripples", "cloud")
SHEEN_STEP_PX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheen:
    """A reflection on a part of a photo."""

    light: Field
    """Added linear light on a coarse grid; 1 just saturates white."""
    bleach: Field
    """0–1 on a coarse grid; at 1 ink is as bright as the paper around."""
    level: float
    """Brightness of bleached ink, relative to the paper around."""
    tint: tuple[float, float, float]


def draw_sheen(size: tuple[int, int], spot: Spot, rng: Rng, weight: float) -> Sheen:
    """Return a reflection around a spot. weight: at 1 it hides print, below it is translucent."""
    u, v = _axes(size, spot, rng)
    reach = max(spot.size, 2.0)
    cool = rng.normal(0, 0.05)
    tint = (float(np.exp(cool)), 1.0, float(np.exp(-cool)))
    if rng.random() < 0.5:
        share = weight * _soft(u, v, reach, rng)
        level = float(rng.uniform(0.8, 1.06))
        return Sheen(light=np.zeros_like(share), bleach=as_field(share), level=level, tint=tint)
    kind = str(rng.choice(LAMP_SHAPES, p=(0.25, 0.25, 0.15, 0.2, 0.15)))
    peak = rng.uniform(1.0, 5) if weight >= 1 else weight
    shape = as_field(peak * _shape(kind, u, v, reach, rng))
    return Sheen(light=shape, bleach=np.zeros_like(shape), level=1.0, tint=tint)


def _axes(size: tuple[int, int], spot: Spot, rng: Rng) -> tuple[Field, Field]:
    """Return normalised coordinates along and across a reflection."""
    x, y = pixel_grid(size, SHEEN_STEP_PX)
    angle = rng.uniform(0, np.pi) if spot.angle is None else spot.angle
    long = float(np.exp(rng.uniform(0, 1))) if spot.long is None else spot.long
    u = (np.cos(angle) * (x - spot.x) + np.sin(angle) * (y - spot.y)) / long
    v = -np.sin(angle) * (x - spot.x) + np.cos(angle) * (y - spot.y)
    bend = 0.2 * max(spot.size, 2.0)
    u = u + bend * smooth(rng, (u.shape[1], u.shape[0]), (3, 3))
    v = v + bend * smooth(rng, (u.shape[1], u.shape[0]), (3, 3))
    return as_field(u), as_field(v)


def _soft(u: Field, v: Field, reach: float, rng: Rng) -> Field:
    """Return a patch that is flat at its centre and has a wide border."""
    power = rng.uniform(1.6, 5)
    wide = rng.uniform(1.0, 1.5) * reach
    away = (np.abs(u / wide) ** power + np.abs(v / wide) ** power) ** (1 / power)
    border = rng.uniform(0.15, 0.6)
    t = np.clip((1 + border - away) / (2 * border), 0, 1)
    return as_field(rng.uniform(0.92, 1.0) * t * t * (3 - 2 * t))


def _shape(kind: str, u: Field, v: Field, reach: float, rng: Rng) -> Field:
    """Return the image of a lamp, 0–1."""
    away = as_field(np.hypot(u, v) / reach)
    if kind == "lamp":
        core = _edge(away, rng.uniform(0.05, 0.3))
        bloom = rng.uniform(0.02, 0.15) / (1 + (away / rng.uniform(1, 3)) ** 2) ** 1.5
        return as_field(np.maximum(core, bloom))
    if kind == "tube":
        ends = np.maximum(np.abs(u) - rng.uniform(3, 9) * reach, 0)
        pairs = rng.random() < 0.4
        aside = np.abs(np.abs(v) - 1.3 * reach) if pairs else np.abs(v)
        return _edge(as_field(np.hypot(ends, aside) / reach), rng.uniform(0.1, 0.6))
    if kind == "panes":
        skew = u + rng.uniform(-0.3, 0.3) * v
        pane = reach * rng.uniform(0.9, 1.3)
        bars = as_field(np.minimum(np.abs(skew), np.abs(v)) / (0.12 * reach))
        inside = as_field(np.maximum(np.abs(skew), np.abs(v)) / (1.7 * pane))
        return as_field(cv2.multiply(_edge(inside, 0.08), 1 - _edge(bars, 0.5)))
    if kind == "ripples":
        size = (u.shape[1], u.shape[0])
        cells = max(6, round(size[0] * SHEEN_STEP_PX / reach * rng.uniform(0.8, 2)))
        thin = smooth(
            rng, size, (cells // 4 + 1, cells) if rng.random() < 0.5 else (cells, cells // 4 + 1)
        )
        crests = np.clip(thin - rng.uniform(0.3, 0.9), 0, 1)
        return as_field(np.exp(-((away / 2.5) ** 2)) * crests * 1.4)
    blobs = smooth(rng, (u.shape[1], u.shape[0]), (9, 9))
    return _edge(away + 0.35 * blobs, rng.uniform(0.2, 0.8))


def _edge(away: Field, soft: float) -> Field:
    """Return 1 where a distance is below 1, else 0, with a soft edge."""
    return as_field(1 / (1 + np.exp(np.clip((away - 1) / (0.3 * soft), -30, 30))))


def add_sheen(rays: Field, what: Sheen) -> Field:
    """Return linear light with a reflection added."""
    size = rays.shape[1], rays.shape[0]
    full = (what.light.shape[1] * SHEEN_STEP_PX, what.light.shape[0] * SHEEN_STEP_PX)
    if what.light.any():
        light = as_field(cv2.resize(what.light, full)[: size[1], : size[0]])
        rays = rays + light[..., None] * as_field(what.tint)
    if what.bleach.any():
        share = as_field(cv2.resize(what.bleach, full)[: size[1], : size[0]])
        target = paper_light(rays) * as_field(what.tint) * np.float32(what.level)
        rays = as_field(cv2.blendLinear(target, rays, share, 1 - share))
    return as_field(rays)


def paper_light(rays: Field) -> Field:
    """Return the light of the paper around each pixel: smooth, without print."""
    size = rays.shape[1], rays.shape[0]
    small = cv2.resize(rays, (-(-size[0] // 8), -(-size[1] // 8)), interpolation=cv2.INTER_AREA)
    surroundings = cv2.blur(cv2.dilate(small, np.ones((7, 7), np.uint8)), (7, 7))
    return as_field(cv2.resize(surroundings, size))
