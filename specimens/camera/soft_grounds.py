"""Soft and woven surfaces: cloth, carpet, mats, leather."""

import cv2
import numpy as np

from specimens.arrays import Picture, plain
from specimens.camera.colours import hue
from specimens.camera.hard_grounds import SIDE, SIZE
from specimens.camera.noise import fractal, grain, mixed, shaded, smooth


def cloth(rng: np.random.Generator) -> Picture:
    """Weave a plain cloth with soft wrinkles."""
    base = hue(rng, 0.8, (40, 240))
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32)
    pitch = rng.uniform(3, 9)
    weave = np.sin(2 * np.pi * x / pitch) * np.sin(2 * np.pi * y / pitch)
    wrinkle = fractal(rng, SIZE, 3, 3)
    field = weave * rng.uniform(0.2, 0.8) + wrinkle + 0.3 * grain(rng, SIZE)
    return shaded(base, field, rng.uniform(0.03, 0.1))


def batik(rng: np.random.Generator) -> Picture:
    """Repeat a motif in two or three colours."""
    cell = int(rng.integers(60, 240))
    dark = hue(rng, 0.8, (20, 90))
    light, third = hue(rng, 0.5, (130, 235)), hue(rng, 0.9, (60, 200))
    motif = plain((cell, cell), dark)
    for _ in range(int(rng.integers(4, 10))):
        at = tuple(int(v) for v in rng.integers(0, cell, 2))
        axes = tuple(int(v) for v in rng.uniform(0.05, 0.45, 2) * cell)
        colour = tuple(light if rng.random() < 0.6 else third)
        thick = -1 if rng.random() < 0.3 else int(rng.integers(2, 7))
        cv2.ellipse(motif, at, axes, rng.uniform(0, 180), 0, 360, colour, thick, cv2.LINE_AA)
    motif = np.hstack([motif, motif[:, ::-1]])
    motif = np.vstack([motif, motif[::-1]])
    times = SIDE // motif.shape[0] + 1
    tiled = np.tile(motif, (times, times, 1))[:SIDE, :SIDE]
    light_field = 1 + 0.05 * fractal(rng, SIZE, 3, 3) + 0.03 * grain(rng, SIZE)
    return np.clip(tiled * light_field[..., None], 0, 255).astype(np.uint8)


def carpet(rng: np.random.Generator) -> Picture:
    """Pile up many tufts, striped or mottled."""
    one, other = hue(rng, 0.7, (30, 200)), hue(rng, 0.7, (30, 200))
    band = smooth(rng, SIZE, (int(rng.integers(1, 6)), int(rng.integers(10, 80))))
    tuft = cv2.GaussianBlur(grain(rng, SIZE), (0, 0), rng.uniform(0.8, 2.5)) * 3
    picture = mixed(one, other, 0.5 + 0.5 * band + 0.2 * tuft)
    return np.clip(picture * (1 + 0.12 * tuft[..., None]), 0, 255).astype(np.uint8)


def checked(rng: np.random.Generator) -> Picture:
    """Weave a tablecloth with checks."""
    one, other = hue(rng, 0.3, (180, 250)), hue(rng, 0.9, (60, 200))
    pitch = rng.uniform(40, 200)
    y, x = np.mgrid[:SIDE, :SIDE]
    share = ((x // pitch) % 2 + (y // pitch) % 2) / 2
    share = share.astype(np.float32) + 0.06 * fractal(rng, SIZE, 4, 3) + 0.05 * grain(rng, SIZE)
    return mixed(one, other, share)


def bamboo(rng: np.random.Generator) -> Picture:
    """Bind a mat of slats by threads."""
    slat, gap = hue(rng, 0.5, (120, 230)), hue(rng, 0.6, (20, 70))
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32)
    pitch = rng.uniform(14, 45)
    across = np.abs(((y + 2 * smooth(rng, SIZE, (3, 8))) / pitch) % 1 - 0.5) * 2
    thread = (np.abs((x / rng.uniform(120, 350)) % 1 - 0.5) < 0.02) * 0.8
    share = (across > 0.85) * 1.0 + 0.3 * (1 - across) * 0.3 + thread
    return mixed(slat, gap, share.astype(np.float32) + 0.07 * smooth(rng, SIZE, (10, 90)))


def rattan(rng: np.random.Generator) -> Picture:
    """Weave a basket of broad strips."""
    base = hue(rng, 0.6, (90, 220))
    pitch = rng.uniform(25, 70)
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32)
    over = ((x // pitch) + (y // pitch)) % 2
    round_x = np.abs((x / pitch) % 1 - 0.5)
    round_y = np.abs((y / pitch) % 1 - 0.5)
    field = np.where(over > 0, 0.5 - 2 * round_y**2 * 2, 0.5 - 2 * round_x**2 * 2)
    return shaded(base, field.astype(np.float32) + 0.2 * grain(rng, SIZE), rng.uniform(0.15, 0.35))


def oilcloth(rng: np.random.Generator) -> Picture:
    """Print a plastic tablecloth: flowers on a light ground."""
    picture = plain((SIDE, SIDE), hue(rng, 0.35, (150, 250)))
    inks = [tuple(hue(rng, 0.9, (60, 230))) for _ in range(3)]
    size = rng.uniform(12, 45)
    for at in rng.integers(0, SIDE, (int(40000 / size), 2)):
        ink = inks[rng.integers(3)]
        petals = int(rng.integers(4, 8))
        for k in range(petals):
            angle = 2 * np.pi * k / petals
            where = at + size * 0.6 * np.array([np.cos(angle), np.sin(angle)])
            cv2.circle(picture, tuple(int(v) for v in where), int(size * 0.4), ink, -1, cv2.LINE_AA)
    field = 1 + 0.03 * fractal(rng, SIZE, 2, 3)[..., None]
    return np.clip(picture * field, 0, 255).astype(np.uint8)


def leather(rng: np.random.Generator) -> Picture:
    """Stretch a seat or a desk pad: a fine net of wrinkles."""
    cells = int(rng.integers(120, 320))
    net = np.abs(smooth(rng, SIZE, (cells, cells)))
    field = np.minimum(net, 0.8) + 0.4 * fractal(rng, SIZE, 2, 3)
    return shaded(hue(rng, 0.6, (30, 180)), field - 0.5, rng.uniform(0.1, 0.25))
