"""Security paper: tinted patterns of fine wavy lines, and the border bands of old akta."""

from functools import lru_cache

import cv2
import numpy as np

from specimens.arrays import Field, Floats, Picture, Rng
from specimens.drawing.ink import Colour
from specimens.world import World


@lru_cache(maxsize=16)
def guilloche(kind: int, shape: tuple[int, int], px_per_mm: float) -> Picture:
    """Return a pattern of fine waves and rosettes: 0 blank paper, 255 full tint."""
    rng = np.random.default_rng(1000 + kind)
    rows, columns = (size // 2 for size in shape)  # half the resolution is enough for these lines
    y = np.linspace(0, shape[0] / px_per_mm, rows, dtype=np.float32)[:, None]
    x = np.linspace(0, shape[1] / px_per_mm, columns, dtype=np.float32)[None, :]
    total = np.zeros((rows, columns), np.float32)
    for _ in range(2):
        total = np.maximum(total, _strands(_wavy_phase(x, y, rng), rng))
    total = np.maximum(total, 0.8 * _strands(_rosette_phase(x, y, rng), rng))
    fine = cv2.resize(total * 255, shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(fine, np.uint8)


def _strands(phase: Field, rng: Rng) -> Field:
    """Return thin lines, 0–1, one per pitch of a phase field in millimetres."""
    pitch = rng.uniform(0.8, 2.4)
    wave = np.cos(phase * np.float32(2 * np.pi / pitch))
    return np.asarray(np.clip(wave * 2.2 - 1.0, 0, 1), np.float32)


def _wavy_phase(x: Field, y: Field, rng: Rng) -> Field:
    angle = rng.uniform(0, np.pi)
    along, across = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    sway = 3 * np.sin(x / rng.uniform(6, 16)) + 3 * np.sin(y / rng.uniform(6, 16))
    return np.asarray(x * along + y * across + sway, np.float32)


def _rosette_phase(x: Field, y: Field, rng: Rng) -> Field:
    petals = int(rng.integers(6, 15))
    x0, y0 = x[0, -1] * rng.uniform(0.4, 0.6), y[-1, 0] * rng.uniform(0.4, 0.6)
    radius = np.hypot(x - x0, y - y0)
    turn = np.arctan2(y - y0, x - x0)
    return np.asarray(radius * (1 + 0.08 * np.cos(petals * turn)), np.float32)


def apply_tint(pattern: Picture, bare: Colour, full: Colour) -> Picture:
    """Return paper whose colour is interpolated from `bare` to `full` by the pattern."""
    steps = np.linspace(np.array(bare), np.array(full), 256)
    table = np.rint(np.clip(steps, 0, 255)).astype(np.uint8)[None]
    return np.asarray(cv2.LUT(cv2.merge([pattern] * 3), table), np.uint8)


def draw_border_band(
    page: Picture, inset: int, width: int, pattern: Picture, colour: Colour
) -> None:
    """Draw an ornamental band along the page's border, in place. inset, width: pixels."""
    rows, columns = pattern.shape
    pale = tuple(0.4 * value + 0.6 * 240 for value in colour)
    across, down = slice(inset, columns - inset), slice(inset, rows - inset)
    for side in (
        (slice(inset, inset + width), across),
        (slice(rows - inset - width, rows - inset), across),
        (down, slice(inset, inset + width)),
        (down, slice(columns - inset - width, columns - inset)),
    ):
        page[side] = apply_tint(np.ascontiguousarray(pattern[side]), pale, colour)


def draw_security_paper(
    world: World, rng: Rng, size_mm: tuple[float, float], px_per_mm: float, tint: Floats
) -> Picture:
    """Return a sheet of security paper. tint: of its darkest lines, BGR."""
    shape = (round(size_mm[1] * px_per_mm), round(size_mm[0] * px_per_mm))
    pattern = guilloche(
        world.security_patterns[int(rng.integers(len(world.security_patterns)))], shape, px_per_mm
    )
    bare = tint + (255 - tint) * rng.uniform(0.4, 0.8)
    return apply_tint(pattern, tuple(bare), tuple(tint))
