"""Text across a page: SPECIMEN, and the watermark texts of its owner."""

from collections.abc import Sequence

import numpy as np

from specimens.arrays import Rng
from specimens.drawing.canvas import Canvas
from specimens.drawing.ink import PEN_COLOURS, POINT_MM, Colour, Print
from specimens.drawing.masks import blend_mask, rotate_mask, text_mask
from specimens.world import World

SPECIMEN_GREY: Colour = (120, 120, 120)


def write_slanted(
    canvas: Canvas, centre: Sequence[float], text: str, style: Print, degrees: float
) -> None:
    """Write a text over the page at an angle, in place."""
    size = style.size_pt * POINT_MM * canvas.px_per_mm
    mask = rotate_mask(text_mask(text, style.face, size), degrees)
    blend_mask(canvas, centre, mask, style.colour, style.strength)


def mark_specimen(canvas: Canvas, world: World, rng: Rng) -> None:
    """Print SPECIMEN on the page: small, or large, pale and slanted."""
    width, height = canvas.size_mm
    face = world.typeface(("sans", "serif", "mono")[rng.integers(3)], rng)[rng.integers(2)]
    scale = min(width, height) / 210
    if rng.random() < 0.55:
        style = Print(
            face=face, size_pt=rng.uniform(5.5, 9) * max(scale, 0.5), colour=SPECIMEN_GREY
        )
        canvas.text(*_blank_place(canvas, style, rng), "SPECIMEN", style)
        return
    style = Print(
        face=face, size_pt=rng.uniform(50, 110) * scale, colour=tuple(rng.uniform(60, 190, 3)),
        strength=rng.uniform(0.06, 0.18),
    )  # fmt: skip
    centre = (rng.uniform(0.3, 0.7) * width, rng.uniform(0.3, 0.7) * height)
    write_slanted(canvas, centre, "SPECIMEN", style, rng.uniform(-50, 50))


def _blank_place(canvas: Canvas, style: Print, rng: Rng) -> tuple[float, float]:
    """Return the start of a small SPECIMEN (mm, baseline): the most uniform of 20 places."""
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


def write_purpose(canvas: Canvas, world: World, rng: Rng) -> None:
    """Write a watermark text as people put it on copies, in place."""
    width, height = canvas.size_mm
    text = world.pick("purposes", rng)
    by_hand = rng.random() < 0.5
    face = world.typeface("hand" if by_hand else "sans", rng)[0]
    length_mm = rng.uniform(0.3, 0.65) * width
    size_pt = length_mm / (0.55 * POINT_MM * len(text))
    colour = (
        PEN_COLOURS[rng.integers(len(PEN_COLOURS))] if by_hand else tuple(rng.uniform(80, 200, 3))
    )
    strength = rng.uniform(0.3, 0.6) if by_hand else rng.uniform(0.1, 0.3)
    style = Print(face=face, size_pt=size_pt, colour=colour, strength=strength)
    centre = (rng.uniform(0.4, 0.6) * width, rng.uniform(0.3, 0.9) * height)
    write_slanted(canvas, centre, text, style, rng.uniform(-8, 35))
