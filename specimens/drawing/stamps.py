"""Office stamps, signatures and duty stamps over the print."""

from collections.abc import Sequence

import cv2
import numpy as np

from specimens.arrays import Floats, Picture, Rng
from specimens.drawing.canvas import Canvas
from specimens.drawing.emblems import noise_texture
from specimens.drawing.fonts import Face
from specimens.drawing.ink import PEN_COLOURS, Colour
from specimens.drawing.masks import blend_mask, rotate_mask, text_mask

STAMP_COLOURS: tuple[Colour, ...] = (
    (150, 50, 95), (170, 70, 60), (140, 60, 40), (120, 45, 110), (60, 40, 170),
)  # fmt: skip


def press_stamp(
    canvas: Canvas,
    centre: Sequence[float],
    texts: tuple[str, str],
    face: Face,
    rng: Rng,
    radius_mm: float = 17.0,
) -> None:
    """Draw a round office stamp, in place. texts: along the upper arc, and across the middle."""
    radius = radius_mm * canvas.px_per_mm
    side = round(2.2 * radius)
    mask = np.zeros((side, side), np.uint8)
    middle = (side // 2, side // 2)
    for share, width in ((1.0, 0.035), (0.94, 0.012), (0.62, 0.016)):
        cv2.circle(
            mask, middle, round(share * radius), 255, max(1, round(width * radius)), cv2.LINE_AA
        )
    _ring(mask, texts[0], face, 0.78 * radius)
    inner = text_mask(texts[1], face, 0.2 * radius)
    shrink = min(1.0, 1.1 * radius / inner.shape[1])
    small = cv2.resize(inner, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    _add(mask, np.asarray(small, np.uint8), middle)
    uneven = np.clip(0.75 + 0.35 * noise_texture(mask.shape, rng, 12), 0, 1)
    inked = rotate_mask((mask * uneven).astype(np.uint8), rng.uniform(-25, 25))
    blend_mask(
        canvas, centre, inked, STAMP_COLOURS[rng.integers(len(STAMP_COLOURS))],
        rng.uniform(0.45, 0.85),
    )  # fmt: skip


def _ring(mask: Picture, text: str, face: Face, radius: float) -> None:
    """Draw a text along the upper arc of a ring, in place."""
    span = min(300.0, 11.0 * len(text))
    for index, letter in enumerate(text):
        degrees = -span / 2 + span * (index + 0.5) / len(text)
        glyph = rotate_mask(text_mask(letter, face, 0.24 * radius), -degrees)
        angle = np.deg2rad(degrees)
        offset = radius * np.array([np.sin(angle), -np.cos(angle)])
        centre = np.array(mask.shape[::-1]) / 2 + offset
        _add(mask, glyph, (round(centre[0]), round(centre[1])))


def _add(mask: Picture, glyph: Picture, centre: tuple[int, int]) -> None:
    height, width = glyph.shape
    top, left = centre[1] - height // 2, centre[0] - width // 2
    window = mask[top : top + height, left : left + width]
    if window.shape == glyph.shape:
        np.maximum(window, glyph, out=window)


def draw_signature(
    canvas: Canvas, centre: Sequence[float], rng: Rng, width_mm: float = 28.0
) -> None:
    """Draw a signature, in place: loops to the right and a flourish back."""
    count = int(rng.integers(5, 10))
    x = np.linspace(-0.5, 0.5, count) + rng.normal(0, 0.06, count)
    y = rng.uniform(0.08, 0.3) * rng.normal(0, 1, count) * np.linspace(1.3, 0.6, count)
    points = np.stack([x, y], axis=1)
    points = np.vstack([points, [(-0.3, 0.15), (0.55, 0.05 + rng.normal(0, 0.1))]])
    curve = _catmull_rom(points) * width_mm + np.asarray(centre)
    pixels = np.rint(curve * canvas.px_per_mm * 16).astype(np.int32)
    thickness = max(1, round(rng.uniform(0.35, 0.7) * width_mm / 28 * canvas.px_per_mm))
    colour = PEN_COLOURS[rng.integers(len(PEN_COLOURS))]
    cv2.polylines(canvas.pixels, [pixels], False, colour, thickness, cv2.LINE_AA, shift=4)


def _catmull_rom(points: Floats, steps: int = 14) -> Floats:
    """Return a Catmull-Rom curve through the points."""
    padded = np.vstack([points[:1], points, points[-1:]])
    p0, p1, p2, p3 = (padded[i : len(padded) - 3 + i, None] for i in range(4))
    t = np.linspace(0, 1, steps)[None, :, None]
    curve = 0.5 * (
        2 * p1
        + (p2 - p0) * t
        + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
        + (3 * p1 - p0 - 3 * p2 + p3) * t**3
    )
    return np.asarray(curve.reshape(-1, 2))


def draw_duty_stamp(canvas: Canvas, centre: Sequence[float], rng: Rng) -> None:
    """Draw a duty stamp, in place: a small printed label with a perforated edge."""
    width, height = (round(v * canvas.px_per_mm) for v in (22, 30))
    base = np.array(((150, 190, 130), (160, 150, 215))[rng.integers(2)], np.float64)
    label = np.empty((height, width, 3))
    label[:] = base + 18 * np.sin(np.arange(height) / 3.1)[:, None, None]
    for at in range(0, width, 14):
        for edge in (0, height):
            cv2.circle(label, (at, edge), 4, (240, 240, 240), -1, cv2.LINE_AA)
    x, y = (
        max(0, round(v * canvas.px_per_mm - s / 2))
        for v, s in zip(centre, (width, height), strict=True)
    )
    window = canvas.pixels[y : y + height, x : x + width]
    window[:] = np.clip(label[: window.shape[0], : window.shape[1]], 0, 255)
