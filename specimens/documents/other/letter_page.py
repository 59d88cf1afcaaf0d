"""The layout of letters on a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from specimens.arrays import Rng
from specimens.documents.form import (
    A4_MM,
    A4_PX_PER_MM,
    FOLIO_MM,
    Entry,
    FormStyle,
    blank_page,
    draw_style,
    print_centred,
    print_entries,
    white_paper_colour,
    wrap,
)
from specimens.drawing import stamps
from specimens.drawing.canvas import Canvas, Draft
from specimens.drawing.emblems import draw_garuda
from specimens.drawing.ink import POINT_MM
from specimens.people.dates import random_day_of_years, written
from specimens.people.person import Home
from specimens.world import World

A5_MM = (148.0, 210.0)
LETTER_ROLES = ("serif", "serif", "sans", "mono", "typed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The text of a letter."""

    head: tuple[str, ...]
    title: str
    number: str
    opening: str
    lines: tuple[Entry, ...]
    body: tuple[str, ...]
    signer: tuple[str, ...]


def print_letter(variant: str, letter: Letter, where: Home, world: World, rng: Rng) -> Draft:
    """Print a letter on a page of a common size."""
    size = (A4_MM, FOLIO_MM, FOLIO_MM, A5_MM)[rng.integers(4)]
    scale = size[0] / A4_MM[0]
    canvas = Canvas(blank_page(size, A4_PX_PER_MM, white_paper_colour(rng)), A4_PX_PER_MM)
    style = draw_style(world, rng, rng.uniform(10.3, 12) * (0.4 + 0.6 * scale), LETTER_ROLES)
    y = _letterhead(canvas, letter, style, rng)
    y = _middle(canvas, letter, style, y, rng)
    _close(canvas, letter, where, style, y, world, rng)
    return Draft(canvas=canvas, type="other", variant=variant)


def _letterhead(canvas: Canvas, letter: Letter, style: FormStyle, rng: Rng) -> float:
    width, _ = canvas.size_mm
    y, left = rng.uniform(14, 24), 0.5 * width
    if rng.random() < 0.5:
        draw_garuda(canvas, 0.14 * width, y - 6, 20, style.rule)
        left = 0.56 * width
    y = print_centred(canvas, (left, y), letter.head, style.bold.scaled(1.15), 0.75 * width)
    canvas.line((0.09 * width, y), (0.91 * width, y), style.rule, rng.uniform(0.3, 0.9))
    titles = (letter.title, letter.number)
    return (
        print_centred(canvas, (width / 2, y + 10), titles, style.bold.scaled(1.05), 0.8 * width) + 6
    )


def _middle(canvas: Canvas, letter: Letter, style: FormStyle, y: float, rng: Rng) -> float:
    width, _ = canvas.size_mm
    pitch = POINT_MM * style.form.size_pt * rng.uniform(1.25, 1.7)
    left = 0.12 * width
    y = print_paragraphs(canvas, (left, y), (letter.opening,), style, pitch)
    if letter.lines:
        columns = (left + 4, y), left + 0.27 * width
        y = print_entries(
            canvas, *columns, pitch, letter.lines, (style.form, style.value), 0.45 * width
        )
    return print_paragraphs(canvas, (left, y + 0.5 * pitch), letter.body, style, pitch)


def print_paragraphs(
    canvas: Canvas, at: tuple[float, float], texts: Sequence[str], style: FormStyle, pitch: float
) -> float:
    """Print paragraphs of running text; return the next baseline."""
    x, y = at
    room = canvas.size_mm[0] - 2 * x
    for text in texts:
        for line in wrap(canvas, text, style.form, room):
            canvas.text(x, y, line, style.form)
            y += pitch
        y += 0.4 * pitch
    return y


def _close(
    canvas: Canvas, letter: Letter, where: Home, style: FormStyle, y: float, world: World, rng: Rng
) -> None:
    width, height = canvas.size_mm
    middle = rng.uniform(0.62, 0.74) * width
    day = written(random_day_of_years(2015, 2026, rng))
    lines = (f"{where.district.title()}, {day}", *letter.signer)
    top = min(y + 8, height - 45)
    end = print_centred(canvas, (middle, top), lines, style.form, 0.5 * width)
    stamps.draw_signature(canvas, (middle, (top + end) / 2 + 1), rng)
    if rng.random() < 0.7:
        face = world.typeface("sans", rng)[1]
        centre = (middle - rng.uniform(8, 20), (top + end) / 2)
        stamps.press_stamp(canvas, centre, (f"* {letter.head[0]} *", where.village), face, rng, 15)
