"""Kartu Keluarga on white A4 with a QR code, since July 2020."""

from datetime import date

from specimens.arrays import Rng
from specimens.documents.form import (
    A4_PX_PER_MM,
    ELECTRONIC_SIGNATURE_NOTE,
    FormStyle,
    blank_page,
    draw_style,
    print_centred,
    print_qr,
    white_paper_colour,
)
from specimens.documents.kk import tables
from specimens.documents.kk.card import (
    KK_SIZE_MM,
    FamilyCard,
    print_head_signature,
    print_issue_date,
    print_late_address,
    print_title,
    random_card,
)
from specimens.drawing import stamps
from specimens.drawing.canvas import Canvas, Draft
from specimens.drawing.emblems import draw_garuda
from specimens.people.dates import LATEST_DAY
from specimens.world import World

FIRST_DAY = date(2020, 7, 1)


def draw(world: World, rng: Rng) -> Draft:
    """Draw a white card."""
    data = random_card(world, rng, FIRST_DAY, LATEST_DAY)
    canvas = Canvas(blank_page(KK_SIZE_MM, A4_PX_PER_MM, white_paper_colour(rng)), A4_PX_PER_MM)
    style = draw_style(world, rng, rng.uniform(6.8, 7.6), ("sans", "sans", "narrow", "serif"))
    down = world.layout_offset(rng, 2)
    if rng.random() < 0.6:
        draw_garuda(canvas, rng.uniform(18, 30), 5 + max(down, -2), 17, style.form.colour)
    size = rng.uniform(14, 16)
    print_title(canvas, data, style, (14 + down, 21 + down), (size * 1.15, size))
    larger = rng.uniform(1.05, 1.3)
    print_late_address(
        canvas, data, 28 + down, (style.form.scaled(larger), style.value.scaled(larger))
    )
    tops = (47.5 + down, 103.5 + down)
    tables.print_tables(canvas, data.family, tables.LATE, style, tops, rng)
    print_foot(canvas, data, style, 163 + down, rng)
    return Draft(canvas=canvas, type="kk", variant="kk_white", number=("kk", data.number))


def print_foot(canvas: Canvas, data: FamilyCard, style: FormStyle, top: float, rng: Rng) -> None:
    """Print date, head of the family and the official's QR code."""
    form, value = style.form.scaled(1.15), style.value.scaled(1.15)
    print_issue_date(canvas, (14, top + 6), data.issued, (form, value))
    print_head_signature(
        canvas, 128, (top + 6, top + 33, top + 37.5), data.family.head.name, (form, value)
    )
    if rng.random() < 0.5:
        stamps.draw_signature(canvas, (128, top + 22), rng)
    middle, side = rng.uniform(236, 246), rng.uniform(20, 25)
    office = ("KEPALA DINAS KEPENDUDUKAN DAN", "PENCATATAN SIPIL", data.regency)
    print_centred(canvas, (middle, top + 1.5), office, form)
    print_qr(canvas, (middle - side / 2, min(top + 10.5, 196 - side)), side, rng)
    signed = (data.official, f"NIP. {data.nip}")
    print_centred(canvas, (middle, min(top + side + 14, 199.5)), signed, value)
    canvas.text(
        KK_SIZE_MM[0] / 2, 208, ELECTRONIC_SIGNATURE_NOTE, form.scaled(0.85), align=0.5, room_mm=260
    )
