"""Kartu Keluarga on security paper: columns 1–15 until 2018, 1–17 from 2018 to 2020."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from specimens import stamps
from specimens.canvas import Canvas, Draft
from specimens.documents import kk_tables
from specimens.documents.form import (
    A4_PX_PER_MM,
    Look,
    filled,
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
    early_head,
    head_signs,
    issue_line,
    late_head,
    title,
)
from specimens.emblem import garuda
from specimens.ink import Tag
from specimens.security import ground
from specimens.world import World

BLUE = (218.0, 190.0, 158.0)
SHEETS = ("I.   Kepala Keluarga", "II.  RT", "III. Desa/Kelurahan", "IV. Kecamatan")
PRINTERS = ("sans", "sans", "narrow", "mono", "mono")


def draw_blue(world: World, rng: np.random.Generator) -> Draft:
    """Draw the blue form with its serial, wet signature and stamp."""
    data = card(world, rng, date(2008, 1, 1), date(2018, 6, 30))
    canvas = _paper(world, rng, BLUE)
    style = filled(look(world, rng, rng.uniform(6.9, 7.7), ("sans", "narrow"), PRINTERS), rng)
    down = world.sway(rng, 1.5)
    garuda(canvas, rng.uniform(24, 36), 5, 17, style.rule)
    title(canvas, data, style, (12.5 + down, 20.5 + down), (rng.uniform(21, 24), 19.8))
    _serial(canvas, style, rng)
    larger = rng.uniform(1.1, 1.3)
    early_head(canvas, data, 27.5 + down, (style.form.sized(larger), style.value.sized(larger)))
    tops = (46 + down, 103 + down)
    kk_tables.tables(canvas, data.family, kk_tables.EARLY, style, tops, rng)
    _foot(canvas, data, style, 164 + down)
    _sign(canvas, data, world, rng, 164 + down)
    return Draft(
        canvas=canvas,
        type="kk",
        variant="kk_blue",
        number=("kk", data.number),
        glossy=bool(rng.random() < 0.3),
    )


def draw_2018(world: World, rng: np.random.Generator) -> Draft:
    """Draw the form of 2018–2020, in between the blue and the white one."""
    data = card(world, rng, date(2018, 7, 1), date(2020, 6, 30))
    canvas = _late_paper(world, rng)
    style = look(world, rng, rng.uniform(6.8, 7.7), ("sans", "narrow", "serif"), ("sans", "mono"))
    style, down = filled(style, rng), world.sway(rng, 2)
    _late_top(canvas, data, style, down, rng)
    tops = (47 + down, 103.5 + down)
    kk_tables.tables(canvas, data.family, kk_tables.LATE, style, tops, rng)
    _foot(canvas, data, style, 164 + down)
    if rng.random() < 0.4:
        side = rng.uniform(18, 23)
        place_qr(canvas, (242 - side / 2, 175.5 + down), side, rng)
    else:
        _sign(canvas, data, world, rng, 164 + down)
    return Draft(
        canvas=canvas,
        type="kk",
        variant="kk_2018",
        number=("kk", data.number),
        glossy=bool(rng.random() < 0.2),
    )


def _late_paper(world: World, rng: np.random.Generator) -> Canvas:
    if rng.random() < 0.6:
        return _paper(world, rng, tuple(rng.uniform((215, 185, 155), (230, 225, 225))))
    return Canvas(paper(SIZE_MM, A4_PX_PER_MM, white(rng)), A4_PX_PER_MM)


def _late_top(
    canvas: Canvas, data: Card, style: Look, down: float, rng: np.random.Generator
) -> None:
    size, larger = rng.uniform(15, 19), rng.uniform(1.05, 1.25)
    title(canvas, data, style, (14 + down, 21 + down), (size * 1.15, size))
    if rng.random() < 0.7:
        garuda(canvas, rng.uniform(18, 34), 5, 17, style.rule)
        _serial(canvas, style, rng)
    head = early_head if rng.random() < 0.5 else late_head
    head(canvas, data, 28 + down, (style.form.sized(larger), style.value.sized(larger)))


def _paper(world: World, rng: np.random.Generator, tint: Sequence[float]) -> Canvas:
    sheet = ground(world, rng, SIZE_MM, A4_PX_PER_MM, np.asarray(tint) + rng.normal(0, 6, 3))
    return Canvas(sheet, A4_PX_PER_MM)


def _serial(canvas: Canvas, style: Look, rng: np.random.Generator) -> None:
    serial = f"K{rng.integers(10**12, 10**13)}"
    print_ = replace(style.bold, size_pt=rng.uniform(8, 10), shift_mm=(0.0, 0.0))
    if rng.random() < 0.4:
        print_ = replace(print_, colour=(40.0, 40.0, 170.0))
    canvas.text(SIZE_MM[0] - 12, rng.uniform(9, 14), serial, print_, Tag("serial"), align=1.0)


def _foot(canvas: Canvas, data: Card, style: Look, top: float) -> None:
    form, value = style.form.sized(1.12), style.value.sized(1.12)
    issue_line(canvas, (18, top + 6), data.issued, (form, value))
    canvas.text(18, top + 12, "LEMBAR :", form)
    for index, line in enumerate(SHEETS):
        canvas.text(34, top + 12 + 3.8 * index, line, form)
    ys = (top + 6, top + 30, top + 34)
    head_signs(canvas, 132, ys, data.family.head.name, (form, value))
    office = ("KEPALA DINAS KEPENDUDUKAN", f"DAN PENCATATAN SIPIL {data.regency}")
    stacked(canvas, (242, top + 5), office, form)
    stacked(canvas, (242, top + 36), (data.official, f"NIP. {data.nip}"), value)


def _sign(canvas: Canvas, data: Card, world: World, rng: np.random.Generator, top: float) -> None:
    """Sign and stamp, often across the print."""
    if rng.random() < 0.8:
        stamps.signature(canvas, (132 + rng.normal(0, 4), top + 20), rng)
    stamps.signature(canvas, (242 + rng.normal(0, 4), top + 23), rng, 36)
    if rng.random() < 0.85:
        face = world.family("sans", rng)[1]
        centre = (225 + rng.normal(0, 6), top + 22 + rng.normal(0, 4))
        texts = (f"DINAS KEPENDUDUKAN * {data.regency} *", "PENCATATAN SIPIL")
        stamps.stamp(canvas, centre, texts, face, rng)
