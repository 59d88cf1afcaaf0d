"""Kutipan akta kelahiran and kematian on white A4 with a QR code."""

import numpy as np

from specimens.canvas import Canvas, Draft
from specimens.dates import written
from specimens.documents.akta_deed import Deed, birth, death
from specimens.documents.akta_text import BASIS, LAW, TITLES, bilingual, body
from specimens.documents.form import A4_PX_PER_MM, BSRE, Look, look, paper, place_qr, white
from specimens.emblem import garuda
from specimens.ink import NUMBER, Tag
from specimens.world import World

SIZE_MM = (210.0, 297.0)
YEARS = (2019, 2026)


def draw_birth(world: World, rng: np.random.Generator) -> Draft:
    """Draw a new akta kelahiran."""
    return _draw(birth(world, rng, YEARS, siak=True), "akta_kelahiran_new", world, rng)


def draw_death(world: World, rng: np.random.Generator) -> Draft:
    """Draw a new akta kematian."""
    return _draw(death(world, rng, YEARS, siak=True), "akta_kematian_new", world, rng)


def _draw(deed: Deed, variant: str, world: World, rng: np.random.Generator) -> Draft:
    canvas = Canvas(paper(SIZE_MM, A4_PX_PER_MM, white(rng)), A4_PX_PER_MM)
    style = look(world, rng, rng.uniform(9.5, 10.8), ("serif", "sans", "serif"))
    head(canvas, deed, style, world, rng)
    below = number(canvas, deed, style, rng)
    left = 24 + world.sway(rng, 5)
    top = max(SIZE_MM[1] * 0.43 + world.sway(rng, 3), below)
    sentences = body(canvas, deed, style, (left, top), rng.uniform(9, 11.5))
    _foot(canvas, deed, style, max(sentences + 22, SIZE_MM[1] * rng.uniform(0.72, 0.77)), rng)
    return Draft(
        canvas=canvas, type=f"akta_{deed.kind}", variant=variant, number=("akta", deed.number)
    )


def head(canvas: Canvas, deed: Deed, style: Look, world: World, rng: np.random.Generator) -> None:
    """Print everything above the number."""
    middle, top = SIZE_MM[0] / 2, world.sway(rng, 4)
    nik = ("Nomor Induk Kependudukan", "Personnel Registration Number")
    bilingual(canvas, 20, 18 + top, nik, style.form.sized(0.85))
    canvas.text(70, 18 + top, f": {deed.who.nik}", style.value.sized(0.9), Tag("nik"))
    height = rng.uniform(16, 22)
    garuda(canvas, middle, 24 + top, height, style.form.colour)
    y = 31 + top + height
    lines = (
        (("PENCATATAN SIPIL", "REGISTRY OFFICE"), style.bold.sized(1.1)),
        (("WARGA NEGARA INDONESIA", "NATIONALITY INDONESIA"), style.form),
        (TITLES[deed.kind], style.bold.sized(rng.uniform(1.35, 1.6))),
    )
    for texts, print_ in lines:
        bilingual(canvas, middle, y, texts, print_, 0.5)
        y += rng.uniform(9.5, 13.5)


def number(canvas: Canvas, deed: Deed, style: Look, rng: np.random.Generator) -> float:
    """Print the line that names the akta's number; return the next free baseline."""
    basis = BASIS[deed.kind]
    y = SIZE_MM[1] * rng.uniform(0.355, 0.395)
    size = style.strong.sized(rng.uniform(1.0, 1.08))
    width = canvas.width(basis[0], style.form) + 3 + canvas.width(deed.number, size)
    left = (SIZE_MM[0] - width) / 2
    bilingual(canvas, left, y, basis, style.form)
    canvas.text(left + width, y, deed.number, size, NUMBER, align=1.0)
    if rng.random() < 0.5:
        return y + 10
    bilingual(canvas, left, y + 7.5, LAW, style.form)
    return y + 17.5


def _foot(canvas: Canvas, deed: Deed, style: Look, top: float, rng: np.random.Generator) -> None:
    middle = rng.uniform(134, 152)
    lines = (
        (f"Kutipan ini dikeluarkan di {deed.seat}", "The excerpt is issued in"),
        (f"pada tanggal {written(deed.issued)}", "on date"),
        ("Kepala Dinas Kependudukan dan Pencatatan Sipil", "Head of Registry Office"),
    )
    for index, texts in enumerate(lines):
        bilingual(canvas, middle, top - 22 + 7.4 * index, texts, style.form.sized(0.92), 0.5)
    canvas.text(middle, top, deed.where.place.regency.title(), style.form, align=0.5)
    side = rng.uniform(20, 25)
    place_qr(canvas, (middle - side / 2, top + 3), side, rng)
    canvas.text(middle, top + side + 8, deed.official, style.bold, align=0.5, room_mm=100)
    canvas.text(middle, top + side + 12.5, f"NIP. {deed.nip}", style.form, align=0.5)
    canvas.text(SIZE_MM[0] / 2, 290, BSRE, style.form.sized(0.62), align=0.5, room_mm=185)
