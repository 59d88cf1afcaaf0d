"""Marks laid over squares of pages: watermarks, stains and sheen, through which all can be read."""

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.masks import text_mask, turned
from training.typefaces import FAMILIES

Floats = NDArray[np.float32]
Shape = tuple[int, ...]
SHARE = 0.5  # of squares that get any
MOST = 3
WRITTEN, STAINED = 0.6, 0.2  # of marks; the rest are sheen
LETTERS = "ABCDEFGHIJKLMNOPRSTUVWYabdehiknorstu "
FAINT = (0.04, 0.22)  # how strong a mark is whose strokes are wide
INKED = (0.2, 0.5)  # and one that is written by hand
ROLES = ("sans", "serif", "mono", "hand")


def marked(picture: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Lay some marks over a page or a part of it, BGR, in place.

    Return it, and where they lie, 0–1.
    """
    shape = picture.shape[:2]
    lies = np.zeros(shape, np.float32)
    if rng.random() > SHARE:
        return picture, lies
    for _ in range(rng.integers(1, MOST + 1)):
        kind = rng.random()
        shines = kind > WRITTEN + STAINED
        mask, ink, strength = _written(shape, rng) if kind < WRITTEN else _spot(shape, rng, shines)
        share = mask * np.float32(strength)
        if shines:
            picture += (255 - picture) * cv2.merge([share] * 3)
        else:
            picture *= cv2.merge([1 - share * (1 - level) for level in ink])
        lies = np.maximum(lies, mask)
    return np.clip(picture, 0, 255, out=picture), lies


def _written(shape: Shape, rng: np.random.Generator) -> tuple[Floats, Floats, float]:
    """Write large letters askew: a copy's watermark, or what its owner wrote across it.

    Return where they are, their ink's share of the paper's light (BGR), and their strength.
    """
    role = ROLES[rng.integers(len(ROLES))]
    faces = FAMILIES[role][rng.integers(len(FAMILIES[role]))]
    by_hand = role == "hand" and rng.random() < 0.5
    size = rng.uniform(30, 80) if by_hand else np.exp(rng.uniform(np.log(40), np.log(320)))
    text = "".join(rng.choice(list(LETTERS), rng.integers(3, 14)))
    letters = turned(text_mask(text, faces[rng.integers(len(faces))], size), rng.uniform(-60, 60))
    mask = _placed(letters, shape, rng)
    soft = cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.4, 2)).astype(np.float32) / 255
    level = rng.uniform(0, 0.5) if by_hand else rng.uniform(0.2, 0.75)
    ink = np.clip(level + rng.normal(0, rng.choice([0, 0.15]), 3), 0, 1).astype(np.float32)
    return soft, ink, float(rng.uniform(*(INKED if by_hand else FAINT)))


def _placed(drawn: NDArray[np.uint8], shape: Shape, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Put a drawing anywhere; what does not fit is cut off."""
    mask = np.zeros(shape, np.uint8)
    height, width = drawn.shape
    left, top = (int(n) for n in rng.uniform(0, shape[::-1], 2) - (width / 2, height / 2))
    x, y = max(left, 0), max(top, 0)
    window = mask[y : max(top + height, 0), x : max(left + width, 0)]
    window[:] = drawn[y - top :, x - left :][: window.shape[0], : window.shape[1]]
    return mask


def _spot(shape: Shape, rng: np.random.Generator, shines: bool) -> tuple[Floats, Floats, float]:
    """Draw a soft spot: a faint reflection, or a stain, often darker at its rim."""
    mask = np.zeros(shape, np.uint8)
    x, y = rng.uniform(0, shape[::-1], 2)
    width, height = np.exp(rng.uniform(np.log(12), np.log(200), 2))
    box = ((float(x), float(y)), (float(width), float(height)), float(rng.uniform(0, 180)))
    line = -1 if shines or rng.random() < 0.6 else 5
    cv2.ellipse(mask, box, 255, line, cv2.LINE_AA)
    soft = cv2.GaussianBlur(mask, (0, 0), rng.uniform(1, 14)).astype(np.float32) / 255
    brown = rng.uniform(0.3, 0.8) * np.float32([0.7, 0.9, 1.0])
    return soft, brown.astype(np.float32), float(rng.uniform(0.05, 0.35))
