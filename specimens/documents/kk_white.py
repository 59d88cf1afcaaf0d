"""Kartu Keluarga on plain white A4 with a QR code, since July 2020."""

from datetime import date

import numpy as np

from specimens import stamps
from specimens.canvas import Canvas, Draft
from specimens.dates import LATEST
from specimens.documents import kk_tables
from specimens.documents.form import (
    A4_PX_PER_MM,
    BSRE,
    Look,
    look,
    paper,
    place_qr,
    stacked,
    white,
)
from specimens.documents.kk_card import (
    SIZE_MM,
    Card,
    card,
    head_signs,
    issue_line,
    late_head,
    title,
)
from specimens.emblem import garuda
from specimens.world import World

FIRST = date(2020, 7, 1)


def draw(world: World, rng: np.random.Generator) -> Draft:
    """Draw the card as homes and offices print it."""
    data = card(world, rng, FIRST, LATEST)
    canvas = Canvas(paper(SIZE_MM, A4_PX_PER_MM, white(rng)), A4_PX_PER_MM)
    style = look(world, rng, rng.uniform(6.8, 7.6), ("sans", "sans", "narrow", "serif"))
    down = world.sway(rng, 2)
    if rng.random() < 0.6:
        garuda(canvas, rng.uniform(18, 30), 5 + max(down, -2), 17, style.form.colour)
    size = rng.uniform(14, 16)
    title(canvas, data, style, (14 + down, 21 + down), (size * 1.15, size))
    larger = rng.uniform(1.05, 1.3)
    late_head(canvas, data, 28 + down, (style.form.sized(larger), style.value.sized(larger)))
    tops = (47.5 + down, 103.5 + down)
    kk_tables.tables(canvas, data.family, kk_tables.LATE, style, tops, rng)
    foot(canvas, data, style, 163 + down, rng)
    return Draft(canvas=canvas, type="kk", variant="kk_white", number=("kk", data.number))


def foot(canvas: Canvas, data: Card, style: Look, top: float, rng: np.random.Generator) -> None:
    """Print date, head of the family and the official's QR code."""
    form, value = style.form.sized(1.15), style.value.sized(1.15)
    issue_line(canvas, (14, top + 6), data.issued, (form, value))
    head_signs(canvas, 128, (top + 6, top + 33, top + 37.5), data.family.head.name, (form, value))
    if rng.random() < 0.5:
        stamps.signature(canvas, (128, top + 22), rng)
    middle, side = rng.uniform(236, 246), rng.uniform(20, 25)
    office = ("KEPALA DINAS KEPENDUDUKAN DAN", "PENCATATAN SIPIL", data.regency)
    stacked(canvas, (middle, top + 1.5), office, form)
    place_qr(canvas, (middle - side / 2, min(top + 10.5, 196 - side)), side, rng)
    signed = (data.official, f"NIP. {data.nip}")
    stacked(canvas, (middle, min(top + side + 14, 199.5)), signed, value)
    canvas.text(SIZE_MM[0] / 2, 208, BSRE, form.sized(0.85), align=0.5, room_mm=260)
