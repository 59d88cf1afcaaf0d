"""Thumbs and fingers of another build: joints, a nail, light from one side."""

import cv2
import numpy as np

from specimens.arrays import Field, Floats, Picture, Rng, as_field, as_picture
from specimens.camera.occlusion.covers import Cover, rasterise

THUMB_SKIN_TONES = np.array(
    [[55, 80, 120], [85, 120, 170], [110, 150, 205], [150, 185, 235], [40, 55, 85]]
)


def draw_thumb(tip: Floats, toward: float, width: float, length: float, rng: Rng) -> Cover:
    """Return one thumb or finger, wider at the joints.

    tip: photo px. toward: direction of the arm, radians. width, length: px.
    """
    t = np.linspace(0, max(length, width), max(24, int(4 * length / width)))
    bend = rng.normal(0, 0.12)
    side = bend * width * np.clip(t / (2 * width), 0, 4) ** 1.5
    joints = 0.07 * np.cos(2 * np.pi * t / (rng.uniform(1.3, 2.2) * width))
    half = 0.5 * width * (rng.uniform(0.78, 0.95) + joints + 0.04 * np.minimum(t / width, 5))
    half = half * np.sqrt(np.clip(1 - np.clip(1 - t / (0.45 * width), 0, 1) ** 2.4, 0, 1))
    outline = np.concatenate([np.stack([t, side - half], 1), np.stack([t, side + half], 1)[::-1]])
    cos, sin = np.cos(toward), np.sin(toward)
    turned = np.array([[cos, sin], [-sin, cos]])
    left, top, share = rasterise(tip + outline @ turned)
    colour = _skin(share.shape, rng)
    light = _shading(as_field(share > 0.5), width, rng)
    if rng.random() < 0.6:
        _paint_nail(colour, tip - (left, top), toward, width, rng)
    colour = as_picture(np.clip(colour * light[..., None], 0, 255))
    soft = cv2.GaussianBlur(share, (0, 0), float(np.clip(width / 60, 0.8, 4)))
    return Cover(left, top, colour, as_field(soft))


def _skin(shape: tuple[int, ...], rng: Rng) -> Picture:
    mix = rng.dirichlet(np.full(len(THUMB_SKIN_TONES), 0.5))
    tone = np.clip(mix @ THUMB_SKIN_TONES + rng.normal(0, 6, 3), 10, 250)
    return as_picture(np.full((*shape, 3), tone, np.float32))


def _shading(inside: Field, width: float, rng: Rng) -> Field:
    """Return the Lambertian shading of a cylinder by a lamp on one side."""
    depth = cv2.distanceTransform(as_picture(inside), cv2.DIST_L2, 3) / (0.5 * width)
    rise = np.sqrt(np.clip(1 - (1 - np.clip(depth, 0, 1)) ** 2, 0, 1))
    soft = cv2.GaussianBlur(as_field(rise), (0, 0), max(width / 14, 1))
    down, right = np.gradient(soft)
    angle = rng.uniform(0, 2 * np.pi)
    slope = (np.cos(angle) * right + np.sin(angle) * down) * 0.5 * width
    light = rng.uniform(0.6, 0.85) + 0.3 * soft + rng.uniform(0.1, 0.3) * slope
    return as_field(np.clip(light, 0.25, 1.3))


def _paint_nail(colour: Picture, tip: Floats, toward: float, width: float, rng: Rng) -> None:
    """Paint a nail near the tip, in place."""
    centre = tip + rng.uniform(0.38, 0.5) * width * np.array([np.cos(toward), np.sin(toward)])
    pale = np.clip(colour[0, 0] * 0.75 + np.array([52, 50, 60]), 0, 255)
    axes = (0.32 * width, rng.uniform(0.22, 0.28) * width)
    box = (tuple(centre.tolist()), (2 * axes[0], 2 * axes[1]), float(np.rad2deg(toward)))
    cv2.ellipse(colour, box, tuple(pale.tolist()), -1, cv2.LINE_AA)
