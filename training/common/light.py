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


def creased(picture: Floats, rng: Rng) -> Floats:
    """Return a paper with the shading of folds or of facets as of crumpled paper."""
    shape = picture.shape[:2]
    shade = _folds(shape, rng) if rng.random() < 0.6 else _facets(shape, rng)
    return _times(picture, np.clip(1 + shade, *SHADING)[..., None])


def hard_light(picture: Floats, shadowed: Floats, rng: Rng) -> Floats:
    """Return a picture under a shadow. shadowed: H × W, 1 in the shadow, 0 in the light."""
    mask = cv2.GaussianBlur(shadowed, (0, 0), float(rng.uniform(0.4, 0.02 * max(shadowed.shape))))
    level = float(rng.uniform(0.1, 0.7)) * rng.uniform((1, 0.9, 0.75), (1.35, 1.1, 1))
    return _times(picture, 1 + mask[..., None] * (level.astype(np.float32) - 1))


def coloured(picture: Floats, rng: Rng) -> Floats:
    """Return a picture under one lamp or between two lamps of different colours."""
    one, other = _lamp(rng), _lamp(rng)
    share = _ramp(picture.shape[:2], rng)[..., None]
    return _times(picture, one * share + other * (1 - share))


def _times(picture: Floats, light: Floats) -> Floats:
    linear = np.power(np.clip(picture, 0, 255) / 255, GAMMA) * light
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


def window(shape: tuple[int, int], rng: Rng) -> Floats:
    """Return 1 outside a patch of light with straight edges, as of a window, or inside."""
    height, width = shape
    size = rng.uniform(0.25, 1.2, 2) * (width, height)
    middle = rng.uniform(0, 1, 2) * (width, height)
    quad = cv2.boxPoints(
        ((float(middle[0]), float(middle[1])), (float(size[0]), float(size[1])),
         float(rng.uniform(0, 90)))
    )  # fmt: skip
    quad += rng.uniform(-0.2, 0.2, (4, 2)) * size
    mask = np.ones(shape, np.float32)
    cv2.fillPoly(mask, [np.rint(quad).astype(np.int32)], 0.0, cv2.LINE_AA)
    return mask if rng.random() < 0.7 else 1 - mask


def silhouette(shape: tuple[int, int], rng: Rng) -> Floats:
    """Return 1 in the shadow of an arm, a phone or fingers that reach in from outside."""
    height, width = shape
    mask = np.zeros(shape, np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    inward = np.array([np.cos(angle), np.sin(angle)])
    start = np.array([width, height]) / 2 - inward * max(shape)
    tip = rng.uniform(0.1, 0.9, 2) * (width, height)
    for _ in range(int(rng.integers(1, 6))):
        end = tip + rng.normal(0, 0.08, 2) * max(shape)
        cv2.line(
            mask, _pixel(start), _pixel(end), 1.0, int(rng.uniform(0.02, 0.3) * max(shape)),
            cv2.LINE_8,
        )  # fmt: skip
    return mask


def _pixel(at: NDArray[np.float64]) -> tuple[int, int]:
    return round(float(at[0])), round(float(at[1]))


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
