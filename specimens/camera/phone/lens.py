"""Point spread functions of defocus and motion, and convolution with them."""

import cv2
import numpy as np

from specimens.arrays import Field, Rng, as_field, bgr
from specimens.camera.sampling.noise import smooth

SUBPIXELS = 4  # per pixel and axis of a kernel


def disk_kernel(radius: float, hollow: float = 0.0, blades: int = 0) -> Field:
    """Return the point spread function of defocus: a disk, a ring or a polygon.

    radius: pixels. hollow: 0–1, attenuation of the centre. blades: of the aperture, 0 for a circle.
    """
    radius = max(radius, 0.3)
    reach = int(np.ceil(radius)) + 1
    axis = (np.arange((2 * reach + 1) * SUBPIXELS) + 0.5) / SUBPIXELS - reach - 0.5
    x, y = np.meshgrid(axis, axis)
    away = np.hypot(x, y)
    if blades:
        angle = (np.arctan2(y, x) + 0.3) % (2 * np.pi / blades) - np.pi / blades
        away = away * np.cos(angle) / np.cos(np.pi / blades)
    weight = (away <= radius) * (1 - hollow * (1 - away / radius))
    side = 2 * reach + 1
    kernel = weight.reshape(side, SUBPIXELS, side, SUBPIXELS).sum((1, 3))
    return as_field(kernel / kernel.sum())


def path_kernel(length: float, curve: float, rng: Rng) -> Field:
    """Return the point spread function of camera shake: a curved path at varying speed.

    length: pixels. curve: deviation from a straight line, in path lengths.
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


def kernel_deviation(kernel: Field) -> float:
    """Return the standard deviation of a kernel along its principal axis, pixels."""
    y, x = np.indices(kernel.shape)
    return float(
        np.sqrt(
            np.linalg.eigvalsh(np.cov(x.ravel(), y.ravel(), aweights=kernel.ravel(), ddof=0))[1]
        )
    )


def convolve(picture: Field, kernel: Field) -> Field:
    """Return a picture convolved with a kernel, with replicated edges."""
    return as_field(cv2.filter2D(picture, -1, kernel, borderType=cv2.BORDER_REPLICATE))


def blur_by_radius(picture: Field, radius: Field, max_radius: float) -> Field:
    """Return a picture with a defocus radius that varies by pixel.

    radius: 0–1, in shares of max_radius pixels.
    """
    steps = np.linspace(0, max_radius, 5)
    place = np.clip(radius, 0, 1) * (len(steps) - 1)
    result = np.zeros_like(picture)
    for index, step in enumerate(steps):
        layer = convolve(picture, disk_kernel(float(step))) if step else picture
        weight = as_field(np.maximum(1 - np.abs(place - index), 0))
        result += cv2.multiply(layer, bgr(weight))
    return result


def focus_field(rng: Rng, size: tuple[int, int]) -> Field:
    """Return a random map of defocus, 0–1: higher towards a side or a corner."""
    x, y = np.linspace(-1, 1, size[0]), np.linspace(-1, 1, size[1])[:, None]
    angle = rng.uniform(0, 2 * np.pi)
    t = np.cos(angle) * x + np.sin(angle) * y
    begin, end = rng.uniform(-0.9, 0.2), rng.uniform(0.4, 1.2)
    ramp = np.clip((t - begin) / (end - begin), 0, 1)
    bump = 0.1 * smooth(rng, size, (3, 3))
    return as_field(np.clip(ramp + bump * ramp, 0, 1))
