"""The lens: out of focus, in motion, sharp on one side only."""

import cv2
import numpy as np

from specimens.arrays import Field, as_field, bgr
from specimens.camera.noise import smooth

OVER = 4  # subpixels of a kernel


def disk(radius: float, hollow: float = 0.0, blades: int = 0) -> Field:
    """Return the kernel of a lens out of focus: a disk, a ring-heavy disk or a polygon.

    radius: pixels. hollow: 0–1, how much darker the middle is. blades: 0 is round.
    """
    radius = max(radius, 0.3)
    reach = int(np.ceil(radius)) + 1
    axis = (np.arange((2 * reach + 1) * OVER) + 0.5) / OVER - reach - 0.5
    x, y = np.meshgrid(axis, axis)
    away = np.hypot(x, y)
    if blades:
        angle = (np.arctan2(y, x) + 0.3) % (2 * np.pi / blades) - np.pi / blades
        away = away * np.cos(angle) / np.cos(np.pi / blades)
    weight = (away <= radius) * (1 - hollow * (1 - away / radius))
    side = 2 * reach + 1
    kernel = weight.reshape(side, OVER, side, OVER).sum((1, 3))
    return as_field(kernel / kernel.sum())


def path(length: float, curve: float, rng: np.random.Generator) -> Field:
    """Return the kernel of a shaking hand: a curved path run through at uneven speed.

    length: pixels. curve: how far it strays from straight, in its own lengths.
    """
    t = np.linspace(-0.5, 0.5, 200)
    angle, phase = rng.uniform(0, 2 * np.pi, 2)
    bow = curve * (np.sin(np.pi * (t + 0.5)) + 0.5 * np.sin(2 * np.pi * t + phase))
    x = length * (np.cos(angle) * t - np.sin(angle) * bow)
    y = length * (np.sin(angle) * t + np.cos(angle) * bow)
    speed = 1 + 0.7 * np.sin(2 * np.pi * t * rng.uniform(0.3, 1.2) + rng.uniform(0, 6))
    reach = int(np.ceil(max(np.abs(x).max(), np.abs(y).max()))) + 1
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    x, y = x - np.average(x, weights=speed), y - np.average(y, weights=speed)
    for dx in (0, 1):
        for dy in (0, 1):
            column, row = np.floor(x).astype(int) + dx, np.floor(y).astype(int) + dy
            share = (1 - np.abs(x - column)) * (1 - np.abs(y - row)) * speed
            inside = (np.abs(column) <= reach) & (np.abs(row) <= reach)
            np.add.at(kernel, (row[inside] + reach, column[inside] + reach), share[inside])
    return as_field(kernel / kernel.sum())


def spread(kernel: Field) -> float:
    """Return the standard deviation of a kernel in its widest direction, pixels."""
    y, x = np.indices(kernel.shape)
    return float(
        np.sqrt(
            np.linalg.eigvalsh(np.cov(x.ravel(), y.ravel(), aweights=kernel.ravel(), ddof=0))[1]
        )
    )


def blurred(picture: Field, kernel: Field) -> Field:
    """Return the picture spread by a kernel, its edges continued."""
    return as_field(cv2.filter2D(picture, -1, kernel, borderType=cv2.BORDER_REPLICATE))


def fallen_off(picture: Field, radius: Field, most: float) -> Field:
    """Return the picture out of focus by a radius that changes over it.

    radius: 0–1 of `most` pixels, for each pixel.
    """
    steps = np.linspace(0, most, 5)
    place = np.clip(radius, 0, 1) * (len(steps) - 1)
    result = np.zeros_like(picture)
    for index, step in enumerate(steps):
        layer = blurred(picture, disk(float(step))) if step else picture
        weight = as_field(np.maximum(1 - np.abs(place - index), 0))
        result += cv2.multiply(layer, bgr(weight))
    return result


def focus_field(rng: np.random.Generator, size: tuple[int, int]) -> Field:
    """Return where a picture is out of focus, 0–1: a side, a corner or all but a strip."""
    x, y = np.linspace(-1, 1, size[0]), np.linspace(-1, 1, size[1])[:, None]
    angle = rng.uniform(0, 2 * np.pi)
    t = np.cos(angle) * x + np.sin(angle) * y
    begin, end = rng.uniform(-0.9, 0.2), rng.uniform(0.4, 1.2)
    ramp = np.clip((t - begin) / (end - begin), 0, 1)
    bump = 0.1 * smooth(rng, size, (3, 3))
    return as_field(np.clip(ramp + bump * ramp, 0, 1))
