"""Marriage papers: the booklet of the religious office, and the registry's akta."""

from dataclasses import replace
from datetime import date

import numpy as np

from specimens.arrays import Rng
from specimens.documents.akta.deed import Deed, random_birth
from specimens.documents.akta.text import print_bilingual
from specimens.documents.form import (
    A4_MM,
    A4_PX_PER_MM,
    ELECTRONIC_SIGNATURE_NOTE,
    Entry,
    FormStyle,
    blank_page,
    draw_style,
    filled_in,
    print_centred,
    print_entries,
    print_qr,
    white_paper_colour,
)
from specimens.drawing import stamps
from specimens.drawing.canvas import Canvas, Draft
from specimens.drawing.emblems import draw_garuda, draw_portrait
from specimens.drawing.security_paper import draw_security_paper
from specimens.people import numbers
from specimens.people.dates import numeric, random_day_of_years, written
from specimens.people.person import InventedPerson, random_home, random_person
from specimens.world import World

SPREAD_MM = (180.0, 126.0)
BOOK_TINTS = ((205, 225, 200), (205, 215, 235), (195, 220, 235))


def draw_marriage_book(world: World, rng: Rng) -> Draft:
    """Draw an open spread of a buku nikah."""
    tint = np.array(BOOK_TINTS[rng.integers(len(BOOK_TINTS))], float)
    canvas = Canvas(draw_security_paper(world, rng, SPREAD_MM, 14.0, tint), 14.0)
    style = filled_in(
        draw_style(world, rng, rng.uniform(7, 8), ("serif", "sans"), ("mono", "typed")), rng
    )
    middle = SPREAD_MM[0] / 2
    canvas.line((middle, 0), (middle, SPREAD_MM[1]), (120, 130, 130), 0.5)
    _photos(canvas, style, world, rng)
    _couple(canvas, style, middle + 8, world, rng)
    return Draft(canvas=canvas, type="other", variant="marriage_book")


def _photos(canvas: Canvas, style: FormStyle, world: World, rng: Rng) -> None:
    quarter = SPREAD_MM[0] / 4
    draw_garuda(canvas, quarter, 8, 16, style.rule)
    lines = (
        "KUTIPAN AKTA NIKAH",
        f"NOMOR : {numbers.office_akta(random_day_of_years(2000, 2024, rng), rng)}",
    )
    print_centred(canvas, (quarter, 32), lines, style.bold.scaled(1.2), 76)
    for x in (quarter - 27, quarter + 3):
        draw_portrait(canvas, (x, 44, 24, 34), rng)
    face = world.typeface("sans", rng)[1]
    stamps.press_stamp(canvas, (quarter, 72), ("* KANTOR URUSAN AGAMA *", "K U A"), face, rng, 12)
    names = (world.pick("male", rng), world.pick("female", rng))
    for x, name in zip((quarter - 15, quarter + 15), names, strict=True):
        canvas.text(x, 86, name, style.value, align=0.5, room_mm=28)
        stamps.draw_signature(canvas, (x, 97), rng, 18)


def _couple(canvas: Canvas, style: FormStyle, x: float, world: World, rng: Rng) -> None:
    where, today = random_home(world, rng), random_day_of_years(2005, 2024, rng)
    y = 18.0
    for title, woman in (("SUAMI", False), ("ISTRI", True)):
        born = random_day_of_years(today.year - 40, today.year - 19, rng)
        who = random_person(world, rng, where, born, woman=woman, today=today)
        canvas.text(x, y, title, style.bold)
        at = (x + 2, y + 5)
        y = print_entries(canvas, at, x + 30, 4.8, _spouse(who), (style.form, style.value), 44) + 4
    canvas.text(x, y, f"Menikah pada {written(today)}", style.form)
    canvas.text(x + 46, y + 8, "Pegawai Pencatat Nikah", style.form, align=0.5)
    stamps.draw_signature(canvas, (x + 46, y + 15), rng, 22)
    canvas.text(x + 46, y + 23, world.pick("officials", rng), style.value, align=0.5, room_mm=60)


def _spouse(who: InventedPerson) -> tuple[Entry, ...]:
    return (
        Entry("Nama lengkap", who.name),
        Entry("Tempat tgl lahir", f"{who.birthplace}, {numeric(who.born)}"),
        Entry("NIK", who.nik),
        Entry("Pekerjaan", who.job.title()),
        Entry("Bin/Binti", who.father),
    )


def draw_marriage_akta(world: World, rng: Rng) -> Draft:
    """Draw a kutipan akta perkawinan: similar to the new akta, but of no known type."""
    deed = random_birth(world, rng, (2019, 2026), siak=True)
    deed = replace(deed, number=deed.number.replace("LU", "KW").replace("LT", "KW"))
    canvas = Canvas(blank_page(A4_MM, A4_PX_PER_MM, white_paper_colour(rng)), A4_PX_PER_MM)
    style = draw_style(world, rng, rng.uniform(9.5, 10.8), ("serif", "sans"))
    middle, y = A4_MM[0] / 2, 22 + abs(world.layout_offset(rng, 4))
    draw_garuda(canvas, middle, y - 6, 20, style.form.colour)
    heads = (
        (("PENCATATAN SIPIL", "REGISTRY OFFICE"), style.bold.scaled(1.1)),
        (("WARGA NEGARA INDONESIA", "NATIONALITY INDONESIA"), style.form),
        (("KUTIPAN AKTA PERKAWINAN", "EXCERPT OF MARRIAGE CERTIFICATE"), style.bold.scaled(1.5)),
    )
    for index, (texts, print_) in enumerate(heads):
        print_bilingual(canvas, middle, y + 24 + 11 * index, texts, print_, 0.5)
    _wedding(canvas, deed, style, y + 70, world, rng)
    return Draft(canvas=canvas, type="other", variant="marriage_akta")


def _wedding(
    canvas: Canvas, deed: Deed, style: FormStyle, y: float, world: World, rng: Rng
) -> None:
    today = deed.issued
    bride = random_person(
        world, rng, deed.where, date(today.year - 24, 3, 4), woman=True, today=today
    )
    lines = (
        (f"Berdasarkan Akta Perkawinan Nomor {deed.number}", "By virtue of Marriage Certificate"),
        (f"bahwa di {deed.seat} pada tanggal {written(today)}", "that in, on date"),
        ("telah tercatat perkawinan antara", "was registered the marriage of"),
        (f"{deed.who.father} dengan {bride.name}", "and"),
        (f"anak dari {bride.father} dan {bride.mother}", "child of"),
        (f"di hadapan pemuka agama {deed.who.religion.title()}", "before the religious leader"),
    )
    for index, texts in enumerate(lines):
        print_bilingual(canvas, 24, y + 11 * index, texts, style.form)
    side, middle = rng.uniform(20, 25), rng.uniform(138, 150)
    office = ("Kepala Dinas Kependudukan dan", f"Pencatatan Sipil {deed.seat}")
    print_centred(canvas, (middle, y + 80), office, style.form)
    print_qr(canvas, (middle - side / 2, y + 90), side, rng)
    print_centred(canvas, (middle, y + side + 96), (deed.official, f"NIP. {deed.nip}"), style.form)
    canvas.text(
        A4_MM[0] / 2, 290, ELECTRONIC_SIGNATURE_NOTE, style.form.scaled(0.62), align=0.5,
        room_mm=185,
    )  # fmt: skip
