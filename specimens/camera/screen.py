"""A screen photographed: its pixels beat against the sensor's, its frame shows."""

import cv2
import numpy as np

from specimens.arrays import Field, as_field
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
    planes = [np.ones((size[1], size[0]), np.float32) for _ in range(3)]
    depth = np.full((size[1], size[0]), 0.7 * amplitude, np.float32)
    for _ in range(2):
        period = rng.uniform(2.2, 14) * mm
        angle = rng.uniform(0, np.pi)
        bow = rng.normal(0, 0.25) / max(lies.size_mm)
        phase = 2 * np.pi * (np.cos(angle) * x + np.sin(angle) * y + bow * x * y) / period
        split = rng.uniform(0, 2 * np.pi / 3)
        cosine, sine = cv2.polarToCart(depth, as_field(phase))
        for channel, plane in enumerate(planes):
            turn = channel * split
            wave = cv2.addWeighted(sine, np.cos(turn), cosine, np.sin(turn), 1.0)
            cv2.multiply(plane, wave, dst=plane)
    return as_field(np.maximum(cv2.merge(planes), 0))
