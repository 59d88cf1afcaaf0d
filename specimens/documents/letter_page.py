"""How a letter of any kind is set on a page."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from specimens import stamps
from specimens.canvas import Canvas, Draft
from specimens.dates import in_years, written
from specimens.documents.form import (
    A4_PX_PER_MM,
    Entry,
    Look,
    entries,
    look,
    paper,
    stacked,
    white,
    wrapped,
)
from specimens.emblem import garuda
from specimens.ink import POINT_MM
from specimens.people import Home
from specimens.world import World

A4_MM = (210.0, 297.0)
FOLIO_MM = (215.0, 330.0)
A5_MM = (148.0, 210.0)
ROLES = ("serif", "serif", "sans", "mono", "typed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one kind of letter says."""

    head: tuple[str, ...]
    title: str
    number: str
    opening: str
    lines: tuple[Entry, ...]
    body: tuple[str, ...]
    signer: tuple[str, ...]


def on_paper(
    variant: str, letter: Letter, where: Home, world: World, rng: np.random.Generator
) -> Draft:
    """Set a letter on a page of a usual size."""
    size = (A4_MM, FOLIO_MM, FOLIO_MM, A5_MM)[rng.integers(4)]
    scale = size[0] / A4_MM[0]
    canvas = Canvas(paper(size, A4_PX_PER_MM, white(rng)), A4_PX_PER_MM)
    style = look(world, rng, rng.uniform(10.3, 12) * (0.4 + 0.6 * scale), ROLES)
    y = _letterhead(canvas, letter, style, rng)
    y = _middle(canvas, letter, style, y, rng)
    _close(canvas, letter, where, style, y, world, rng)
    return Draft(canvas=canvas, type="other", variant=variant)


def _letterhead(canvas: Canvas, letter: Letter, style: Look, rng: np.random.Generator) -> float:
    width, _ = canvas.size_mm
    y, left = rng.uniform(14, 24), 0.5 * width
    if rng.random() < 0.5:
        garuda(canvas, 0.14 * width, y - 6, 20, style.rule)
        left = 0.56 * width
    y = stacked(canvas, (left, y), letter.head, style.bold.sized(1.15), 0.75 * width)
    canvas.line((0.09 * width, y), (0.91 * width, y), style.rule, rng.uniform(0.3, 0.9))
    titles = (letter.title, letter.number)
    return stacked(canvas, (width / 2, y + 10), titles, style.bold.sized(1.05), 0.8 * width) + 6


def _middle(
    canvas: Canvas, letter: Letter, style: Look, y: float, rng: np.random.Generator
) -> float:
    width, _ = canvas.size_mm
    pitch = POINT_MM * style.form.size_pt * rng.uniform(1.25, 1.7)
    left = 0.12 * width
    y = paragraphs(canvas, (left, y), (letter.opening,), style, pitch)
    if letter.lines:
        columns = (left + 4, y), left + 0.27 * width
        y = entries(canvas, *columns, pitch, letter.lines, (style.form, style.value), 0.45 * width)
    return paragraphs(canvas, (left, y + 0.5 * pitch), letter.body, style, pitch)


def paragraphs(
    canvas: Canvas, at: tuple[float, float], texts: Sequence[str], style: Look, pitch: float
) -> float:
    """Print paragraphs of running text; return the next baseline."""
    x, y = at
    room = canvas.size_mm[0] - 2 * x
    for text in texts:
        for line in wrapped(canvas, text, style.form, room):
            canvas.text(x, y, line, style.form)
            y += pitch
        y += 0.4 * pitch
    return y


def _close(
    canvas: Canvas,
    letter: Letter,
    where: Home,
    style: Look,
    y: float,
    world: World,
    rng: np.random.Generator,
) -> None:
    width, height = canvas.size_mm
    middle = rng.uniform(0.62, 0.74) * width
    day = written(in_years(2015, 2026, rng))
    lines = (f"{where.district.title()}, {day}", *letter.signer)
    top = min(y + 8, height - 45)
    end = stacked(canvas, (middle, top), lines, style.form, 0.5 * width)
    stamps.signature(canvas, (middle, (top + end) / 2 + 1), rng)
    if rng.random() < 0.7:
        face = world.family("sans", rng)[1]
        centre = (middle - rng.uniform(8, 20), (top + end) / 2)
        stamps.stamp(canvas, centre, (f"* {letter.head[0]} *", where.village), face, rng, 15)
