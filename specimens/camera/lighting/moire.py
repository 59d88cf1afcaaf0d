"""The moiré of a photographed screen."""

import cv2
import numpy as np

from specimens.arrays import Field, Rng, as_field
from specimens.camera.geometry.compositing import GRID_STEP_PX
from specimens.camera.geometry.projection import Geometry, sheet_points


def moire_light(geometry: Geometry, size: tuple[int, int], amplitude: float, rng: Rng) -> Field:
    """Return the light of a screen's pixel grid, sampled by the sensor, about 1, BGR."""
    x, y = np.moveaxis(sheet_points(geometry, size, GRID_STEP_PX), -1, 0)
    full = (x.shape[1] * GRID_STEP_PX, x.shape[0] * GRID_STEP_PX)
    x, y = (cv2.resize(axis, full)[: size[1], : size[0]] for axis in (x, y))
    mm = 1 / geometry.px_per_mm()
    planes = [np.ones((size[1], size[0]), np.float32) for _ in range(3)]
    depth = np.full((size[1], size[0]), 0.7 * amplitude, np.float32)
    for _ in range(2):
        period = rng.uniform(2.2, 14) * mm
        angle = rng.uniform(0, np.pi)
        bow = rng.normal(0, 0.25) / max(geometry.size_mm)
        phase = 2 * np.pi * (np.cos(angle) * x + np.sin(angle) * y + bow * x * y) / period
        split = rng.uniform(0, 2 * np.pi / 3)
        cosine, sine = cv2.polarToCart(depth, as_field(phase))
        for channel, plane in enumerate(planes):
            turn = channel * split
            wave = cv2.addWeighted(sine, np.cos(turn), cosine, np.sin(turn), 1.0)
            cv2.multiply(plane, wave, dst=plane)
    return as_field(np.maximum(cv2.merge(planes), 0))
