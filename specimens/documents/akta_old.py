"""Kutipan akta kelahiran and kematian on coloured, bordered, bilingual security paper."""

from dataclasses import replace

import numpy as np

from specimens import numbers, stamps
from specimens.canvas import Canvas, Draft
from specimens.dates import written
from specimens.documents.akta_deed import Deed, birth, death
from specimens.documents.akta_text import BASIS, LAW, TITLES, bilingual, body
from specimens.documents.form import A4_PX_PER_MM, Look, filled, look, stacked
from specimens.emblem import garuda
from specimens.ink import NUMBER, Tag
from specimens.security import band, ground, guilloche
from specimens.world import World

FOLIO_MM = (215.0, 330.0)
A4_MM = (210.0, 297.0)
YEARS = (1986, 2018)
TINTS = ((205, 230, 215), (225, 215, 190), (215, 210, 240), (190, 225, 240), (228, 224, 206))
BORDERS = ((90, 120, 60), (140, 90, 40), (90, 70, 160), (60, 110, 150), (130, 60, 90))
PRINTERS = ("typed", "typed", "mono", "serif", "sans")


def draw_birth(world: World, rng: np.random.Generator) -> Draft:
    """Draw an old akta kelahiran."""
    deed = birth(world, rng, YEARS, siak=bool(rng.random() < 0.4))
    return _draw(deed, "AL", world, rng)


def draw_death(world: World, rng: np.random.Generator) -> Draft:
    """Draw an old akta kematian."""
    deed = death(world, rng, YEARS, siak=bool(rng.random() < 0.4))
    return _draw(deed, "AM", world, rng)


def _draw(deed: Deed, letters: str, world: World, rng: np.random.Generator) -> Draft:
    size = FOLIO_MM if rng.random() < 0.75 else A4_MM
    style = filled(look(world, rng, rng.uniform(9.3, 10.5), ("serif", "sans"), PRINTERS), rng)
    canvas = _paper(world, rng, size, style)
    _serial(canvas, letters, style, rng)
    y = _head(canvas, deed, style, world, rng)
    left = 30 + world.sway(rng, 3)
    pitch = rng.uniform(11.5, 13.5) * size[1] / 330
    end = body(canvas, deed, style, (left, y + rng.uniform(10, 16)), pitch)
    _foot(canvas, deed, style, max(end + 4, size[1] * rng.uniform(0.69, 0.73)))
    _sign(canvas, deed, world, rng)
    return Draft(
        canvas=canvas,
        type=f"akta_{deed.kind}",
        variant=f"akta_{deed.kind}_old",
        number=("akta", deed.number),
        glossy=bool(rng.random() < 0.35),
    )


def _paper(
    world: World, rng: np.random.Generator, size: tuple[float, float], style: Look
) -> Canvas:
    tint = np.array(TINTS[rng.integers(len(TINTS))]) + rng.normal(0, 6, 3)
    sheet = ground(world, rng, size, A4_PX_PER_MM, tint)
    kind = world.grounds[int(rng.integers(len(world.grounds)))]
    border = np.array(BORDERS[rng.integers(len(BORDERS))]) + rng.normal(0, 12, 3)
    inset, width = (round(rng.uniform(*r) * A4_PX_PER_MM) for r in ((6, 10), (6, 10)))
    pattern = guilloche(kind, sheet.shape[:2], A4_PX_PER_MM)
    band(sheet, inset, width, pattern, tuple(np.clip(border, 0, 255)))
    canvas = Canvas(sheet, A4_PX_PER_MM)
    edge = (inset + width) / A4_PX_PER_MM + 1
    canvas.frame((edge, edge, size[0] - 2 * edge, size[1] - 2 * edge), style.rule, 0.3)
    return canvas


def _serial(canvas: Canvas, letters: str, style: Look, rng: np.random.Generator) -> None:
    print_ = replace(style.bold, size_pt=rng.uniform(9, 11))
    if rng.random() < 0.6:
        print_ = replace(print_, colour=(45.0, 40.0, 165.0))
    serial = numbers.blanko_serial(letters, rng)
    canvas.text(canvas.size_mm[0] - 26, 30, f"No. {serial}", print_, Tag("serial"), align=1.0)


