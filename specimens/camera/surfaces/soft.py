"""Soft and woven surfaces: cloth, carpet, mats, leather."""

import cv2
import numpy as np

from specimens.arrays import Picture, Rng, uniform
from specimens.camera.sampling.colours import random_colour
from specimens.camera.sampling.noise import fractal, grain, mix, shade, smooth
from specimens.camera.surfaces.hard import TILE_SIDE_PX, TILE_SIZE_PX


def cloth(rng: Rng) -> Picture:
    """Return cloth of one colour with soft wrinkles."""
    base = random_colour(rng, 0.8, (40, 240))
    y, x = np.mgrid[:TILE_SIDE_PX, :TILE_SIDE_PX].astype(np.float32)
    pitch = rng.uniform(3, 9)
    weave = np.sin(2 * np.pi * x / pitch) * np.sin(2 * np.pi * y / pitch)
    wrinkle = fractal(rng, TILE_SIZE_PX, 3, 3)
    field = weave * rng.uniform(0.2, 0.8) + wrinkle + 0.3 * grain(rng, TILE_SIZE_PX)
    return shade(base, field, rng.uniform(0.03, 0.1))


def batik(rng: Rng) -> Picture:
    """Return a repeated motif in two or three colours."""
    cell = int(rng.integers(60, 240))
    dark = random_colour(rng, 0.8, (20, 90))
    light, third = random_colour(rng, 0.5, (130, 235)), random_colour(rng, 0.9, (60, 200))
    motif = uniform((cell, cell), dark)
    for _ in range(int(rng.integers(4, 10))):
        at = tuple(int(v) for v in rng.integers(0, cell, 2))
        axes = tuple(int(v) for v in rng.uniform(0.05, 0.45, 2) * cell)
        colour = tuple(light if rng.random() < 0.6 else third)
        thick = -1 if rng.random() < 0.3 else int(rng.integers(2, 7))
        cv2.ellipse(motif, at, axes, rng.uniform(0, 180), 0, 360, colour, thick, cv2.LINE_AA)
    motif = np.hstack([motif, motif[:, ::-1]])
    motif = np.vstack([motif, motif[::-1]])
    times = TILE_SIDE_PX // motif.shape[0] + 1
    tiled = np.tile(motif, (times, times, 1))[:TILE_SIDE_PX, :TILE_SIDE_PX]
    light_field = 1 + 0.05 * fractal(rng, TILE_SIZE_PX, 3, 3) + 0.03 * grain(rng, TILE_SIZE_PX)
    return np.clip(tiled * light_field[..., None], 0, 255).astype(np.uint8)


def carpet(rng: Rng) -> Picture:
    """Return tufted carpet, striped or mottled."""
    one, other = random_colour(rng, 0.7, (30, 200)), random_colour(rng, 0.7, (30, 200))
    band = smooth(rng, TILE_SIZE_PX, (int(rng.integers(1, 6)), int(rng.integers(10, 80))))
    tuft = cv2.GaussianBlur(grain(rng, TILE_SIZE_PX), (0, 0), rng.uniform(0.8, 2.5)) * 3
    picture = mix(one, other, 0.5 + 0.5 * band + 0.2 * tuft)
    return np.clip(picture * (1 + 0.12 * tuft[..., None]), 0, 255).astype(np.uint8)


def checked(rng: Rng) -> Picture:
    """Return a checked tablecloth."""
    one, other = random_colour(rng, 0.3, (180, 250)), random_colour(rng, 0.9, (60, 200))
    pitch = rng.uniform(40, 200)
    y, x = np.mgrid[:TILE_SIDE_PX, :TILE_SIDE_PX]
    share = ((x // pitch) % 2 + (y // pitch) % 2) / 2
    share = (
        share.astype(np.float32)
        + 0.06 * fractal(rng, TILE_SIZE_PX, 4, 3)
        + 0.05 * grain(rng, TILE_SIZE_PX)
    )
    return mix(one, other, share)


def bamboo(rng: Rng) -> Picture:
    """Return a mat of slats bound by threads."""
    slat, gap = random_colour(rng, 0.5, (120, 230)), random_colour(rng, 0.6, (20, 70))
    y, x = np.mgrid[:TILE_SIDE_PX, :TILE_SIDE_PX].astype(np.float32)
    pitch = rng.uniform(14, 45)
    across = np.abs(((y + 2 * smooth(rng, TILE_SIZE_PX, (3, 8))) / pitch) % 1 - 0.5) * 2
    thread = (np.abs((x / rng.uniform(120, 350)) % 1 - 0.5) < 0.02) * 0.8
    share = (across > 0.85) * 1.0 + 0.3 * (1 - across) * 0.3 + thread
    return mix(slat, gap, share.astype(np.float32) + 0.07 * smooth(rng, TILE_SIZE_PX, (10, 90)))


def rattan(rng: Rng) -> Picture:
    """Return a weave of broad strips."""
    base = random_colour(rng, 0.6, (90, 220))
    pitch = rng.uniform(25, 70)
    y, x = np.mgrid[:TILE_SIDE_PX, :TILE_SIDE_PX].astype(np.float32)
    over = ((x // pitch) + (y // pitch)) % 2
    round_x = np.abs((x / pitch) % 1 - 0.5)
    round_y = np.abs((y / pitch) % 1 - 0.5)
    field = np.where(over > 0, 0.5 - 2 * round_y**2 * 2, 0.5 - 2 * round_x**2 * 2)
    return shade(
        base, field.astype(np.float32) + 0.2 * grain(rng, TILE_SIZE_PX), rng.uniform(0.15, 0.35)
    )


def oilcloth(rng: Rng) -> Picture:
    """Return a plastic tablecloth: flowers on a light ground."""
    picture = uniform((TILE_SIDE_PX, TILE_SIDE_PX), random_colour(rng, 0.35, (150, 250)))
    inks = [tuple(random_colour(rng, 0.9, (60, 230))) for _ in range(3)]
    size = rng.uniform(12, 45)
    for at in rng.integers(0, TILE_SIDE_PX, (int(40000 / size), 2)):
        ink = inks[rng.integers(3)]
        petals = int(rng.integers(4, 8))
        for k in range(petals):
            angle = 2 * np.pi * k / petals
            where = at + size * 0.6 * np.array([np.cos(angle), np.sin(angle)])
            cv2.circle(picture, tuple(int(v) for v in where), int(size * 0.4), ink, -1, cv2.LINE_AA)
    field = 1 + 0.03 * fractal(rng, TILE_SIZE_PX, 2, 3)[..., None]
    return np.clip(picture * field, 0, 255).astype(np.uint8)


def leather(rng: Rng) -> Picture:
    """Return leather: a fine net of wrinkles."""
    cells = int(rng.integers(120, 320))
    net = np.abs(smooth(rng, TILE_SIZE_PX, (cells, cells)))
    field = np.minimum(net, 0.8) + 0.4 * fractal(rng, TILE_SIZE_PX, 2, 3)
    return shade(random_colour(rng, 0.6, (30, 180)), field - 0.5, rng.uniform(0.1, 0.25))
