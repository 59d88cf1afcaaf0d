"""What is written across a page: SPECIMEN, and the watermark texts of its owner."""

from collections.abc import Sequence

import numpy as np

from specimens.canvas import Canvas
from specimens.ink import PEN, POINT_MM, Colour, Print
from specimens.masks import lay, text_mask, turned
from specimens.world import World

GREY: Colour = (120, 120, 120)


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
