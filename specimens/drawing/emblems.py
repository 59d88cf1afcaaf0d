"""Emblems and portraits of forms, and smooth noise."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.arrays import Field, Picture, Rng, uniform
from specimens.drawing.canvas import Canvas
from specimens.drawing.ink import Colour

GOLD: Colour = (60, 160, 205)


def draw_garuda(canvas: Canvas, x: float, y: float, height: float, colour: Colour) -> None:
    """Draw a shield between spread wings, centred on x, its top at y (mm)."""
    scale = canvas.px_per_mm * height / 100
    origin = np.array([x, y]) * canvas.px_per_mm

    def at(points: Sequence[tuple[float, float]]) -> NDArray[np.int32]:
        return np.rint(origin + np.array(points, float) * scale).astype(np.int32)

    for side in (-1, 1):
        for feather in range(7):
            spread = 14 + 5.2 * feather
            points = [
                (side * 12, 22 + 4 * feather), (side * spread, 8 + 5 * feather),
                (side * (spread + 4), 14 + 7 * feather), (side * 12, 34 + 5 * feather),
            ]  # fmt: skip
            cv2.polylines(canvas.pixels, [at(points)], True, colour, 2, cv2.LINE_AA)
    shield = [(-13, 30), (13, 30), (13, 52), (0, 68), (-13, 52)]
    cv2.fillPoly(canvas.pixels, [at(shield)], colour, cv2.LINE_AA)
    cv2.fillPoly(canvas.pixels, [at([(-5, 8), (6, 4), (12, 12), (4, 26), (-6, 26)])], colour)
    tail = [(-9, 66), (9, 66), (15, 86), (-15, 86)]
    cv2.polylines(canvas.pixels, [at(tail)], True, colour, 2, cv2.LINE_AA)
    cv2.fillPoly(canvas.pixels, [at([(-36, 86), (36, 86), (32, 94), (-32, 94)])], colour)


def draw_portrait(canvas: Canvas, box: tuple[float, float, float, float], rng: Rng) -> None:
    """Draw an abstract head and shoulders on a red or blue ground (box in mm)."""
    x, y, w, h = (round(v * canvas.px_per_mm) for v in box)
    red, blue = (48, 36, 190), (190, 90, 40)
    ground = red if rng.random() < 0.5 else blue
    picture = uniform((h, w), np.array(ground) + rng.normal(0, 12, 3))
    skin = np.array([110, 145, 190]) * rng.uniform(0.75, 1.2)
    shirt = rng.choice([(235, 235, 235), (60, 60, 65), (140, 90, 60), (60, 110, 70)])
    _figure(picture, tuple(np.clip(skin, 0, 255)), tuple(float(v) for v in shirt), rng)
    soft = cv2.GaussianBlur(picture, (0, 0), w / 90)
    grain = rng.normal(0, 5, (h, w, 1))
    canvas.pixels[y : y + h, x : x + w] = np.clip(soft + grain, 0, 255).astype(np.uint8)


def _figure(picture: Picture, skin: Colour, shirt: Colour, rng: Rng) -> None:
    height, width = picture.shape[:2]
    hair = tuple(float(v) for v in rng.uniform(15, 60) + np.zeros(3))
    middle = round(width * rng.uniform(0.47, 0.53))

    def oval(cx: float, cy: float, rx: float, ry: float, colour: Colour, arc: float = 360) -> None:
        centre = (round(middle + cx * width), round(cy * height))
        axes = (round(rx * width), round(ry * height))
        cv2.ellipse(picture, centre, axes, 0, 180 if arc < 360 else 0, 360, colour, -1, cv2.LINE_AA)

    oval(0, 1.04, 0.46, 0.30, shirt)
    oval(0, 0.72, 0.11, 0.14, tuple(0.9 * v for v in skin))
    scarf = rng.random() < 0.4
    if scarf:
        oval(0, 0.48, 0.30, 0.36, tuple(float(v) for v in rng.uniform(60, 210, 3)))
    oval(0, 0.45, 0.21, 0.24, skin)
    if not scarf:
        oval(0, 0.40, 0.225, 0.22, hair, arc=180)
    for side in (-1, 1):
        oval(side * 0.085, 0.45, 0.03, 0.012, (30.0, 30.0, 30.0))
    oval(0, 0.58, 0.06, 0.012, (90.0, 80.0, 150.0))


def noise_texture(shape: tuple[int, int], rng: Rng, cell: int) -> Field:
    """Return smooth noise of mean 0 and deviation about 1 with blobs of `cell` pixels."""
    small = rng.normal(0, 1, (shape[0] // cell + 3, shape[1] // cell + 3)).astype(np.float32)
    return np.asarray(cv2.resize(small, shape[::-1], interpolation=cv2.INTER_CUBIC), np.float32)
