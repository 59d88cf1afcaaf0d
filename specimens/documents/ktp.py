"""KTP-el: the identity card in bank-card size, laminated."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from specimens import stamps
from specimens.canvas import Canvas, Draft
from specimens.dates import in_years, numeric
from specimens.documents.form import CARD_MM, CARD_PX_PER_MM, ink
from specimens.emblem import noise_texture, portrait
from specimens.ink import NUMBER, Print, Tag
from specimens.people import Home, Person, home, person
from specimens.security import tinted
from specimens.world import World

NAME = Tag("name", must_read=True)
BIRTH = Tag("birth", must_read=True)
SEX = Tag("sex", must_read=True)
ADDRESS = Tag("address", must_read=True)
ROWS = (30.5, 35, 39, 44, 48, 53, 57, 61, 65.5, 70, 74, 79)  # baselines' middles, % of the height


def draw(world: World, rng: np.random.Generator) -> Draft:
    """Draw the front of a KTP-el."""
    today = in_years(2012, 2026, rng)
    where = home(world, rng)
    age = rng.uniform(17, 75)
    born = in_years(today.year - int(age) - 1, today.year - int(age) - 1, rng)
    married = date(today.year - 1, 1, 1) if age > 27 else None
    who = person(
        world, rng, where, born, woman=bool(rng.random() < 0.5), today=today, married=married
    )
    canvas = Canvas(background(world, rng), CARD_PX_PER_MM)
    family = world.family(("sans", "sans", "narrow")[rng.integers(3)], rng)
    text = Print(face=family[0], size_pt=rng.uniform(5.3, 5.9), colour=ink(rng))
    _head(canvas, where, who, text.bolder(family[1]), world, rng)
    _rows(canvas, who, where, text, rng)
    _portrait(canvas, where, today, text, rng)
    return Draft(
        canvas=canvas,
        type="ktp",
        variant="ktp",
        number=("nik", who.nik),
        glossy=bool(rng.random() < 0.85),
    )


def background(world: World, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return the card's bluish ground with its waves and cloudy map."""
    base = np.array([238, 214, 178], float) + rng.normal(0, 9, 3)
    shape = (round(CARD_MM[1] * CARD_PX_PER_MM), round(CARD_MM[0] * CARD_PX_PER_MM))
    waves = _waves(int(rng.choice(world.grounds)), shape)
    depth = 1.5 * rng.uniform(0.5, 1.2) * np.array([14, 20, 26])
    return tinted(waves, tuple(base + depth), tuple(base - depth))


@lru_cache(maxsize=8)
def _waves(kind: int, shape: tuple[int, int]) -> NDArray[np.uint8]:
    """Return fine crossing waves and broad clouds: 0 bare card, 255 full tint."""
    rng = np.random.default_rng(kind)
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32) / CARD_PX_PER_MM
    bend = 1.5 * np.sin(x / 9 + kind) + 1.1 * np.sin(y / 6)
    lines = np.sin((y + bend) * 7.5) * np.sin((x - bend) * 3.1 + kind)
    total = 0.55 * lines + 0.4 * noise_texture(shape, rng, 220)
    return np.asarray(np.clip((total + 1.5) * 85, 0, 255), np.uint8)


def _head(
    canvas: Canvas,
    where: Home,
    who: Person,
    bold: Print,
    world: World,
    rng: np.random.Generator,
) -> None:
    width, height = CARD_MM
    title = bold.sized(rng.uniform(1.25, 1.45))
    canvas.text(width / 2, 0.075 * height, f"PROVINSI {where.place.province}", title, align=0.5)
    canvas.text(width / 2, 0.135 * height, where.place.regency, title, align=0.5)
    y = rng.uniform(0.255, 0.27) * height
    canvas.text(0.03 * width, y, "NIK", bold.sized(1.55))
    canvas.text(0.225 * width, y, ":", bold.sized(1.55))
    face = world.family("nik", rng)[rng.integers(2)]
    number = replace(bold, face=face, size_pt=rng.uniform(10.2, 11.4))
    canvas.text(0.25 * width, y, who.nik, number, NUMBER, room_mm=0.47 * width)


def _rows(canvas: Canvas, who: Person, where: Home, text: Print, rng: np.random.Generator) -> None:
    width, height = CARD_MM
    plain = Tag("other")
    until = "SEUMUR HIDUP" if rng.random() < 0.75 else numeric(in_years(2017, 2022, rng))
    lines = (
        ("Nama", who.name, NAME, 0.0),
        ("Tempat/Tgl Lahir", f"{who.birthplace}, {numeric(who.born)}", BIRTH, 0.0),
        ("Jenis Kelamin", who.sex, SEX, 0.0),
        ("Alamat", where.street, ADDRESS, 0.0),
        ("RT/RW", f"{where.rt}/{where.rw}", ADDRESS, 0.02),
        ("Kel/Desa", where.village, ADDRESS, 0.02),
        ("Kecamatan", where.district, ADDRESS, 0.02),
        ("Agama", who.religion, plain, 0.0),
        ("Status Perkawinan", who.status, plain, 0.0),
        ("Pekerjaan", who.job, plain, 0.0),
        ("Kewarganegaraan", "WNI", plain, 0.0),
        ("Berlaku Hingga", until, plain, 0.0),
    )
    left, value = 0.03 + rng.normal(0, 0.002), 0.25 + rng.normal(0, 0.004)
    for (label, content, tag, indent), at in zip(lines, ROWS, strict=True):
        y = (at + 1.5) / 100 * height
        room = (value - 0.02 - left - indent) * width
        canvas.text((left + indent) * width, y, label, text, room_mm=room)
        canvas.text((value - 0.015) * width, y, ":", text)
        room = (0.70 if tag is not SEX else 0.24 + value) - value
        canvas.text(value * width, y, content, text, tag, room_mm=room * width)
    canvas.text(0.52 * width, (ROWS[2] + 1.5) / 100 * height, "Gol. Darah :", text)
    canvas.text(0.67 * width, (ROWS[2] + 1.5) / 100 * height, who.blood[:2], text, plain)


def _portrait(
    canvas: Canvas, where: Home, today: date, text: Print, rng: np.random.Generator
) -> None:
    width, height = CARD_MM
    box = (0.745 * width, 0.225 * height, 0.222 * width, 0.49 * height)
    portrait(canvas, box, rng)
    middle = 0.856 * width
    seat = where.place.regency.split(maxsplit=1)[-1]
    small = text.sized(0.85)
    canvas.text(middle, 0.765 * height, seat, small, align=0.5, room_mm=0.25 * width)
    canvas.text(middle, 0.81 * height, numeric(today), small, align=0.5)
    stamps.signature(canvas, (middle, 0.89 * height), rng, 12)
