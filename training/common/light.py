"""Light on a paper that is no body and hides nothing: creases, hard shadows, coloured lamps.

Pictures are H × W × 3, BGR, 0–255; light is multiplied as a camera does, in linear light.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rng = np.random.Generator

GAMMA = 2.2
"""Of the camera."""
COARSE_PX = 256
"""Long side of the grid on which facets of crumpled paper are drawn."""
SHADING = (0.3, 1.5)
"""Least and largest light on a creased sheet, over that on a flat one."""


def edge_px(shape: tuple[int, ...], rng: Rng) -> float:
    """Return the width of a hard shadow's edge in a picture of this shape, px."""
    return float(rng.uniform(1, 0.04 * max(shape)))


def creased(picture: Floats, rng: Rng) -> Floats:
    """Return a paper with the shading of folds or of facets as of crumpled paper."""
    shape = picture.shape[:2]
    shade = _folds(shape, rng) if rng.random() < 0.6 else _facets(shape, rng)
    return lit(picture, np.clip(1 + shade, *SHADING)[..., None])


def hard_light(picture: Floats, shadowed: Floats, rng: Rng) -> Floats:
    """Return a picture under a shadow. shadowed: H × W, 1 in the shadow, 0 in the light."""
    level = float(rng.uniform(0.1, 0.7)) * rng.uniform((1, 0.9, 0.75), (1.35, 1.1, 1))
    return lit(picture, 1 + shadowed[..., None] * (level.astype(np.float32) - 1))


def coloured(picture: Floats, rng: Rng) -> Floats:
    """Return a picture under one lamp or between two lamps of different colours."""
    one, other = _lamp(rng), _lamp(rng)
    share = _ramp(picture.shape[:2], rng)[..., None]
    return lit(picture, one * share + other * (1 - share))


def lit(picture: Floats, light: Floats, added: Floats | float = 0.0) -> Floats:
    """Return a picture under other light. light, added: in linear light, 1 is white paper's."""
    linear = np.power(np.clip(picture, 0, 255) / 255, GAMMA) * light + added
    return np.asarray(255 * np.power(np.clip(linear, 0, 1), 1 / GAMMA), np.float32)


def _folds(shape: tuple[int, int], rng: Rng) -> Floats:
    """Return the shading, about 0, of one to five straight folds."""
    height, width = shape
    y, x = np.mgrid[:height, :width].astype(np.float32) / max(shape)
    shade = np.zeros(shape, np.float32)
    for _ in range(int(rng.integers(1, 6))):
        angle = rng.choice([0, np.pi / 2]) + rng.normal(0, 0.1 if rng.random() < 0.7 else 0.8)
        middle = rng.uniform(0.1, 0.9, 2) * (width, height) / max(shape)
        across = (x - middle[0]) * np.float32(np.cos(angle)) + (y - middle[1]) * np.float32(
            np.sin(angle)
        )
        width_of_fold = rng.uniform(0.002, 0.012)
        fade = rng.uniform(0.08, 1.0)
        shade += (
            np.float32(rng.normal(0, 0.16))
            * np.tanh(across / width_of_fold)
            * np.exp(-np.abs(across) / fade)
        )
        shade += np.float32(rng.normal(0, 0.15)) * np.exp(-((across / width_of_fold) ** 2))
    return np.asarray(shade, np.float32)


def _facets(shape: tuple[int, int], rng: Rng) -> Floats:
    """Return the shading, about 0, of facets between which crumpled paper breaks."""
    scale = COARSE_PX / max(shape)
    rows, columns = max(2, round(shape[0] * scale)), max(2, round(shape[1] * scale))
    y, x = np.mgrid[:rows, :columns].astype(np.float32)
    count = int(rng.integers(8, 90))
    points = rng.uniform(0, 1, (count, 2)) * (columns, rows)
    away = (x[..., None] - points[:, 0]) ** 2 + (y[..., None] - points[:, 1]) ** 2
    nearest = away.argmin(2)
    depth = rng.uniform(0.05, 0.3)
    slope = rng.normal(0, depth, (count, 2)) * np.sqrt(count) / COARSE_PX
    shade = rng.normal(0, depth, count)[nearest]
    shade += (x - points[nearest, 0]) * slope[nearest, 0] + (y - points[nearest, 1]) * slope[
        nearest, 1
    ]
    return cv2.resize(shade.astype(np.float32), shape[::-1], interpolation=cv2.INTER_CUBIC)


def _lamp(rng: Rng) -> Floats:
    """Return the light of a lamp, B, G, R: white, warm, or of any colour."""
    if rng.random() < 0.4:
        return np.asarray(rng.uniform(0.8, 1.1, 3), np.float32)
    hue = int(rng.integers(180))
    pixel = np.uint8([[[hue, int(255 * rng.uniform(0.1, 0.9)), 255]]])
    tint = cv2.cvtColor(pixel, cv2.COLOR_HSV2BGR)[0, 0].astype(np.float32) / 255
    return np.asarray(np.power(tint, GAMMA) * rng.uniform(0.8, 1.6), np.float32)


def _ramp(shape: tuple[int, int], rng: Rng) -> Floats:
    """Return a share, 0–1, that changes along one direction."""
    height, width = shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    along = ((x - width / 2) * np.cos(angle) + (y - height / 2) * np.sin(angle)) / max(shape)
    return np.asarray(
        1 / (1 + np.exp(-(along - rng.uniform(-0.4, 0.4)) / rng.uniform(0.03, 0.5))), np.float32
    )
