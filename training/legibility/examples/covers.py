"""Covers composited over squares of pages: text under them is illegible."""

from collections.abc import Sequence

import cv2
import numpy as np

from specimens.arrays import Field, Picture, Rng
from training.common.covers import Cover, lay_over, pick, place_body

COVERED_SHARE = 0.5  # of squares
BODY_SHARE, MAX_BODIES = 0.3, 2  # of squares under real hands and things
MAX_COVERS = 3
COVER_MARGIN_PX = 24  # around a cover, for its soft edge and shadow
GLARE_SHARE = 0.2  # of covers: reflections
FIELD_SIZED_SHARE = 0.4  # of covers
LARGE_SHARE = 0.2  # of covers: they hide several lines
SHADOW_SHARE = 0.6  # of covers with a shadow
UNIFORM_SHARE = 0.2  # of covers without grain
PAPER_BRIGHT_SHARE = 0.25  # of covers about as bright as the paper


def add_covers(picture: Field, text: Field, rng: Rng) -> tuple[Field, Field, Field]:
    """Composite covers over a square, BGR, in place; most of them over text.

    Return it and the coverage of each pixel, 0–1, by all covers and by reflections.
    text: N × 2, pixels with text, x then y.
    """
    side = picture.shape[0]
    hidden, lit = np.zeros((2, side, side), np.float32)
    if rng.random() > COVERED_SHARE:
        return picture, hidden, lit
    for _ in range(rng.integers(1, MAX_COVERS + 1)):
        at_text = len(text) > 0 and rng.random() < 0.8
        middle = text[rng.integers(len(text))] if at_text else rng.uniform(0, side, 2)
        drawn = _shape(side, middle, rng)
        x, y, width, height = cv2.boundingRect(drawn)
        if not width:
            continue
        part = np.s_[
            max(y - COVER_MARGIN_PX, 0) : y + height + COVER_MARGIN_PX,
            max(x - COVER_MARGIN_PX, 0) : x + width + COVER_MARGIN_PX,
        ]
        soft = cv2.GaussianBlur(drawn[part], (0, 0), rng.uniform(0.5, 3))
        mask = soft.astype(np.float32) / 255
        shines = rng.random() < GLARE_SHARE
        face = np.float32(rng.uniform(245, 255)) if shines else _texture(picture[part], mask, rng)
        if not shines and rng.random() < SHADOW_SHARE:
            picture[part] *= _shadow(mask, rng)[..., None]
        picture[part] += (face - picture[part]) * mask[..., None]
        hidden[part] = np.maximum(hidden[part], mask)
        lit[part] = np.maximum(lit[part], mask) if shines else lit[part] * (1 - mask)
    return np.clip(picture, 0, 255, out=picture), hidden, lit


def add_bodies(picture: Field, bodies: Sequence[Cover], rng: Rng) -> tuple[Field, Field]:
    """Lay cut-out hands and things over some squares; return it and their coverage, 0–1."""
    hidden = np.zeros(picture.shape[:2], np.float32)
    if not bodies or rng.random() > BODY_SHARE:
        return picture, hidden
    level = float(np.percentile(picture[::8, ::8], 75)) / 215
    for _ in range(rng.integers(1, MAX_BODIES + 1)):
        body = pick(bodies, ("hand", "hand", "thing"), rng)
        colour, alpha = place_body(body, hidden.shape, level, rng)
        picture = lay_over(picture, colour, alpha, rng)
        hidden = np.maximum(hidden, alpha)
    return picture, hidden


def _shape(side: int, middle: Field, rng: Rng) -> Picture:
    """Return the mask of a bar, an ellipse or a card, 0 or 255."""
    drawn = np.zeros((side, side), np.uint8)
    kind = rng.random()
    if kind < FIELD_SIZED_SHARE:
        width, length = rng.uniform(10, 40), rng.uniform(20, 250)
    elif kind < FIELD_SIZED_SHARE + LARGE_SHARE:
        width, length = rng.uniform(100, 400), rng.uniform(100, 800)
    else:
        width, length = np.exp(rng.uniform(np.log(12), np.log(130))), rng.uniform(20, 500)
    angle = rng.choice([0, 90]) + rng.normal(0, 8) if rng.random() < 0.4 else rng.uniform(0, 180)
    box = (
        (float(middle[0]), float(middle[1])),
        (float(max(length, width)), float(width)),
        float(angle),
    )
    if rng.random() < 0.5:
        cv2.fillPoly(drawn, [np.rint(cv2.boxPoints(box)).astype(np.int32)], 255, cv2.LINE_AA)
    else:
        cv2.ellipse(drawn, box, 255, -1, cv2.LINE_AA)
    return drawn


def _shadow(mask: Field, rng: Rng) -> Field:
    """Return the light around a cover, 0–1, with its shadow shifted to one side."""
    shift = np.float32([[1, 0, rng.uniform(-6, 6)], [0, 1, rng.uniform(-6, 6)]])
    moved = cv2.warpAffine(mask, shift, mask.shape[::-1])
    soft = cv2.GaussianBlur(moved, (0, 0), rng.uniform(1, 5))
    return np.asarray(1 - rng.uniform(0.1, 0.55) * soft, np.float32)


def _texture(picture: Field, mask: Field, rng: Rng) -> Field:
    """Return a cover's pixels: uniform or grained, shaded towards its edge, of any colour."""
    size = mask.shape[::-1]
    level = rng.uniform(10, 250) + rng.normal(0, rng.choice([0, 3, 30, 80]), 3)
    if rng.random() < PAPER_BRIGHT_SHARE:
        bright = np.quantile(picture[::4, ::4].reshape(-1, 3), 0.8, axis=0)
        level = bright * rng.uniform(0.88, 1.1) + rng.normal(0, 4, 3)
    if rng.random() < UNIFORM_SHARE:
        return np.broadcast_to(np.float32(level), picture.shape)
    cells = int(rng.integers(4, 100))
    grain = cv2.resize(rng.standard_normal((cells, cells), dtype=np.float32), size)
    fine = rng.standard_normal(mask.shape, dtype=np.float32) * np.float32(rng.uniform(0, 6))
    small = cv2.resize(mask, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    thick = cv2.resize(cv2.GaussianBlur(small, (0, 0), rng.uniform(1, 8)), size) - 1
    shade = rng.uniform(0, 25) * grain + fine + rng.uniform(0, 80) * thick
    return (shade[..., None] + level).astype(np.float32)
