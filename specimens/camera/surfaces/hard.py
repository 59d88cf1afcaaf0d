"""Hard surfaces: boards, tiles, stone, plastic, paint."""

import cv2
import numpy as np

from specimens.arrays import Picture, Rng, as_picture
from specimens.camera.sampling.colours import random_colour
from specimens.camera.sampling.noise import fractal, grain, mix, shade, smooth

TILE_SIDE_PX = 1400
"""Side of a surface tile; the surface repeats it mirrored."""
TILE_SIZE_PX = (TILE_SIDE_PX, TILE_SIDE_PX)


def wood(rng: Rng) -> Picture:
    """Return boards or veneer: grain lines, knots, joints."""
    tone = rng.uniform(0.35, 1.1)
    base = np.array([70, 115, 165]) * tone + rng.normal(0, 10, 3)
    warp = fractal(rng, TILE_SIZE_PX, 2, 4) * rng.uniform(5, 40)
    y = np.arange(TILE_SIDE_PX, dtype=np.float32)[:, None] + warp
    lines = np.sin(y * 2 * np.pi / rng.uniform(12, 60) + 2 * smooth(rng, TILE_SIZE_PX, (2, 30)))
    streak = smooth(rng, TILE_SIZE_PX, (4, 500))
    picture = shade(base, 0.6 * lines + 0.8 * streak, rng.uniform(0.03, 0.12))
    if rng.random() < 0.6:
        pitch = int(rng.uniform(150, 500))
        for at in range(int(rng.integers(pitch)), TILE_SIDE_PX, pitch):
            cv2.line(
                picture, (0, at), (TILE_SIDE_PX, at), tuple(base * 0.35), int(rng.integers(2, 6))
            )
    return picture


def tiles(rng: Rng) -> Picture:
    """Return floor tiles with joints, uniform or speckled."""
    base, joint = random_colour(rng, 0.35, (110, 245)), random_colour(rng, 0.2, (40, 180))
    field = fractal(rng, TILE_SIZE_PX, 4, 5) + rng.uniform(0, 0.6) * grain(rng, TILE_SIZE_PX)
    picture = shade(base, field, rng.uniform(0.01, 0.06))
    pitch, thick = int(rng.uniform(250, 900)), int(rng.integers(3, 12))
    for at in range(int(rng.integers(pitch)), TILE_SIDE_PX, pitch):
        cv2.line(picture, (0, at), (TILE_SIDE_PX, at), tuple(joint), thick)
        cv2.line(picture, (at, 0), (at, TILE_SIDE_PX), tuple(joint), thick)
    return as_picture(cv2.GaussianBlur(picture, (0, 0), 1))


def plastic(rng: Rng) -> Picture:
    """Return a smooth surface of one colour, slightly uneven."""
    field = fractal(rng, TILE_SIZE_PX, 2, 2) + 0.3 * grain(rng, TILE_SIZE_PX)
    return shade(random_colour(rng, 0.9, (30, 250)), field, rng.uniform(0.005, 0.03))


def marble(rng: Rng) -> Picture:
    """Return stone with veins."""
    warp = fractal(rng, TILE_SIZE_PX, 2, 6)
    y, x = np.mgrid[:TILE_SIDE_PX, :TILE_SIDE_PX].astype(np.float32) / TILE_SIDE_PX
    angle = rng.uniform(0, np.pi)
    phase = rng.uniform(4, 16) * (np.cos(angle) * x + np.sin(angle) * y)
    vein = np.abs(np.sin(phase + rng.uniform(0.8, 2.5) * warp)) ** rng.uniform(0.15, 0.6)
    return mix(random_colour(rng, 0.3, (60, 200)), random_colour(rng, 0.15, (150, 248)), vein)


def concrete(rng: Rng) -> Picture:
    """Return rough grey concrete with pits."""
    field = fractal(rng, TILE_SIZE_PX, 4, 7) + 0.5 * grain(rng, TILE_SIZE_PX)
    pits = cv2.GaussianBlur(grain(rng, TILE_SIZE_PX), (0, 0), 2) > rng.uniform(0.25, 0.4)
    return shade(random_colour(rng, 0.15, (80, 200)), field - 2 * pits, rng.uniform(0.04, 0.1))


def white(rng: Rng) -> Picture:
    """Return a white table, about as bright as paper."""
    base = np.clip(rng.uniform(222, 253) + rng.normal(0, 3, 3), 0, 255)
    field = fractal(rng, TILE_SIZE_PX, 2, 2) + 0.5 * grain(rng, TILE_SIZE_PX)
    return shade(base, field, rng.uniform(0.003, 0.012))


def dark(rng: Rng) -> Picture:
    """Return a dark surface: a black desk, a laptop lid."""
    field = fractal(rng, TILE_SIZE_PX, 2, 5) + grain(rng, TILE_SIZE_PX)
    return shade(random_colour(rng, 0.4, (12, 60)), field, rng.uniform(0.03, 0.12))


def terrazzo(rng: Rng) -> Picture:
    """Return chips of stone in cement."""
    base, chips = random_colour(rng, 0.2, (130, 240)), random_colour(rng, 0.4, (40, 220))
    size = int(rng.integers(60, 200))
    chip = smooth(rng, TILE_SIZE_PX, (size, size))
    other = smooth(rng, TILE_SIZE_PX, (size, size))
    share = (chip > 1.1) * 0.9 + (other > 1.3) * 0.4
    return mix(base, chips, share.astype(np.float32) + 0.04 * grain(rng, TILE_SIZE_PX))
