"""Kutipan akta kelahiran and kematian on white A4 with a QR code."""

from specimens.arrays import Rng
from specimens.documents.akta.deed import Deed, random_birth, random_death
from specimens.documents.akta.text import (
    AKTA_TITLES,
    LAW_CAPTION,
    NUMBER_CAPTIONS,
    print_bilingual,
    print_body,
)
from specimens.documents.form import (
    A4_MM,
    A4_PX_PER_MM,
    ELECTRONIC_SIGNATURE_NOTE,
    FormStyle,
    blank_page,
    draw_style,
    print_qr,
    white_paper_colour,
)
from specimens.drawing.canvas import Canvas, Draft
from specimens.drawing.emblems import draw_garuda
from specimens.drawing.ink import NUMBER, Tag
from specimens.people.dates import written
from specimens.world import World

NEW_FORM_YEARS = (2019, 2026)


def draw_birth(world: World, rng: Rng) -> Draft:
    """Draw a new akta kelahiran."""
    return _draw(
        random_birth(world, rng, NEW_FORM_YEARS, siak=True), "akta_kelahiran_new", world, rng
    )


def draw_death(world: World, rng: Rng) -> Draft:
    """Draw a new akta kematian."""
    return _draw(
        random_death(world, rng, NEW_FORM_YEARS, siak=True), "akta_kematian_new", world, rng
    )


def _draw(deed: Deed, variant: str, world: World, rng: Rng) -> Draft:
    canvas = Canvas(blank_page(A4_MM, A4_PX_PER_MM, white_paper_colour(rng)), A4_PX_PER_MM)
    style = draw_style(world, rng, rng.uniform(9.5, 10.8), ("serif", "sans", "serif"))
    print_head(canvas, deed, style, world, rng)
    below = print_number(canvas, deed, style, rng)
    left = 24 + world.layout_offset(rng, 5)
    top = max(A4_MM[1] * 0.43 + world.layout_offset(rng, 3), below)
    sentences = print_body(canvas, deed, style, (left, top), rng.uniform(9, 11.5))
    _foot(canvas, deed, style, max(sentences + 22, A4_MM[1] * rng.uniform(0.72, 0.77)), rng)
    return Draft(
        canvas=canvas, type=f"akta_{deed.kind}", variant=variant, number=("akta", deed.number)
    )


def print_head(canvas: Canvas, deed: Deed, style: FormStyle, world: World, rng: Rng) -> None:
    """Print everything above the number."""
    middle, top = A4_MM[0] / 2, world.layout_offset(rng, 4)
    nik = ("Nomor Induk Kependudukan", "Personnel Registration Number")
    print_bilingual(canvas, 20, 18 + top, nik, style.form.scaled(0.85))
    canvas.text(70, 18 + top, f": {deed.who.nik}", style.value.scaled(0.9), Tag("nik"))
    height = rng.uniform(16, 22)
    draw_garuda(canvas, middle, 24 + top, height, style.form.colour)
    y = 31 + top + height
    lines = (
        (("PENCATATAN SIPIL", "REGISTRY OFFICE"), style.bold.scaled(1.1)),
        (("WARGA NEGARA INDONESIA", "NATIONALITY INDONESIA"), style.form),
        (AKTA_TITLES[deed.kind], style.bold.scaled(rng.uniform(1.35, 1.6))),
    )
    for texts, print_ in lines:
        print_bilingual(canvas, middle, y, texts, print_, 0.5)
        y += rng.uniform(9.5, 13.5)


def print_number(canvas: Canvas, deed: Deed, style: FormStyle, rng: Rng) -> float:
    """Print the line of the akta's number; return the next free baseline."""
    basis = NUMBER_CAPTIONS[deed.kind]
    y = A4_MM[1] * rng.uniform(0.355, 0.395)
    size = style.strong.scaled(rng.uniform(1.0, 1.08))
    width = canvas.width(basis[0], style.form) + 3 + canvas.width(deed.number, size)
    left = (A4_MM[0] - width) / 2
    print_bilingual(canvas, left, y, basis, style.form)
    canvas.text(left + width, y, deed.number, size, NUMBER, align=1.0)
    if rng.random() < 0.5:
        return y + 10
    print_bilingual(canvas, left, y + 7.5, LAW_CAPTION, style.form)
    return y + 17.5


def _foot(canvas: Canvas, deed: Deed, style: FormStyle, top: float, rng: Rng) -> None:
    middle = rng.uniform(134, 152)
    lines = (
        (f"Kutipan ini dikeluarkan di {deed.seat}", "The excerpt is issued in"),
        (f"pada tanggal {written(deed.issued)}", "on date"),
        ("Kepala Dinas Kependudukan dan Pencatatan Sipil", "Head of Registry Office"),
    )
    for index, texts in enumerate(lines):
        print_bilingual(canvas, middle, top - 22 + 7.4 * index, texts, style.form.scaled(0.92), 0.5)
    canvas.text(middle, top, deed.where.place.regency.title(), style.form, align=0.5)
    side = rng.uniform(20, 25)
    print_qr(canvas, (middle - side / 2, top + 3), side, rng)
    canvas.text(middle, top + side + 8, deed.official, style.bold, align=0.5, room_mm=100)
    canvas.text(middle, top + side + 12.5, f"NIP. {deed.nip}", style.form, align=0.5)
    canvas.text(
        A4_MM[0] / 2, 290, ELECTRONIC_SIGNATURE_NOTE, style.form.scaled(0.62), align=0.5,
        room_mm=185,
    )  # fmt: skip
