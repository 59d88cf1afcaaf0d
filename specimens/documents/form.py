"""Parts of printed forms: blank paper, print styles, labelled entries, QR codes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from specimens.arrays import Picture, Rng, uniform
from specimens.drawing import qr_codes
from specimens.drawing.canvas import Canvas
from specimens.drawing.ink import CAPTION, POINT_MM, PRINT_BLACK, Colour, Print, Tag
from specimens.world import World

A4_PX_PER_MM = 10.0
A4_MM = (210.0, 297.0)
FOLIO_MM = (215.0, 330.0)
CARD_PX_PER_MM = 24.0
CARD_SIZE_MM = (85.6, 53.98)
ELECTRONIC_SIGNATURE_NOTE = (
    "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang "
    "diterbitkan oleh Balai Sertifikasi Elektronik (BSrE), BSSN"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormStyle:
    """The print styles of one sheet: of the form and of the values."""

    form: Print
    """Captions."""
    bold: Print
    """Emphasised captions."""
    value: Print
    """Filled-in values."""
    strong: Print
    """Emphasised values."""
    rule: Colour
    rule_mm: float


def blank_page(size_mm: tuple[float, float], px_per_mm: float, colour: Colour) -> Picture:
    """Return an empty sheet of one colour."""
    width, height = (round(v * px_per_mm) for v in size_mm)
    return uniform((height, width), np.rint(colour))


def white_paper_colour(rng: Rng) -> Colour:
    """Return the colour of office paper: bright, slightly blue or yellow."""
    level, tint = rng.uniform(236, 254), rng.normal(0, 2.5)
    blue, red = np.clip((level + tint, level - tint), 0, 255)
    return float(blue), float(level), float(red)


def ink_colour(rng: Rng) -> Colour:
    """Return the black of a printer, from full toner to an empty cartridge."""
    level = rng.choice([rng.uniform(5, 40), rng.uniform(25, 60)])
    return tuple(float(v) for v in np.clip(level + rng.normal(0, 4, 3), 0, 255))


def draw_style(
    world: World,
    rng: Rng,
    size_pt: float,
    roles: Sequence[str] = ("sans",),
    value_roles: Sequence[str] | None = None,
) -> FormStyle:
    """Return a random style. value_roles: typefaces of the values, None for the form's own."""
    form = world.typeface(roles[int(rng.integers(len(roles)))], rng)
    value = (
        world.typeface(value_roles[int(rng.integers(len(value_roles)))], rng)
        if value_roles
        else form
    )
    colour = ink_colour(rng)
    return FormStyle(
        form=Print(face=form[0], size_pt=size_pt, colour=colour),
        bold=Print(face=form[1], size_pt=size_pt, colour=colour),
        value=Print(face=value[0], size_pt=size_pt, colour=colour),
        strong=Print(face=value[1], size_pt=size_pt, colour=colour),
        rule=PRINT_BLACK if rng.random() < 0.6 else tuple(rng.uniform(20, 110, 3)),
        rule_mm=float(rng.uniform(0.08, 0.25)),
    )


def wrap(canvas: Canvas, text: str, style: Print, room_mm: float) -> list[str]:
    """Break a text between words into lines that fit a width."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and canvas.width(longer, style) > room_mm:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@dataclass(frozen=True, slots=True)
class Entry:
    """One label and its value."""

    label: str
    value: str
    tag: Tag = CAPTION


def print_entries(
    canvas: Canvas,
    at: tuple[float, float],
    value_x: float,
    pitch: float,
    lines: Sequence[Entry],
    styles: tuple[Print, Print],
    room_mm: float | None = None,
) -> float:
    """Print labels and values downwards from `at` (mm); return the next baseline."""
    x, y = at
    for entry in lines:
        canvas.text(x, y, entry.label, styles[0], room_mm=value_x - x - 2)
        canvas.text(value_x - 1.8, y, ":", styles[0])
        canvas.text(value_x, y, entry.value, styles[1], entry.tag, room_mm=room_mm)
        y += pitch
    return y


def print_qr(canvas: Canvas, at: tuple[float, float], side_mm: float, rng: Rng) -> None:
    """Print a QR code, its top left corner at a point (mm)."""
    side = round(side_mm * canvas.px_per_mm)
    picture = qr_codes.draw_qr(qr_codes.random_url(rng), side)
    x, y = (round(v * canvas.px_per_mm) for v in at)
    window = canvas.pixels[y : y + side, x : x + side]
    window[picture[: len(window)] == 0] = 25


def print_centred(
    canvas: Canvas, at: tuple[float, float], lines: Sequence[str], style: Print, room_mm: float = 90
) -> float:
    """Print centred lines below one another; return the next baseline."""
    pitch = POINT_MM * style.size_pt * 1.22
    for index, text in enumerate(lines):
        canvas.text(at[0], at[1] + pitch * index, text, style, align=0.5, room_mm=room_mm)
    return at[1] + pitch * len(lines)


def filled_in(style: FormStyle, rng: Rng) -> FormStyle:
    """Return the style of a pre-printed form with values by a second printer, slightly offset."""
    shift = tuple(float(v) for v in rng.normal(0, 0.45, 2))
    dots = float(rng.uniform(0.2, 0.34)) if rng.random() < 0.4 else None
    strength = float(rng.uniform(0.85, 1.0))
    colour = ink_colour(rng)
    value, strong = (
        replace(
            print_, shift_mm=(shift[0], shift[1]), dot_mm=dots, strength=strength, colour=colour
        )
        for print_ in (style.value, style.strong)
    )
    form_ink = (
        ink_colour(rng) if rng.random() < 0.6 else tuple(rng.uniform((90, 40, 20), (150, 80, 60)))
    )
    form, bold = (replace(print_, colour=form_ink) for print_ in (style.form, style.bold))
    return replace(style, form=form, bold=bold, value=value, strong=strong, rule=form_ink)
