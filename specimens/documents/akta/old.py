"""Kutipan akta kelahiran and kematian on coloured, bordered, bilingual security paper."""

from dataclasses import replace

import numpy as np

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
    FOLIO_MM,
    FormStyle,
    draw_style,
    filled_in,
    print_centred,
)
from specimens.drawing import stamps
from specimens.drawing.canvas import Canvas, Draft
from specimens.drawing.emblems import draw_garuda
from specimens.drawing.ink import NUMBER, Tag
from specimens.drawing.security_paper import draw_border_band, draw_security_paper, guilloche
from specimens.people import numbers
from specimens.people.dates import written
from specimens.world import World

OLD_FORM_YEARS = (1986, 2018)
PAPER_TINTS = ((205, 230, 215), (225, 215, 190), (215, 210, 240), (190, 225, 240), (228, 224, 206))
BORDER_COLOURS = ((90, 120, 60), (140, 90, 40), (90, 70, 160), (60, 110, 150), (130, 60, 90))
AKTA_VALUE_ROLES = ("typed", "typed", "mono", "serif", "sans")


def draw_birth(world: World, rng: Rng) -> Draft:
    """Draw an old akta kelahiran."""
    deed = random_birth(world, rng, OLD_FORM_YEARS, siak=bool(rng.random() < 0.4))
    return _draw(deed, "AL", world, rng)


def draw_death(world: World, rng: Rng) -> Draft:
    """Draw an old akta kematian."""
    deed = random_death(world, rng, OLD_FORM_YEARS, siak=bool(rng.random() < 0.4))
    return _draw(deed, "AM", world, rng)


def _draw(deed: Deed, letters: str, world: World, rng: Rng) -> Draft:
    size = FOLIO_MM if rng.random() < 0.75 else A4_MM
    style = filled_in(
        draw_style(world, rng, rng.uniform(9.3, 10.5), ("serif", "sans"), AKTA_VALUE_ROLES), rng
    )
    canvas = _paper(world, rng, size, style)
    _serial(canvas, letters, style, rng)
    y = _head(canvas, deed, style, world, rng)
    left = 30 + world.layout_offset(rng, 3)
    pitch = rng.uniform(11.5, 13.5) * size[1] / 330
    end = print_body(canvas, deed, style, (left, y + rng.uniform(10, 16)), pitch)
    _foot(canvas, deed, style, max(end + 4, size[1] * rng.uniform(0.69, 0.73)))
    _sign(canvas, deed, world, rng)
    return Draft(
        canvas=canvas, type=f"akta_{deed.kind}", variant=f"akta_{deed.kind}_old",
        number=("akta", deed.number), glossy=bool(rng.random() < 0.35),
    )  # fmt: skip


def _paper(world: World, rng: Rng, size: tuple[float, float], style: FormStyle) -> Canvas:
    tint = np.array(PAPER_TINTS[rng.integers(len(PAPER_TINTS))]) + rng.normal(0, 6, 3)
    sheet = draw_security_paper(world, rng, size, A4_PX_PER_MM, tint)
    kind = world.security_patterns[int(rng.integers(len(world.security_patterns)))]
    border = np.array(BORDER_COLOURS[rng.integers(len(BORDER_COLOURS))]) + rng.normal(0, 12, 3)
    inset, width = (round(rng.uniform(*r) * A4_PX_PER_MM) for r in ((6, 10), (6, 10)))
    pattern = guilloche(kind, sheet.shape[:2], A4_PX_PER_MM)
    draw_border_band(sheet, inset, width, pattern, tuple(np.clip(border, 0, 255)))
    canvas = Canvas(sheet, A4_PX_PER_MM)
    edge = (inset + width) / A4_PX_PER_MM + 1
    canvas.frame((edge, edge, size[0] - 2 * edge, size[1] - 2 * edge), style.rule, 0.3)
    return canvas


def _serial(canvas: Canvas, letters: str, style: FormStyle, rng: Rng) -> None:
    print_ = replace(style.bold, size_pt=rng.uniform(9, 11))
    if rng.random() < 0.6:
        print_ = replace(print_, colour=(45.0, 40.0, 165.0))
    serial = numbers.blanko_serial(letters, rng)
    canvas.text(canvas.size_mm[0] - 26, 30, f"No. {serial}", print_, Tag("serial"), align=1.0)


