"""KTP-el: the identity card in bank-card size, laminated."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np

from specimens.arrays import Picture, Rng
from specimens.documents.form import CARD_PX_PER_MM, CARD_SIZE_MM, ink_colour
from specimens.drawing import stamps
from specimens.drawing.canvas import Canvas, Draft
from specimens.drawing.emblems import draw_portrait, noise_texture
from specimens.drawing.ink import NAME, NUMBER, Print, Tag
from specimens.drawing.security_paper import apply_tint
from specimens.people.dates import numeric, random_day_of_years
from specimens.people.person import Home, InventedPerson, random_home, random_person
from specimens.world import World

BIRTH_TAG = Tag("birth", must_read=True)
SEX = Tag("sex", must_read=True)
ADDRESS = Tag("address", must_read=True)
ROW_MIDDLES = (
    30.5, 35, 39, 44, 48, 53, 57, 61, 65.5, 70, 74, 79,
)  # centres of the rows, % of the height  # fmt: skip


def draw(world: World, rng: Rng) -> Draft:
    """Draw the front of a KTP-el."""
    today = random_day_of_years(2012, 2026, rng)
    where = random_home(world, rng)
    age = rng.uniform(17, 75)
    born = random_day_of_years(today.year - int(age) - 1, today.year - int(age) - 1, rng)
    married = date(today.year - 1, 1, 1) if age > 27 else None
    who = random_person(
        world, rng, where, born, woman=bool(rng.random() < 0.5), today=today, married=married
    )
    canvas = Canvas(card_background(world, rng), CARD_PX_PER_MM)
    family = world.typeface(("sans", "sans", "narrow")[rng.integers(3)], rng)
    text = Print(face=family[0], size_pt=rng.uniform(5.3, 5.9), colour=ink_colour(rng))
    _head(canvas, where, who, text.with_face(family[1]), world, rng)
    _rows(canvas, who, where, text, rng)
    _portrait(canvas, where, today, text, rng)
    return Draft(
        canvas=canvas, type="ktp", variant="ktp", number=("nik", who.nik),
        glossy=bool(rng.random() < 0.85),
    )  # fmt: skip


def card_background(world: World, rng: Rng) -> Picture:
    """Return the card's bluish background with waves and clouds."""
    base = np.array([238, 214, 178], float) + rng.normal(0, 9, 3)
    shape = (round(CARD_SIZE_MM[1] * CARD_PX_PER_MM), round(CARD_SIZE_MM[0] * CARD_PX_PER_MM))
    waves = _waves(int(rng.choice(world.security_patterns)), shape)
    depth = 1.5 * rng.uniform(0.5, 1.2) * np.array([14, 20, 26])
    return apply_tint(waves, tuple(base + depth), tuple(base - depth))


@lru_cache(maxsize=8)
def _waves(kind: int, shape: tuple[int, int]) -> Picture:
    """Return fine crossing waves and broad clouds: 0 blank card, 255 full tint."""
    rng = np.random.default_rng(kind)
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32) / CARD_PX_PER_MM
    bend = 1.5 * np.sin(x / 9 + kind) + 1.1 * np.sin(y / 6)
    lines = np.sin((y + bend) * 7.5) * np.sin((x - bend) * 3.1 + kind)
    total = 0.55 * lines + 0.4 * noise_texture(shape, rng, 220)
    return np.asarray(np.clip((total + 1.5) * 85, 0, 255), np.uint8)


def _head(
    canvas: Canvas, where: Home, who: InventedPerson, bold: Print, world: World, rng: Rng
) -> None:
    width, height = CARD_SIZE_MM
    title = bold.scaled(rng.uniform(1.25, 1.45))
    canvas.text(width / 2, 0.075 * height, f"PROVINSI {where.place.province}", title, align=0.5)
    canvas.text(width / 2, 0.135 * height, where.place.regency, title, align=0.5)
    y = rng.uniform(0.255, 0.27) * height
    canvas.text(0.03 * width, y, "NIK", bold.scaled(1.55))
    canvas.text(0.225 * width, y, ":", bold.scaled(1.55))
    face = world.typeface("nik", rng)[rng.integers(2)]
    number = replace(bold, face=face, size_pt=rng.uniform(10.2, 11.4))
    canvas.text(0.25 * width, y, who.nik, number, NUMBER, room_mm=0.47 * width)


def _rows(canvas: Canvas, who: InventedPerson, where: Home, text: Print, rng: Rng) -> None:
    width, height = CARD_SIZE_MM
    other = Tag("other")
    until = "SEUMUR HIDUP" if rng.random() < 0.75 else numeric(random_day_of_years(2017, 2022, rng))
    lines = (
        ("Nama", who.name, NAME, 0.0),
        ("Tempat/Tgl Lahir", f"{who.birthplace}, {numeric(who.born)}", BIRTH_TAG, 0.0),
        ("Jenis Kelamin", who.sex, SEX, 0.0), ("Alamat", where.street, ADDRESS, 0.0),
        ("RT/RW", f"{where.rt}/{where.rw}", ADDRESS, 0.02),
        ("Kel/Desa", where.village, ADDRESS, 0.02),
        ("Kecamatan", where.district, ADDRESS, 0.02), ("Agama", who.religion, other, 0.0),
        ("Status Perkawinan", who.status, other, 0.0), ("Pekerjaan", who.job, other, 0.0),
        ("Kewarganegaraan", "WNI", other, 0.0), ("Berlaku Hingga", until, other, 0.0),
    )  # fmt: skip
    left, value = 0.03 + rng.normal(0, 0.002), 0.25 + rng.normal(0, 0.004)
    for (label, content, tag, indent), at in zip(lines, ROW_MIDDLES, strict=True):
        y = (at + 1.5) / 100 * height
        room = (value - 0.02 - left - indent) * width
        canvas.text((left + indent) * width, y, label, text, room_mm=room)
        canvas.text((value - 0.015) * width, y, ":", text)
        room = (0.70 if tag is not SEX else 0.24 + value) - value
        canvas.text(value * width, y, content, text, tag, room_mm=room * width)
    canvas.text(0.52 * width, (ROW_MIDDLES[2] + 1.5) / 100 * height, "Gol. Darah :", text)
    canvas.text(0.67 * width, (ROW_MIDDLES[2] + 1.5) / 100 * height, who.blood[:2], text, other)


def _portrait(canvas: Canvas, where: Home, today: date, text: Print, rng: Rng) -> None:
    width, height = CARD_SIZE_MM
    box = (0.745 * width, 0.225 * height, 0.222 * width, 0.49 * height)
    draw_portrait(canvas, box, rng)
    middle = 0.856 * width
    seat = where.place.regency.split(maxsplit=1)[-1]
    small = text.scaled(0.85)
    canvas.text(middle, 0.765 * height, seat, small, align=0.5, room_mm=0.25 * width)
    canvas.text(middle, 0.81 * height, numeric(today), small, align=0.5)
    stamps.draw_signature(canvas, (middle, 0.89 * height), rng, 12)
