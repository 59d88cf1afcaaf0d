"""What lies over the print: SPECIMEN, stamps, signatures, handwriting and watermark texts."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.canvas import Canvas
from specimens.emblem import noise_texture
from specimens.fonts import Face, load
from specimens.ink import POINT_MM, Colour, Print, blend
from specimens.world import World

PEN: tuple[Colour, ...] = ((30, 28, 28), (120, 50, 25), (150, 60, 20), (60, 45, 40))
STAMP: tuple[Colour, ...] = (
    (150, 50, 95),
    (170, 70, 60),
    (140, 60, 40),
    (120, 45, 110),
    (60, 40, 170),
)
GREY: Colour = (120, 120, 120)


def text_mask(text: str, face: Face, size_px: float) -> NDArray[np.uint8]:
    """Return a text as a mask with a margin, 255 where ink is."""
    image, _ = load(face, max(4.0, round(size_px))).getmask2(text, mode="L")
    mask = np.asarray(image, np.uint8).reshape(image.size[::-1])
    return np.pad(mask, 4)


def turned(mask: NDArray[np.uint8], degrees: float) -> NDArray[np.uint8]:
    """Return a mask turned anticlockwise about its centre, in a frame that holds it whole."""
    height, width = mask.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = (round(width * cos + height * sin), round(width * sin + height * cos))
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return np.asarray(cv2.warpAffine(mask, matrix, size), np.uint8)


def lay(
    canvas: Canvas,
    centre: Sequence[float],
    mask: NDArray[np.uint8],
    colour: Colour,
    strength: float,
) -> None:
    """Lay a mask over the page, centred on a point (mm), and not into the printed text."""
    left = round(centre[0] * canvas.px_per_mm - mask.shape[1] / 2)
    top = round(centre[1] * canvas.px_per_mm - mask.shape[0] / 2)
    x0, y0 = max(left, 0), max(top, 0)
    window = canvas.pixels[y0 : max(top + mask.shape[0], 0), x0 : max(left + mask.shape[1], 0)]
    if window.size:
        part = mask[y0 - top :, x0 - left :][: window.shape[0], : window.shape[1]]
        blend(window, part, colour, strength)


def slanted(
    canvas: Canvas,
    centre: Sequence[float],
    text: str,
    style: Print,
    degrees: float,
) -> None:
    """Lay a text over the page at an angle."""
    size = style.size_pt * POINT_MM * canvas.px_per_mm
    mask = turned(text_mask(text, style.face, size), degrees)
    lay(canvas, centre, mask, style.colour, style.strength)


def specimen(canvas: Canvas, world: World, rng: np.random.Generator) -> None:
    """Say SPECIMEN somewhere on the page: small and printed, or large, light and slanted."""
    width, height = canvas.size_mm
    face = world.family(("sans", "serif", "mono")[rng.integers(3)], rng)[rng.integers(2)]
    scale = min(width, height) / 210
    if rng.random() < 0.55:
        style = Print(face=face, size_pt=rng.uniform(5.5, 9) * max(scale, 0.5), colour=GREY)
        canvas.text(*_free(canvas, style, rng), "SPECIMEN", style)
        return
    style = Print(
        face=face,
        size_pt=rng.uniform(50, 110) * scale,
        colour=tuple(rng.uniform(60, 190, 3)),
        strength=rng.uniform(0.06, 0.18),
    )
    centre = (rng.uniform(0.3, 0.7) * width, rng.uniform(0.3, 0.7) * height)
    slanted(canvas, centre, "SPECIMEN", style, rng.uniform(-50, 50))


def _free(canvas: Canvas, style: Print, rng: np.random.Generator) -> tuple[float, float]:
    """Return where a small SPECIMEN begins (mm, baseline) so that it covers no other print."""
    width, height = canvas.size_mm
    room, rise = canvas.width("SPECIMEN", style), style.size_pt * POINT_MM
    calmest, place = np.inf, (2.0, height - 2)
    for _ in range(20):
        x, y = rng.uniform(2, width - room - 2), rng.uniform(rise + 1, height - 2)
        area = np.rint(np.array([y - rise, y + 0.3 * rise, x - 1, x + room + 1]) * canvas.px_per_mm)
        top, bottom, left, right = np.maximum(area, 0).astype(int)
        if (spread := canvas.pixels[top:bottom, left:right].std()) < calmest:
            calmest, place = spread, (x, y)
    return place


def purpose(canvas: Canvas, world: World, rng: np.random.Generator) -> None:
    """Write the watermark text that people put on copies they hand out."""
    width, height = canvas.size_mm
    text = world.pick("purposes", rng)
    by_hand = rng.random() < 0.5
    face = world.family("hand" if by_hand else "sans", rng)[0]
    length_mm = rng.uniform(0.3, 0.65) * width
    size_pt = length_mm / (0.55 * POINT_MM * len(text))
    colour = PEN[rng.integers(len(PEN))] if by_hand else tuple(rng.uniform(80, 200, 3))
    strength = rng.uniform(0.3, 0.6) if by_hand else rng.uniform(0.1, 0.3)
    style = Print(face=face, size_pt=size_pt, colour=colour, strength=strength)
    centre = (rng.uniform(0.4, 0.6) * width, rng.uniform(0.3, 0.9) * height)
    slanted(canvas, centre, text, style, rng.uniform(-8, 35))


def stamp(
    canvas: Canvas,
    centre: Sequence[float],
    texts: tuple[str, str],
    face: Face,
    rng: np.random.Generator,
    radius_mm: float = 17.0,
) -> None:
    """Press a round office stamp. texts: along the ring above, and across the middle."""
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
    inked = turned((mask * uneven).astype(np.uint8), rng.uniform(-25, 25))
    lay(canvas, centre, inked, STAMP[rng.integers(len(STAMP))], rng.uniform(0.45, 0.85))


def _ring(mask: NDArray[np.uint8], text: str, face: Face, radius: float) -> None:
    """Set a text along the upper arc of a ring."""
    span = min(300.0, 11.0 * len(text))
    for index, letter in enumerate(text):
        degrees = -span / 2 + span * (index + 0.5) / len(text)
        glyph = turned(text_mask(letter, face, 0.24 * radius), -degrees)
        angle = np.deg2rad(degrees)
        offset = radius * np.array([np.sin(angle), -np.cos(angle)])
        centre = np.array(mask.shape[::-1]) / 2 + offset
        _add(mask, glyph, (round(centre[0]), round(centre[1])))


def _add(mask: NDArray[np.uint8], glyph: NDArray[np.uint8], centre: tuple[int, int]) -> None:
    height, width = glyph.shape
    top, left = centre[1] - height // 2, centre[0] - width // 2
    window = mask[top : top + height, left : left + width]
    if window.shape == glyph.shape:
        np.maximum(window, glyph, out=window)


def signature(
    canvas: Canvas, centre: Sequence[float], rng: np.random.Generator, width_mm: float = 28.0
) -> None:
    """Sign with a pen: loops that drift to the right and a flourish back."""
    count = int(rng.integers(5, 10))
    x = np.linspace(-0.5, 0.5, count) + rng.normal(0, 0.06, count)
    y = rng.uniform(0.08, 0.3) * rng.normal(0, 1, count) * np.linspace(1.3, 0.6, count)
    points = np.stack([x, y], axis=1)
    points = np.vstack([points, [(-0.3, 0.15), (0.55, 0.05 + rng.normal(0, 0.1))]])
    curve = _smooth(points) * width_mm + np.asarray(centre)
    pixels = np.rint(curve * canvas.px_per_mm * 16).astype(np.int32)
    thickness = max(1, round(rng.uniform(0.35, 0.7) * width_mm / 28 * canvas.px_per_mm))
    colour = PEN[rng.integers(len(PEN))]
    cv2.polylines(canvas.pixels, [pixels], False, colour, thickness, cv2.LINE_AA, shift=4)


def _smooth(points: NDArray[np.float64], steps: int = 14) -> NDArray[np.float64]:
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


def duty_stamp(canvas: Canvas, centre: Sequence[float], rng: np.random.Generator) -> None:
    """Stick a duty stamp on the page: a small printed label with a perforated edge."""
    width, height = (round(v * canvas.px_per_mm) for v in (22, 30))
    x, y = (
        round(v * canvas.px_per_mm - s / 2) for v, s in zip(centre, (width, height), strict=True)
    )
    base = np.array(((150, 190, 130), (160, 150, 215))[rng.integers(2)])
    rows = 18 * np.sin(np.arange(height) / 3.1)[:, None, None]
    window = canvas.pixels[y : y + height, x : x + width]
    window[:] = np.clip(base + rows, 0, 255)
    for at in range(0, width, 14):
        for edge in (y, y + height):
            cv2.circle(canvas.pixels, (x + at, edge), 4, (240, 240, 240), -1, cv2.LINE_AA)
