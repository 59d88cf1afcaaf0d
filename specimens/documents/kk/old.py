"""Kartu Keluarga on security paper: columns 1–15 until 2018, 1–17 from 2018 to 2020."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from specimens.arrays import Rng
from specimens.documents.form import (
    A4_PX_PER_MM,
    FormStyle,
    blank_page,
    draw_style,
    filled_in,
    print_centred,
    print_qr,
    white_paper_colour,
)
from specimens.documents.kk import tables
from specimens.documents.kk.card import (
    KK_SIZE_MM,
    FamilyCard,
    print_early_address,
    print_head_signature,
    print_issue_date,
    print_late_address,
    print_title,
    random_card,
)
from specimens.drawing import stamps
from specimens.drawing.canvas import Canvas, Draft
from specimens.drawing.emblems import draw_garuda
from specimens.drawing.ink import Tag
from specimens.drawing.security_paper import draw_security_paper
from specimens.world import World

FORM_BLUE = (218.0, 190.0, 158.0)
COPIES = ("I.   Kepala Keluarga", "II.  RT", "III. Desa/Kelurahan", "IV. Kecamatan")
KK_VALUE_ROLES = ("sans", "sans", "narrow", "mono", "mono")


def draw_blue(world: World, rng: Rng) -> Draft:
    """Draw the blue form with its serial, wet signature and stamp."""
    data = random_card(world, rng, date(2008, 1, 1), date(2018, 6, 30))
    canvas = _paper(world, rng, FORM_BLUE)
    style = filled_in(
        draw_style(world, rng, rng.uniform(6.9, 7.7), ("sans", "narrow"), KK_VALUE_ROLES), rng
    )
    down = world.layout_offset(rng, 1.5)
    draw_garuda(canvas, rng.uniform(24, 36), 5, 17, style.rule)
    print_title(canvas, data, style, (12.5 + down, 20.5 + down), (rng.uniform(21, 24), 19.8))
    _serial(canvas, style, rng)
    larger = rng.uniform(1.1, 1.3)
    print_early_address(
        canvas, data, 27.5 + down, (style.form.scaled(larger), style.value.scaled(larger))
    )
    tops = (46 + down, 103 + down)
    tables.print_tables(canvas, data.family, tables.EARLY, style, tops, rng)
    _foot(canvas, data, style, 164 + down)
    _sign(canvas, data, world, rng, 164 + down)
    return Draft(
        canvas=canvas, type="kk", variant="kk_blue", number=("kk", data.number),
        glossy=bool(rng.random() < 0.3),
    )  # fmt: skip


def draw_2018(world: World, rng: Rng) -> Draft:
    """Draw the form of 2018–2020."""
    data = random_card(world, rng, date(2018, 7, 1), date(2020, 6, 30))
    canvas = _late_paper(world, rng)
    style = draw_style(
        world, rng, rng.uniform(6.8, 7.7), ("sans", "narrow", "serif"), ("sans", "mono")
    )
    style, down = filled_in(style, rng), world.layout_offset(rng, 2)
    _late_top(canvas, data, style, down, rng)
    tops = (47 + down, 103.5 + down)
    tables.print_tables(canvas, data.family, tables.LATE, style, tops, rng)
    _foot(canvas, data, style, 164 + down)
    if rng.random() < 0.4:
        side = rng.uniform(18, 23)
        print_qr(canvas, (242 - side / 2, 175.5 + down), side, rng)
    else:
        _sign(canvas, data, world, rng, 164 + down)
    return Draft(
        canvas=canvas, type="kk", variant="kk_2018", number=("kk", data.number),
        glossy=bool(rng.random() < 0.2),
    )  # fmt: skip


def _late_paper(world: World, rng: Rng) -> Canvas:
    if rng.random() < 0.6:
        return _paper(world, rng, tuple(rng.uniform((215, 185, 155), (230, 225, 225))))
    return Canvas(blank_page(KK_SIZE_MM, A4_PX_PER_MM, white_paper_colour(rng)), A4_PX_PER_MM)


def _late_top(canvas: Canvas, data: FamilyCard, style: FormStyle, down: float, rng: Rng) -> None:
    size, larger = rng.uniform(15, 19), rng.uniform(1.05, 1.25)
    print_title(canvas, data, style, (14 + down, 21 + down), (size * 1.15, size))
    if rng.random() < 0.7:
        draw_garuda(canvas, rng.uniform(18, 34), 5, 17, style.rule)
        _serial(canvas, style, rng)
    head = print_early_address if rng.random() < 0.5 else print_late_address
    head(canvas, data, 28 + down, (style.form.scaled(larger), style.value.scaled(larger)))


def _paper(world: World, rng: Rng, tint: Sequence[float]) -> Canvas:
    sheet = draw_security_paper(
        world, rng, KK_SIZE_MM, A4_PX_PER_MM, np.asarray(tint) + rng.normal(0, 6, 3)
    )
    return Canvas(sheet, A4_PX_PER_MM)


def _serial(canvas: Canvas, style: FormStyle, rng: Rng) -> None:
    serial = f"K{rng.integers(10**12, 10**13)}"
    print_ = replace(style.bold, size_pt=rng.uniform(8, 10), shift_mm=(0.0, 0.0))
    if rng.random() < 0.4:
        print_ = replace(print_, colour=(40.0, 40.0, 170.0))
    canvas.text(KK_SIZE_MM[0] - 12, rng.uniform(9, 14), serial, print_, Tag("serial"), align=1.0)


def _foot(canvas: Canvas, data: FamilyCard, style: FormStyle, top: float) -> None:
    form, value = style.form.scaled(1.12), style.value.scaled(1.12)
    print_issue_date(canvas, (18, top + 6), data.issued, (form, value))
    canvas.text(18, top + 12, "LEMBAR :", form)
    for index, line in enumerate(COPIES):
        canvas.text(34, top + 12 + 3.8 * index, line, form)
    ys = (top + 6, top + 30, top + 34)
    print_head_signature(canvas, 132, ys, data.family.head.name, (form, value))
    office = ("KEPALA DINAS KEPENDUDUKAN", f"DAN PENCATATAN SIPIL {data.regency}")
    print_centred(canvas, (242, top + 5), office, form)
    print_centred(canvas, (242, top + 36), (data.official, f"NIP. {data.nip}"), value)


def _sign(canvas: Canvas, data: FamilyCard, world: World, rng: Rng, top: float) -> None:
    """Draw signatures and a stamp, often over the print."""
    if rng.random() < 0.8:
        stamps.draw_signature(canvas, (132 + rng.normal(0, 4), top + 20), rng)
    stamps.draw_signature(canvas, (242 + rng.normal(0, 4), top + 23), rng, 36)
    if rng.random() < 0.85:
        face = world.typeface("sans", rng)[1]
        centre = (225 + rng.normal(0, 6), top + 22 + rng.normal(0, 4))
        texts = (f"DINAS KEPENDUDUKAN * {data.regency} *", "PENCATATAN SIPIL")
        stamps.press_stamp(canvas, centre, texts, face, rng)
