"""Marriage papers: the booklet that the religious office gives, and the registry's akta."""

from dataclasses import replace
from datetime import date

import numpy as np

from specimens import numbers, stamps
from specimens.canvas import Canvas, Draft
from specimens.dates import in_years, numeric, written
from specimens.documents.akta_deed import Deed, birth
from specimens.documents.akta_new import SIZE_MM as A4_MM
from specimens.documents.akta_text import bilingual
from specimens.documents.form import (
    A4_PX_PER_MM,
    BSRE,
    Entry,
    Look,
    entries,
    filled,
    look,
    paper,
    place_qr,
    stacked,
    white,
)
from specimens.emblem import garuda, portrait
from specimens.people import Person, home, person
from specimens.security import ground
from specimens.world import World

SPREAD_MM = (180.0, 126.0)
TINTS = ((205, 225, 200), (205, 215, 235), (195, 220, 235))


def draw_marriage_book(world: World, rng: np.random.Generator) -> Draft:
    """Draw an open spread of a buku nikah."""
    tint = np.array(TINTS[rng.integers(len(TINTS))], float)
    canvas = Canvas(ground(world, rng, SPREAD_MM, 14.0, tint), 14.0)
    style = filled(look(world, rng, rng.uniform(7, 8), ("serif", "sans"), ("mono", "typed")), rng)
    middle = SPREAD_MM[0] / 2
    canvas.line((middle, 0), (middle, SPREAD_MM[1]), (120, 130, 130), 0.5)
    _photos(canvas, style, world, rng)
    _couple(canvas, style, middle + 8, world, rng)
    return Draft(canvas=canvas, type="other", variant="marriage_book")


def _photos(canvas: Canvas, style: Look, world: World, rng: np.random.Generator) -> None:
    quarter = SPREAD_MM[0] / 4
    garuda(canvas, quarter, 8, 16, style.rule)
    lines = ("KUTIPAN AKTA NIKAH", f"NOMOR : {numbers.office_akta(in_years(2000, 2024, rng), rng)}")
    stacked(canvas, (quarter, 32), lines, style.bold.sized(1.2), 76)
    for x in (quarter - 27, quarter + 3):
        portrait(canvas, (x, 44, 24, 34), rng)
    face = world.family("sans", rng)[1]
    stamps.stamp(canvas, (quarter, 72), ("* KANTOR URUSAN AGAMA *", "K U A"), face, rng, 12)
    names = (world.pick("male", rng), world.pick("female", rng))
    for x, name in zip((quarter - 15, quarter + 15), names, strict=True):
        canvas.text(x, 86, name, style.value, align=0.5, room_mm=28)
        stamps.signature(canvas, (x, 97), rng, 18)


def _couple(canvas: Canvas, style: Look, x: float, world: World, rng: np.random.Generator) -> None:
    where, today = home(world, rng), in_years(2005, 2024, rng)
    y = 18.0
    for title, woman in (("SUAMI", False), ("ISTRI", True)):
        born = in_years(today.year - 40, today.year - 19, rng)
        who = person(world, rng, where, born, woman=woman, today=today)
        canvas.text(x, y, title, style.bold)
        at = (x + 2, y + 5)
        y = entries(canvas, at, x + 30, 4.8, _spouse(who), (style.form, style.value), 44) + 4
    canvas.text(x, y, f"Menikah pada {written(today)}", style.form)
    canvas.text(x + 46, y + 8, "Pegawai Pencatat Nikah", style.form, align=0.5)
    stamps.signature(canvas, (x + 46, y + 15), rng, 22)
    canvas.text(x + 46, y + 23, world.pick("officials", rng), style.value, align=0.5, room_mm=60)


def _spouse(who: Person) -> tuple[Entry, ...]:
    return (
        Entry("Nama lengkap", who.name),
        Entry("Tempat tgl lahir", f"{who.birthplace}, {numeric(who.born)}"),
        Entry("NIK", who.nik),
        Entry("Pekerjaan", who.job.title()),
        Entry("Bin/Binti", who.father),
    )


def draw_marriage_akta(world: World, rng: np.random.Generator) -> Draft:
    """Draw a kutipan akta perkawinan: the new akta's looks, but none of our types."""
    deed = birth(world, rng, (2019, 2026), siak=True)
    deed = replace(deed, number=deed.number.replace("LU", "KW").replace("LT", "KW"))
    canvas = Canvas(paper(A4_MM, A4_PX_PER_MM, white(rng)), A4_PX_PER_MM)
    style = look(world, rng, rng.uniform(9.5, 10.8), ("serif", "sans"))
    middle, y = A4_MM[0] / 2, 22 + abs(world.sway(rng, 4))
    garuda(canvas, middle, y - 6, 20, style.form.colour)
    heads = (
        (("PENCATATAN SIPIL", "REGISTRY OFFICE"), style.bold.sized(1.1)),
        (("WARGA NEGARA INDONESIA", "NATIONALITY INDONESIA"), style.form),
        (("KUTIPAN AKTA PERKAWINAN", "EXCERPT OF MARRIAGE CERTIFICATE"), style.bold.sized(1.5)),
    )
    for index, (texts, print_) in enumerate(heads):
        bilingual(canvas, middle, y + 24 + 11 * index, texts, print_, 0.5)
    _wedding(canvas, deed, style, y + 70, world, rng)
    return Draft(canvas=canvas, type="other", variant="marriage_akta")


def _wedding(
    canvas: Canvas, deed: Deed, style: Look, y: float, world: World, rng: np.random.Generator
) -> None:
    today = deed.issued
    bride = person(world, rng, deed.where, date(today.year - 24, 3, 4), woman=True, today=today)
    lines = (
        (f"Berdasarkan Akta Perkawinan Nomor {deed.number}", "By virtue of Marriage Certificate"),
        (f"bahwa di {deed.seat} pada tanggal {written(today)}", "that in, on date"),
        ("telah tercatat perkawinan antara", "was registered the marriage of"),
        (f"{deed.who.father} dengan {bride.name}", "and"),
        (f"anak dari {bride.father} dan {bride.mother}", "child of"),
        (f"di hadapan pemuka agama {deed.who.religion.title()}", "before the religious leader"),
    )
    for index, texts in enumerate(lines):
        bilingual(canvas, 24, y + 11 * index, texts, style.form)
    side, middle = rng.uniform(20, 25), rng.uniform(138, 150)
    office = ("Kepala Dinas Kependudukan dan", f"Pencatatan Sipil {deed.seat}")
    stacked(canvas, (middle, y + 80), office, style.form)
    place_qr(canvas, (middle - side / 2, y + 90), side, rng)
    stacked(canvas, (middle, y + side + 96), (deed.official, f"NIP. {deed.nip}"), style.form)
    canvas.text(A4_MM[0] / 2, 290, BSRE, style.form.sized(0.62), align=0.5, room_mm=185)
