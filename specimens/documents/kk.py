"""Kartu Keluarga: blue security paper, the forms of 2018, white paper with a QR code."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from specimens import codes, marks, numbers
from specimens.canvas import NUMBER, Canvas, Print, Tag
from specimens.dates import between, numeric
from specimens.documents import kk_tables
from specimens.documents.form import A4_PX_PER_MM, Entry, Look, entries, look, paper, white
from specimens.emblem import garuda
from specimens.people import Household, household
from specimens.sheet import Sheet
from specimens.world import World

SIZE_MM = (297.0, 210.0)
HEAD = Tag("head", must_read=True)
ISSUED = Tag("issue_date", must_read=True)
BSRE = (
    "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang "
    "diterbitkan oleh Balai Sertifikasi Elektronik (BSrE), BSSN"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One family card before it is printed."""

    family: Household
    number: str
    issued: date
    official: str
    nip: str


def card(world: World, rng: np.random.Generator, first: date, last: date) -> Card:
    """Invent a family card issued between two days."""
    issued = between(first, last, rng)
    family = household(world, rng, issued)
    recorded = between(max(date(2003, 1, 1), date(first.year - 8, 1, 1)), issued, rng)
    return Card(
        family=family,
        number=numbers.kk_number(family.home.region, recorded, rng),
        issued=issued,
        official=world.pick("officials", rng),
        nip=f"19{rng.integers(58, 80)}{rng.integers(1, 13):02d}{rng.integers(1, 29):02d} "
        f"19{rng.integers(80, 100)}{rng.integers(1, 13):02d} {rng.integers(1, 3)} {rng.integers(1, 9):03d}",
    )


def draw_white(world: World, rng: np.random.Generator) -> Sheet:
    """Draw the card on plain white A4 with a QR code, as homes and offices print it."""
    data = card(world, rng, date(2020, 7, 1), date(2026, 10, 30))
    canvas = Canvas(paper(SIZE_MM, A4_PX_PER_MM, white(rng)), A4_PX_PER_MM)
    style = look(world, rng, rng.uniform(6.7, 7.4), ("sans", "sans", "narrow", "serif"))
    down = rng.uniform(-2, 2)
    if rng.random() < 0.6:
        garuda(canvas, rng.uniform(18, 30), 5 + down, 17, style.form.colour)
    _title(canvas, data, style, (14 + down, 21 + down), rng.uniform(14, 16))
    _white_head(canvas, data, style, 28 + down, rng)
    layout = kk_tables.LATE
    kk_tables.tables(canvas, data.family, layout, style, (47.5 + down, 103.5 + down), rng)
    _white_foot(canvas, data, style, 163 + down, rng)
    marks.specimen(canvas, world, rng)
    return canvas.sheet("kk", "kk_white", ("kk", data.number))


def _title(
    canvas: Canvas, data: Card, style: Look, lines: tuple[float, float], size_pt: float
) -> None:
    middle = SIZE_MM[0] / 2
    title = replace(style.bold, size_pt=size_pt * 1.15)
    canvas.text(middle, lines[0], "KARTU KELUARGA", title, align=0.5)
    number = replace(style.strong, size_pt=size_pt)
    gap = canvas.width("No. ", number)
    left = middle - (gap + canvas.width(data.number, number)) / 2
    canvas.text(left, lines[1], "No.", number)
    canvas.text(left + gap, lines[1], data.number, number, NUMBER)


def _white_head(
    canvas: Canvas, data: Card, style: Look, top: float, rng: np.random.Generator
) -> None:
    home, larger = data.family.home, rng.uniform(1.05, 1.3)
    styles = (style.form.sized(larger), style.value.sized(larger))
    left = (
        Entry("Nama Kepala Keluarga", data.family.head.name, HEAD),
        Entry("Alamat", home.street),
        Entry("RT/RW", f"{home.rt}/{home.rw}"),
        Entry("Kode Pos", home.postcode),
    )
    right = (
        Entry("Desa/Kelurahan", home.village),
        Entry("Kecamatan", home.district),
        Entry("Kabupaten/Kota", home.place.regency),
        Entry("Provinsi", home.place.province),
    )
    entries(canvas, (12, top), 52, 4.4, left, styles, 120)
    entries(canvas, (186, top), 220, 4.4, right, styles, 68)


def _white_foot(
    canvas: Canvas, data: Card, style: Look, top: float, rng: np.random.Generator
) -> None:
    form, value = style.form.sized(1.15), style.value.sized(1.15)
    x = canvas.text(14, top + 6, "Dikeluarkan Tanggal", form) + 2
    x = canvas.text(x, top + 6, ":", form) + 2
    canvas.text(x, top + 6, numeric(data.issued), value, ISSUED)
    canvas.text(128, top + 6, "KEPALA KELUARGA", form, align=0.5)
    canvas.text(128, top + 33, data.family.head.name, value, HEAD, align=0.5, room_mm=70)
    canvas.text(128, top + 37.5, "Tanda Tangan/Cap Jempol", form.sized(0.9), align=0.5)
    middle = rng.uniform(236, 246)
    kind = data.family.home.place.regency
    for line, text in enumerate(("KEPALA DINAS KEPENDUDUKAN DAN", "PENCATATAN SIPIL", kind)):
        canvas.text(middle, top + 1.5 + 3.6 * line, text, form, align=0.5, room_mm=90)
    side = rng.uniform(20, 25)
    place_qr(canvas, (middle - side / 2, top + 10.5), side, rng)
    canvas.text(middle, top + side + 14.5, data.official, value, align=0.5, room_mm=90)
    canvas.text(middle, top + side + 18, f"NIP. {data.nip}", form, align=0.5)
    canvas.text(SIZE_MM[0] / 2, 206.5, BSRE, form.sized(0.85), align=0.5, room_mm=260)
    if rng.random() < 0.5:
        marks.signature(canvas, (128, top + 22), rng)


def place_qr(
    canvas: Canvas, at: tuple[float, float], side_mm: float, rng: np.random.Generator
) -> None:
    """Print a QR code, its top left corner at a point (mm)."""
    side = round(side_mm * canvas.px_per_mm)
    picture = codes.qr(codes.address(rng), side)
    x, y = (round(v * canvas.px_per_mm) for v in at)
    window = canvas.pixels[y : y + side, x : x + side]
    window[picture[: len(window)] == 0] = 25


def signer(canvas: Canvas, at: tuple[float, float], lines: tuple[str, ...], style: Print) -> None:
    """Print the lines of whoever signs, centred one below the other."""
    for index, text in enumerate(lines):
        canvas.text(at[0], at[1] + 4 * index, text, style, align=0.5, room_mm=90)
