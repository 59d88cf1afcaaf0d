"""Security paper: tinted grounds of fine wavy lines, and the bands that frame old akta."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.ink import Colour
from specimens.world import World


@lru_cache(maxsize=16)
def guilloche(kind: int, shape: tuple[int, int], px_per_mm: float) -> NDArray[np.uint8]:
    """Return a pattern of fine waves round rosettes: 0 bare paper, 255 full tint."""
    rng = np.random.default_rng(1000 + kind)
    rows, columns = (size // 2 for size in shape)  # half as fine: no line is thinner than that
    y = np.linspace(0, shape[0] / px_per_mm, rows, dtype=np.float32)[:, None]
    x = np.linspace(0, shape[1] / px_per_mm, columns, dtype=np.float32)[None, :]
    total = np.zeros((rows, columns), np.float32)
    for _ in range(2):
        total = np.maximum(total, _strands(_sway(x, y, rng), rng))
    total = np.maximum(total, 0.8 * _strands(_rosette(x, y, rng), rng))
    fine = cv2.resize(total * 255, shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(fine, np.uint8)


def _strands(phase: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """Turn a field of millimetres into thin lines, 0–1, one each pitch."""
    pitch = rng.uniform(0.8, 2.4)
    wave = np.cos(phase * np.float32(2 * np.pi / pitch))
    return np.asarray(np.clip(wave * 2.2 - 1.0, 0, 1), np.float32)


def _sway(
    x: NDArray[np.float32], y: NDArray[np.float32], rng: np.random.Generator
) -> NDArray[np.float32]:
    angle = rng.uniform(0, np.pi)
    along, across = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    sway = 3 * np.sin(x / rng.uniform(6, 16)) + 3 * np.sin(y / rng.uniform(6, 16))
    return np.asarray(x * along + y * across + sway, np.float32)


def _rosette(
    x: NDArray[np.float32], y: NDArray[np.float32], rng: np.random.Generator
) -> NDArray[np.float32]:
    petals = int(rng.integers(6, 15))
    x0, y0 = x[0, -1] * rng.uniform(0.4, 0.6), y[-1, 0] * rng.uniform(0.4, 0.6)
    radius = np.hypot(x - x0, y - y0)
    turn = np.arctan2(y - y0, x - x0)
    return np.asarray(radius * (1 + 0.08 * np.cos(petals * turn)), np.float32)


def tinted(pattern: NDArray[np.uint8], bare: Colour, full: Colour) -> NDArray[np.uint8]:
    """Return paper whose colour runs from `bare` to `full` with the pattern."""
    steps = np.linspace(np.array(bare), np.array(full), 256)
    table = np.rint(np.clip(steps, 0, 255)).astype(np.uint8)[None]
    return np.asarray(cv2.LUT(cv2.merge([pattern] * 3), table), np.uint8)


def band(
    page: NDArray[np.uint8], inset: int, width: int, pattern: NDArray[np.uint8], colour: Colour
) -> None:
    """Frame a page with a dense ornamental band, in place. inset, width: pixels."""
    rows, columns = pattern.shape
    pale = tuple(0.4 * value + 0.6 * 240 for value in colour)
    across, down = slice(inset, columns - inset), slice(inset, rows - inset)
    for side in (
        (slice(inset, inset + width), across),
        (slice(rows - inset - width, rows - inset), across),
        (down, slice(inset, inset + width)),
        (down, slice(columns - inset - width, columns - inset)),
    ):
        page[side] = tinted(np.ascontiguousarray(pattern[side]), pale, colour)


def ground(
    world: World,
    rng: np.random.Generator,
    size_mm: tuple[float, float],
    px_per_mm: float,
    tint: NDArray[np.float64],
) -> NDArray[np.uint8]:
    """Return a sheet of security paper whose darkest lines have a tint (blue, green, red)."""
    shape = (round(size_mm[1] * px_per_mm), round(size_mm[0] * px_per_mm))
    pattern = guilloche(world.grounds[int(rng.integers(len(world.grounds)))], shape, px_per_mm)
    bare = tint + (255 - tint) * rng.uniform(0.4, 0.8)
    return tinted(pattern, tuple(bare), tuple(tint))
