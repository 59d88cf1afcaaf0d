"""Marks over squares of pages that leave text legible: watermarks, stains, sheen."""

import cv2
import numpy as np

from specimens.arrays import Field, Picture, Rng
from specimens.drawing.masks import rotate_mask, text_mask
from training.common.typefaces import TRAINING_TYPEFACES

MARKED_SHARE = 0.5  # of squares
MAX_MARKS = 3
WRITTEN_SHARE, STAIN_SHARE = 0.6, 0.2  # of marks; the others are sheen
MARK_LETTERS = "ABCDEFGHIJKLMNOPRSTUVWYabdehiknorstu "
PRINTED_STRENGTHS = (0.04, 0.22)  # opacity of wide strokes
HANDWRITTEN_STRENGTHS = (0.2, 0.5)  # opacity of handwriting
MARK_ROLES = ("sans", "serif", "mono", "hand")


def add_marks(picture: Field, rng: Rng) -> tuple[Field, Field]:
    """Blend marks over a page or a part of it, BGR, in place; return it and their mask, 0–1."""
    shape = picture.shape[:2]
    mark_mask = np.zeros(shape, np.float32)
    if rng.random() > MARKED_SHARE:
        return picture, mark_mask
    for _ in range(rng.integers(1, MAX_MARKS + 1)):
        kind = rng.random()
        shines = kind > WRITTEN_SHARE + STAIN_SHARE
        mask, ink, strength = (
            _written(shape, rng) if kind < WRITTEN_SHARE else _spot(shape, rng, shines)
        )
        share = mask * np.float32(strength)
        if shines:
            picture += (255 - picture) * cv2.merge([share] * 3)
        else:
            picture *= cv2.merge([1 - share * (1 - level) for level in ink])
        mark_mask = np.maximum(mark_mask, mask)
    return np.clip(picture, 0, 255, out=picture), mark_mask


def _written(shape: tuple[int, ...], rng: Rng) -> tuple[Field, Field, float]:
    """Return large slanted letters, printed or handwritten: mask, reflectance (BGR) and opacity."""
    role = MARK_ROLES[rng.integers(len(MARK_ROLES))]
    faces = TRAINING_TYPEFACES[role][rng.integers(len(TRAINING_TYPEFACES[role]))]
    by_hand = role == "hand" and rng.random() < 0.5
    size = rng.uniform(30, 80) if by_hand else np.exp(rng.uniform(np.log(40), np.log(320)))
    text = "".join(rng.choice(list(MARK_LETTERS), rng.integers(3, 14)))
    letters = rotate_mask(
        text_mask(text, faces[rng.integers(len(faces))], size), rng.uniform(-60, 60)
    )
    mask = _placed(letters, shape, rng)
    soft = cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.4, 2)).astype(np.float32) / 255
    level = rng.uniform(0, 0.5) if by_hand else rng.uniform(0.2, 0.75)
    ink = np.clip(level + rng.normal(0, rng.choice([0, 0.15]), 3), 0, 1).astype(np.float32)
    return soft, ink, float(rng.uniform(*(HANDWRITTEN_STRENGTHS if by_hand else PRINTED_STRENGTHS)))


def _placed(drawn: Picture, shape: tuple[int, ...], rng: Rng) -> Picture:
    """Return a drawing at a random position, clipped to a shape."""
    mask = np.zeros(shape, np.uint8)
    height, width = drawn.shape
    left, top = (int(n) for n in rng.uniform(0, shape[::-1], 2) - (width / 2, height / 2))
    x, y = max(left, 0), max(top, 0)
    window = mask[y : max(top + height, 0), x : max(left + width, 0)]
    window[:] = drawn[y - top :, x - left :][: window.shape[0], : window.shape[1]]
    return mask


def _spot(shape: tuple[int, ...], rng: Rng, shines: bool) -> tuple[Field, Field, float]:
    """Return a soft spot: a faint reflection, or a stain, often darker at its rim."""
    mask = np.zeros(shape, np.uint8)
    x, y = rng.uniform(0, shape[::-1], 2)
    width, height = np.exp(rng.uniform(np.log(12), np.log(200), 2))
    box = ((float(x), float(y)), (float(width), float(height)), float(rng.uniform(0, 180)))
    line = -1 if shines or rng.random() < 0.6 else 5
    cv2.ellipse(mask, box, 255, line, cv2.LINE_AA)
    soft = cv2.GaussianBlur(mask, (0, 0), rng.uniform(1, 14)).astype(np.float32) / 255
    brown = rng.uniform(0.3, 0.8) * np.float32([0.7, 0.9, 1.0])
    return soft, brown.astype(np.float32), float(rng.uniform(0.05, 0.35))
