"""Covers pasted over squares of pages: what lies under them is known to be illegible."""

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
SHARE = 0.5  # of squares that get any
MOST = 3
ROOM = 24  # px round a cover, for its soft edge and its shadow
GLARE = 0.2  # of covers that are light
ENTRY = 0.4  # of covers that are about as large as one entry
LARGE = 0.2  # of covers that hide several lines
SHADE = 0.6  # of covers that throw a shadow beside them
SMOOTH = 0.2  # of covers that have no grain at all
PAPER = 0.25  # of covers about as bright as what they lie on, as another sheet is


def covered(
    picture: Floats, text: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Paste some strips and blobs over a square of BGR, in place.

    Return it, how far each pixel is hidden, and how far by light. text: N × 2, pixels on which
    text stands, x then y; most covers lie there.
    """
    side = picture.shape[0]
    hidden, lit = np.zeros((2, side, side), np.float32)
    if rng.random() > SHARE:
        return picture, hidden, lit
    for _ in range(rng.integers(1, MOST + 1)):
        at_text = len(text) > 0 and rng.random() < 0.8
        middle = text[rng.integers(len(text))] if at_text else rng.uniform(0, side, 2)
        drawn = _shape(side, middle, rng)
        x, y, width, height = cv2.boundingRect(drawn)
        if not width:
            continue
        part = np.s_[max(y - ROOM, 0) : y + height + ROOM, max(x - ROOM, 0) : x + width + ROOM]
        soft = cv2.GaussianBlur(drawn[part], (0, 0), rng.uniform(0.5, 3))
        mask = soft.astype(np.float32) / 255
        shines = rng.random() < GLARE
        face = np.float32(rng.uniform(245, 255)) if shines else _thing(picture[part], mask, rng)
        if not shines and rng.random() < SHADE:
            picture[part] *= _shadow(mask, rng)[..., None]
        picture[part] += (face - picture[part]) * mask[..., None]
        hidden[part] = np.maximum(hidden[part], mask)
        lit[part] = np.maximum(lit[part], mask) if shines else lit[part] * (1 - mask)
    return np.clip(picture, 0, 255, out=picture), hidden, lit


def _shape(side: int, middle: Floats, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw a strip, a blob or a card, 0 or 255."""
    drawn = np.zeros((side, side), np.uint8)
    kind = rng.random()
    if kind < ENTRY:
        width, length = rng.uniform(10, 40), rng.uniform(20, 250)
    elif kind < ENTRY + LARGE:
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


def _shadow(mask: Floats, rng: np.random.Generator) -> Floats:
    """Return how much light is left round a cover, 0–1; its shadow falls a little to one side."""
    shift = np.float32([[1, 0, rng.uniform(-6, 6)], [0, 1, rng.uniform(-6, 6)]])
    moved = cv2.warpAffine(mask, shift, mask.shape[::-1])
    soft = cv2.GaussianBlur(moved, (0, 0), rng.uniform(1, 5))
    return np.asarray(1 - rng.uniform(0.1, 0.55) * soft, np.float32)


def _thing(picture: Floats, mask: Floats, rng: np.random.Generator) -> Floats:
    """Return what a cover looks like: plain or grained, shaded to its edge, of any colour."""
    size = mask.shape[::-1]
    level = rng.uniform(10, 250) + rng.normal(0, rng.choice([0, 3, 30, 80]), 3)
    if rng.random() < PAPER:
        bright = np.quantile(picture[::4, ::4].reshape(-1, 3), 0.8, axis=0)
        level = bright * rng.uniform(0.88, 1.1) + rng.normal(0, 4, 3)
    if rng.random() < SMOOTH:
        return np.broadcast_to(np.float32(level), picture.shape)
    cells = int(rng.integers(4, 100))
    grain = cv2.resize(rng.standard_normal((cells, cells), dtype=np.float32), size)
    fine = rng.standard_normal(mask.shape, dtype=np.float32) * np.float32(rng.uniform(0, 6))
    small = cv2.resize(mask, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    thick = cv2.resize(cv2.GaussianBlur(small, (0, 0), rng.uniform(1, 8)), size) - 1
    shade = rng.uniform(0, 25) * grain + fine + rng.uniform(0, 80) * thick
    return (shade[..., None] + level).astype(np.float32)
