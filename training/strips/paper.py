"""The paper under a line, and what is stamped and written over it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from training.strips.ink import Grey
from training.strips.texts import Rng


def smooth(rng: Rng, shape: tuple[int, int], coarse: tuple[int, int]) -> NDArray[np.float32]:
    """Return a smooth random field of about −1 to 1."""
    seed = rng.uniform(-1, 1, coarse).astype(np.float32)
    return cv2.resize(seed, shape[::-1], interpolation=cv2.INTER_CUBIC)


def ground(rng: Rng, shape: tuple[int, int]) -> NDArray[np.float32]:
    """Return the paper in grey levels: plain, shaded or security-printed."""
    level = rng.uniform(120, 250)
    paper = np.full(shape, level, np.float32)
    paper += smooth(rng, shape, (3, 12)) * rng.uniform(0, 12)
    if rng.random() < 0.35:
        y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
        step, tilt = rng.uniform(6, 30), rng.uniform(-2, 2)
        waves = np.sin((y + tilt * x + 8 * np.sin(x / rng.uniform(20, 60))) * 6.28 / step)
        paper += waves * rng.uniform(3, 18)
    if rng.random() < 0.12:
        paper *= 1 + smooth(rng, shape, (2, 5)) * 0.35
    return paper


def stamped(rng: Rng, grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """Put strokes of a stamp, a watermark or a pen over the line, paler than the print."""
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


def printed(rng: Rng, cover: Grey) -> NDArray[np.float32]:
    """Put the ink on the paper."""
    paper = ground(rng, cover.shape)
    share = cover.astype(np.float32) / 255 * rng.uniform(0.55, 0.95)
    if rng.random() < 0.15:
        share *= 0.75 + 0.25 * smooth(rng, cover.shape, (4, 30))
    grey = paper * (1 - share) + rng.uniform(0, 60) * share
    return stamped(rng, grey) if rng.random() < 0.15 else grey
