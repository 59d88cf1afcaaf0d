"""Hard surfaces: boards, tiles, stone, plastic, paint."""

import cv2
import numpy as np

from specimens.arrays import Picture, as_picture
from specimens.camera.colours import hue
from specimens.camera.noise import fractal, grain, mixed, shaded, smooth

SIDE = 1400
"""Pixels of a tile's side; it is mirrored beyond."""
SIZE = (SIDE, SIDE)


def wood(rng: np.random.Generator) -> Picture:
    """Lay boards or veneer: grain lines along, knots now and then, joints between boards."""
    tone = rng.uniform(0.35, 1.1)
    base = np.array([70, 115, 165]) * tone + rng.normal(0, 10, 3)
    warp = fractal(rng, SIZE, 2, 4) * rng.uniform(5, 40)
    y = np.arange(SIDE, dtype=np.float32)[:, None] + warp
    lines = np.sin(y * 2 * np.pi / rng.uniform(12, 60) + 2 * smooth(rng, SIZE, (2, 30)))
    streak = smooth(rng, SIZE, (4, 500))
    picture = shaded(base, 0.6 * lines + 0.8 * streak, rng.uniform(0.03, 0.12))
    if rng.random() < 0.6:
        pitch = int(rng.uniform(150, 500))
        for at in range(int(rng.integers(pitch)), SIDE, pitch):
            cv2.line(picture, (0, at), (SIDE, at), tuple(base * 0.35), int(rng.integers(2, 6)))
    return picture


def tiles(rng: np.random.Generator) -> Picture:
    """Lay floor tiles with joints, plain or speckled."""
    base, joint = hue(rng, 0.35, (110, 245)), hue(rng, 0.2, (40, 180))
    field = fractal(rng, SIZE, 4, 5) + rng.uniform(0, 0.6) * grain(rng, SIZE)
    picture = shaded(base, field, rng.uniform(0.01, 0.06))
    pitch, thick = int(rng.uniform(250, 900)), int(rng.integers(3, 12))
    for at in range(int(rng.integers(pitch)), SIDE, pitch):
        cv2.line(picture, (0, at), (SIDE, at), tuple(joint), thick)
        cv2.line(picture, (at, 0), (at, SIDE), tuple(joint), thick)
    return as_picture(cv2.GaussianBlur(picture, (0, 0), 1))


def plastic(rng: np.random.Generator) -> Picture:
    """Pour a smooth sheet of one colour, faintly uneven."""
    field = fractal(rng, SIZE, 2, 2) + 0.3 * grain(rng, SIZE)
    return shaded(hue(rng, 0.9, (30, 250)), field, rng.uniform(0.005, 0.03))


def marble(rng: np.random.Generator) -> Picture:
    """Cut stone with veins."""
    warp = fractal(rng, SIZE, 2, 6)
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32) / SIDE
    angle = rng.uniform(0, np.pi)
    phase = rng.uniform(4, 16) * (np.cos(angle) * x + np.sin(angle) * y)
    vein = np.abs(np.sin(phase + rng.uniform(0.8, 2.5) * warp)) ** rng.uniform(0.15, 0.6)
    return mixed(hue(rng, 0.3, (60, 200)), hue(rng, 0.15, (150, 248)), vein)


def concrete(rng: np.random.Generator) -> Picture:
    """Cast rough grey with pits."""
    field = fractal(rng, SIZE, 4, 7) + 0.5 * grain(rng, SIZE)
    pits = cv2.GaussianBlur(grain(rng, SIZE), (0, 0), 2) > rng.uniform(0.25, 0.4)
    return shaded(hue(rng, 0.15, (80, 200)), field - 2 * pits, rng.uniform(0.04, 0.1))


def white(rng: np.random.Generator) -> Picture:
    """Paint a white table: hardly darker than paper, if at all."""
    base = np.clip(rng.uniform(222, 253) + rng.normal(0, 3, 3), 0, 255)
    field = fractal(rng, SIZE, 2, 2) + 0.5 * grain(rng, SIZE)
    return shaded(base, field, rng.uniform(0.003, 0.012))


def dark(rng: np.random.Generator) -> Picture:
    """Darken all: black desk, laptop lid, night."""
    field = fractal(rng, SIZE, 2, 5) + grain(rng, SIZE)
    return shaded(hue(rng, 0.4, (12, 60)), field, rng.uniform(0.03, 0.12))


def terrazzo(rng: np.random.Generator) -> Picture:
    """Set chips of stone in cement."""
    base, chips = hue(rng, 0.2, (130, 240)), hue(rng, 0.4, (40, 220))
    size = int(rng.integers(60, 200))
    chip = smooth(rng, SIZE, (size, size))
    other = smooth(rng, SIZE, (size, size))
    share = (chip > 1.1) * 0.9 + (other > 1.3) * 0.4
    return mixed(base, chips, share.astype(np.float32) + 0.04 * grain(rng, SIZE))
