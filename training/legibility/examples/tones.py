"""Other phones, lights and paler print: changes of tones that leave a square as legible."""

import cv2
import numpy as np

from precheck.text.legibility_net import CELL_PX
from specimens.arrays import Field, Rng
from training.common.light import coloured, creased, edge_px, hard_light
from training.scenes.light import random_shape

GREY_SHARE = 0.15  # of squares: copies and black-and-white modes
SHARPENED_SHARE = 0.4  # of squares, in addition to the phone's sharpening
FADED_SHARE, MIN_TEXT_DEVIATION = 0.35, 18.0
"""Share of squares with reduced contrast, and the minimum standard deviation of their text in grey
levels: above that of the index, so that the labels stay valid."""

LIT_SHARE = 0.5
"""Share of squares whose paper is creased or lit unevenly."""
CREASED_SHARE, HARD_LIGHT_SHARE, COLOURED_SHARE = 0.6, 0.5, 0.25
"""Shares of those that are creased, in a hard shadow, under coloured lamps."""


def light_square(picture: Field, rng: Rng) -> Field:
    """Return a square, BGR, 0–255, on creased paper, in hard shadows or under coloured lamps."""
    if rng.random() > LIT_SHARE:
        return picture
    if rng.random() < CREASED_SHARE:
        picture = creased(picture, rng)
    if rng.random() < HARD_LIGHT_SHARE:
        shape = picture.shape[:2]
        shadowed = random_shape(rng, shape, edge_px(shape, rng))
        picture = hard_light(picture, shadowed, rng)
    return coloured(picture, rng) if rng.random() < COLOURED_SHARE else picture


def fade_square(part: np.ndarray, text: np.ndarray, rng: Rng) -> np.ndarray:
    """Reduce the contrast of print and noise alike, as pale ink and veiling glare do.

    text: N × 2, pixels of the cells with text, x then y.
    """
    if not len(text) or rng.random() > FADED_SHARE:
        return part
    size = part.shape[1] // CELL_PX, part.shape[0] // CELL_PX
    grey = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY).astype(np.float32)
    mean, square = (cv2.resize(v, size, interpolation=cv2.INTER_AREA) for v in (grey, grey * grey))
    columns, rows = (text / CELL_PX).astype(int).T
    strong = np.sqrt(np.maximum(square - mean * mean, 0))[rows, columns]
    least = min(1.0, MIN_TEXT_DEVIATION / max(float(np.quantile(strong, 0.2)), 1.0))
    paper = np.quantile(part[::8, ::8].reshape(-1, 3), 0.7, axis=0)
    keep = rng.uniform(least, 1)
    levels = paper * rng.uniform(0.85, 1.05) + keep * (np.arange(256)[:, None] - paper)
    return cv2.LUT(part, np.clip(levels, 0, 255).astype(np.uint8)[None])


def develop_square(part: np.ndarray, rng: Rng) -> np.ndarray:
    """Change tone curve, brightness, colour cast and sharpness of a square; some become grey."""
    if rng.random() < GREY_SHARE:
        part = cv2.merge([part[..., 1]] * 3)
    if rng.random() < SHARPENED_SHARE:
        soft = cv2.GaussianBlur(part, (0, 0), rng.uniform(0.6, 2))
        by = rng.uniform(0, 0.6)
        part = cv2.addWeighted(part, 1 + by, soft, -by, 0)
    gain = rng.uniform(0.85, 1.15) * rng.normal(1, 0.03, 3)
    curve = 255 * (np.arange(256) / 255) ** np.exp(rng.normal(0, 0.15))
    levels = curve[:, None] * gain + rng.uniform(-12, 12)
    return cv2.LUT(part, np.clip(levels, 0, 255).astype(np.uint8)[None])