def _head(canvas: Canvas, deed: Deed, style: Look, world: World, rng: np.random.Generator) -> float:
    """Print down to the number; return its baseline."""
    width, height = canvas.size_mm
    middle, y = width / 2, 30 + abs(world.sway(rng, 4))
    if deed.issued.year >= 2006:
        nik = ("Nomor Induk Kependudukan", "Personnel Registration Number")
        bilingual(canvas, 26, 30, nik, style.form.sized(0.8))
        canvas.text(70, 30, deed.who.nik, style.value.sized(0.9), Tag("nik"))
    garuda(canvas, middle, y + 3, 20, style.rule)
    y += 32
    lines = (
        (("PENCATATAN SIPIL", "REGISTRY OFFICE"), style.bold.sized(1.1)),
        (("WARGA NEGARA INDONESIA", "NATIONALITY INDONESIA"), style.form),
        (TITLES[deed.kind], style.bold.sized(rng.uniform(1.45, 1.75))),
    )
    for texts, print_ in lines:
        bilingual(canvas, middle, y, texts, print_, 0.5)
        y += 11
    if rng.random() < 0.55:
        return _number_under_title(canvas, deed, style, y)
    return _number_in_sentence(canvas, deed, style, max(y + 2, height * rng.uniform(0.35, 0.39)))


def _number_under_title(canvas: Canvas, deed: Deed, style: Look, y: float) -> float:
    """Print the number as old forms do, alone right under the title."""
    label = ("Nomor :", "No.")[deed.issued.day % 2]
    number = style.strong.sized(1.08)
    gap = canvas.width(label + "  ", style.form)
    left = (canvas.size_mm[0] - gap - canvas.width(deed.number, number)) / 2
    canvas.text(left, y, label, style.form)
    end = canvas.text(left + gap, y, deed.number, number, NUMBER)
    _dots(canvas, left + gap - 1, end + 3, y + 1, style)
    bilingual(canvas, 30, y + 9, LAW, style.form)
    return y + 9


def _number_in_sentence(canvas: Canvas, deed: Deed, style: Look, y: float) -> float:
    basis, number = BASIS[deed.kind], style.strong.sized(1.05)
    bilingual(canvas, 30, y, basis, style.form)
    left = 30 + canvas.width(basis[0], style.form) + 3
    end = canvas.text(left, y, deed.number, number, NUMBER, room_mm=canvas.size_mm[0] - left - 24)
    _dots(canvas, left - 1, end + 4, y + 1, style)
    bilingual(canvas, 30, y + 9, LAW, style.form)
    return y + 9


def _dots(canvas: Canvas, left: float, right: float, y: float, style: Look) -> None:
    for x in np.arange(left, right, 1.3):
        canvas.line((x, y), (x + 0.3, y), style.rule, 0.25)


def _foot(canvas: Canvas, deed: Deed, style: Look, top: float) -> None:
    middle, form = canvas.size_mm[0] * 0.66, style.form.sized(0.95)
    lines = (
        ("Kutipan ini dikeluarkan di", "The excerpt is issued in", deed.seat),
        ("pada tanggal", "on date", written(deed.issued)),
    )
    for index, (text, english, value) in enumerate(lines):
        y = top + 8.5 * index
        bilingual(canvas, middle - 38, y, (text, english), form)
        canvas.text(middle + 8, y, value, style.value, room_mm=48)
    office = ("Kepala Dinas Kependudukan dan", "Pencatatan Sipil " + deed.seat)
    stacked(canvas, (middle, top + 18), office, form)
    stacked(canvas, (middle, top + 48), (deed.official, f"NIP. {deed.nip}"), style.value)


def _sign(canvas: Canvas, deed: Deed, world: World, rng: np.random.Generator) -> None:
    width, height = canvas.size_mm
    y = max(word.box[1] for word in canvas.words) / canvas.px_per_mm - 17
    stamps.signature(canvas, (0.66 * width + rng.normal(0, 4), y), rng, 40)
    if rng.random() < 0.9:
        face = world.family("sans", rng)[1]
        centre = (0.54 * width + rng.normal(0, 7), min(y + rng.normal(0, 5), height - 30))
        texts = (f"PEMERINTAH * {deed.where.place.regency} *", "PENCATATAN SIPIL")
        stamps.stamp(canvas, centre, texts, face, rng)
    if rng.random() < 0.2:
        stamps.duty_stamp(canvas, (0.3 * width, y), rng)
