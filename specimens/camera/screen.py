"""A screen photographed: its pixels beat against the sensor's, its frame shows."""

import cv2
import numpy as np

from specimens.arrays import Field
from specimens.camera.geometry import Geometry, seen_points
from specimens.camera.lay import STEP


def moire(
    lies: Geometry, size: tuple[int, int], amplitude: float, rng: np.random.Generator
) -> Field:
    """Return the light of a screen's pixel grid as the sensor samples it, about 1, BGR."""
    x, y = np.moveaxis(seen_points(lies, size, STEP), -1, 0)
    full = (x.shape[1] * STEP, x.shape[0] * STEP)
    x, y = (cv2.resize(axis, full)[: size[1], : size[0]] for axis in (x, y))
    mm = 1 / lies.px_per_mm()
    total = np.ones((size[1], size[0], 3), np.float32)
    for _ in range(2):
        period = rng.uniform(2.2, 14) * mm
        angle = rng.uniform(0, np.pi)
        bow = rng.normal(0, 0.25) / max(lies.size_mm)
        phase = 2 * np.pi * (np.cos(angle) * x + np.sin(angle) * y + bow * x * y) / period
        split = rng.uniform(0, 2 * np.pi / 3)
        for channel in range(3):
            total[..., channel] *= 1 + 0.7 * amplitude * np.sin(phase + channel * split).astype(
                np.float32
            )
    return np.maximum(total, 0)
