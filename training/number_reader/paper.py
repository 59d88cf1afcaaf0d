"""The paper under a line, and stamps and watermarks over it."""

from functools import lru_cache

import cv2
import numpy as np

from specimens.arrays import Field, Picture, Rng
from specimens.drawing.fonts import TRAINING_FONTS
from specimens.drawing.masks import rotate_mask, text_mask
from specimens.drawing.security_paper import guilloche
from training.number_reader.faces import DRAWN_DIGIT_PX
from training.number_reader.texts import letters

PATTERN_SEEDS = range(8, 32)  # none of the specimens'
PATTERN_PX = (500, 2600)
PATTERN_PX_PER_MM = DRAWN_DIGIT_PX / 2.4  # digits of an akta are about 2.4 mm high


def smooth_field(rng: Rng, shape: tuple[int, int], coarse: tuple[int, int]) -> Field:
    """Return a smooth random field of about −1 to 1."""
    seed = rng.uniform(-1, 1, coarse).astype(np.float32)
    return cv2.resize(seed, shape[::-1], interpolation=cv2.INTER_CUBIC)


def paper_ground(rng: Rng, shape: tuple[int, int]) -> Field:
    """Return the paper in grey levels: uniform, shaded or with a security pattern."""
    level = rng.uniform(120, 250)
    paper = np.full(shape, level, np.float32)
    paper += smooth_field(rng, shape, (3, 12)) * rng.uniform(0, 12)
    if rng.random() < 0.4:
        paper -= security_crop(rng, shape) * np.float32(rng.uniform(5, 45) / 255)
    elif rng.random() < 0.35:
        y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
        step, tilt = rng.uniform(6, 30), rng.uniform(-2, 2)
        waves = np.sin((y + tilt * x + 8 * np.sin(x / rng.uniform(20, 60))) * 6.28 / step)
        paper += waves * rng.uniform(3, 18)
    if rng.random() < 0.12:
        paper *= 1 + smooth_field(rng, shape, (2, 5)) * 0.35
    return paper


@lru_cache(maxsize=len(PATTERN_SEEDS))
def security_pattern(kind: int) -> Picture:
    return guilloche(kind, PATTERN_PX, PATTERN_PX_PER_MM)


def security_crop(rng: Rng, shape: tuple[int, int]) -> Field:
    """Return a randomly mirrored crop of a security pattern, 0–255."""
    lines = security_pattern(int(rng.choice(PATTERN_SEEDS)))
    if rng.random() < 0.5:
        lines = lines[::-1]
    if rng.random() < 0.5:
        lines = lines[:, ::-1]
    spare = (max(1, have - want) for have, want in zip(lines.shape, shape, strict=True))
    y, x = (int(rng.integers(0, most)) for most in spare)
    piece = lines[y : y + shape[0], x : x + shape[1]]
    below, right = shape[0] - piece.shape[0], shape[1] - piece.shape[1]
    return cv2.copyMakeBorder(piece, 0, below, 0, right, cv2.BORDER_REFLECT).astype(np.float32)


def add_watermark(rng: Rng, grey: Field) -> Field:
    """Add large letters of a watermark, handwritten or printed."""
    by_hand = rng.random() < 0.6
    families = TRAINING_FONTS["hand" if by_hand else "sans"]
    type_ = families[int(rng.integers(len(families)))][0]
    text = letters(rng, int(rng.integers(4, 14)))
    mask = rotate_mask(
        text_mask(text, type_, DRAWN_DIGIT_PX * rng.uniform(1.3, 4)), rng.uniform(-8, 35)
    )
    right = rng.uniform(0, grey.shape[1]) - mask.shape[1] / 2
    down = rng.uniform(0.1, 0.9) * grey.shape[0] - mask.shape[0] / 2
    shift = np.float32([[1, 0, right], [0, 1, down]])
    layer = cv2.warpAffine(mask, shift, grey.shape[::-1]).astype(np.float32) / 255
    depth = rng.uniform(0.2, 0.6) if by_hand else rng.uniform(0.1, 0.3)
    return grey * (1 - layer * np.float32(depth))


def add_strokes(rng: Rng, grey: Field) -> Field:
    """Add pale strokes of a stamp, a watermark or a pen."""
    layer = np.zeros(grey.shape, np.uint8)
    height, width = grey.shape
    for _ in range(int(rng.integers(1, 4))):
        centre = (int(rng.integers(0, width)), int(rng.integers(-height, 2 * height)))
        radius = int(rng.integers(height // 2, 2 * height))
        if rng.random() < 0.6:
            cv2.circle(layer, centre, radius, 255, int(rng.integers(2, 9)), cv2.LINE_AA)
        else:
            end = (
                centre[0] + int(rng.integers(-width, width)),
                int(rng.integers(-height, 2 * height)),
            )
            cv2.line(layer, centre, end, 255, int(rng.integers(1, 8)), cv2.LINE_AA)
    return grey * (1 - layer.astype(np.float32) / 255 * rng.uniform(0.08, 0.4))


def print_on_paper(rng: Rng, cover: Picture) -> Field:
    """Return the ink on paper."""
    paper = paper_ground(rng, cover.shape)
    share = cover.astype(np.float32) / 255 * rng.uniform(0.55, 0.95)
    if rng.random() < 0.15:
        share *= 0.75 + 0.25 * smooth_field(rng, cover.shape, (4, 30))
    grey = paper * (1 - share) + rng.uniform(0, 60) * share
    chance = rng.random()
    if chance < 0.12:
        return add_watermark(rng, grey)
    return add_strokes(rng, grey) if chance < 0.25 else grey