def _head(canvas: Canvas, deed: Deed, style: FormStyle, world: World, rng: Rng) -> float:
    """Print everything down to the number; return its baseline."""
    width, height = canvas.size_mm
    middle, y = width / 2, 30 + abs(world.layout_offset(rng, 4))
    if deed.issued.year >= 2006:
        nik = ("Nomor Induk Kependudukan", "Personnel Registration Number")
        print_bilingual(canvas, 26, 30, nik, style.form.scaled(0.8))
        canvas.text(70, 30, deed.who.nik, style.value.scaled(0.9), Tag("nik"))
    draw_garuda(canvas, middle, y + 3, 20, style.rule)
    y += 32
    lines = (
        (("PENCATATAN SIPIL", "REGISTRY OFFICE"), style.bold.scaled(1.1)),
        (("WARGA NEGARA INDONESIA", "NATIONALITY INDONESIA"), style.form),
        (AKTA_TITLES[deed.kind], style.bold.scaled(rng.uniform(1.45, 1.75))),
    )
    for texts, print_ in lines:
        print_bilingual(canvas, middle, y, texts, print_, 0.5)
        y += 11
    if rng.random() < 0.55:
        return _number_under_title(canvas, deed, style, y)
    return _number_in_sentence(canvas, deed, style, max(y + 2, height * rng.uniform(0.35, 0.39)))


def _number_under_title(canvas: Canvas, deed: Deed, style: FormStyle, y: float) -> float:
    """Print the number on its own line under the title."""
    label = ("Nomor :", "No.")[deed.issued.day % 2]
    number = style.strong.scaled(1.08)
    gap = canvas.width(label + "  ", style.form)
    left = (canvas.size_mm[0] - gap - canvas.width(deed.number, number)) / 2
    canvas.text(left, y, label, style.form)
    end = canvas.text(left + gap, y, deed.number, number, NUMBER)
    _dots(canvas, left + gap - 1, end + 3, y + 1, style)
    print_bilingual(canvas, 30, y + 9, LAW_CAPTION, style.form)
    return y + 9


def _number_in_sentence(canvas: Canvas, deed: Deed, style: FormStyle, y: float) -> float:
    basis, number = NUMBER_CAPTIONS[deed.kind], style.strong.scaled(1.05)
    print_bilingual(canvas, 30, y, basis, style.form)
    left = 30 + canvas.width(basis[0], style.form) + 3
    end = canvas.text(left, y, deed.number, number, NUMBER, room_mm=canvas.size_mm[0] - left - 24)
    _dots(canvas, left - 1, end + 4, y + 1, style)
    print_bilingual(canvas, 30, y + 9, LAW_CAPTION, style.form)
    return y + 9


def _dots(canvas: Canvas, left: float, right: float, y: float, style: FormStyle) -> None:
    for x in np.arange(left, right, 1.3):
        canvas.line((x, y), (x + 0.3, y), style.rule, 0.25)


def _foot(canvas: Canvas, deed: Deed, style: FormStyle, top: float) -> None:
    middle, form = canvas.size_mm[0] * 0.66, style.form.scaled(0.95)
    lines = (
        ("Kutipan ini dikeluarkan di", "The excerpt is issued in", deed.seat),
        ("pada tanggal", "on date", written(deed.issued)),
    )
    for index, (text, english, value) in enumerate(lines):
        y = top + 8.5 * index
        print_bilingual(canvas, middle - 38, y, (text, english), form)
        canvas.text(middle + 8, y, value, style.value, room_mm=48)
    office = ("Kepala Dinas Kependudukan dan", "Pencatatan Sipil " + deed.seat)
    print_centred(canvas, (middle, top + 18), office, form)
    print_centred(canvas, (middle, top + 48), (deed.official, f"NIP. {deed.nip}"), style.value)


def _sign(canvas: Canvas, deed: Deed, world: World, rng: Rng) -> None:
    width, height = canvas.size_mm
    y = max(word.box[1] for word in canvas.words) / canvas.px_per_mm - 17
    stamps.draw_signature(canvas, (0.66 * width + rng.normal(0, 4), y), rng, 40)
    if rng.random() < 0.9:
        face = world.typeface("sans", rng)[1]
        centre = (0.54 * width + rng.normal(0, 7), min(y + rng.normal(0, 5), height - 30))
        texts = (f"PEMERINTAH * {deed.where.place.regency} *", "PENCATATAN SIPIL")
        stamps.press_stamp(canvas, centre, texts, face, rng)
    if rng.random() < 0.2:
        stamps.draw_duty_stamp(canvas, (0.3 * width, y), rng)
