"""Kutipan akta kelahiran and kematian on white A4 with a QR code."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from specimens import marks, numbers
from specimens.canvas import CAPTION, NUMBER, Canvas, Print, Tag
from specimens.dates import between, in_years, spelled, written
from specimens.documents.form import A4_PX_PER_MM, Look, look, paper, white
from specimens.documents.kk import BSRE, place_qr
from specimens.emblem import garuda
from specimens.people import Home, Person, home, person
from specimens.sheet import Sheet
from specimens.world import World

SIZE_MM = (210.0, 297.0)
NAME = Tag("name", must_read=True)
PLACE = Tag("place", must_read=True)
DATE = Tag("date", must_read=True)
PARENTS = Tag("parents", must_read=True)
ORDINALS = ("pertama", "kedua", "ketiga", "keempat", "kelima", "keenam")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One akta before it is printed."""

    kind: str
    """kelahiran or kematian."""
    who: Person
    where: Home
    number: str
    happened: date
    issued: date
    official: str


def birth(world: World, rng: np.random.Generator, years: tuple[int, int]) -> Deed:
    """Invent a birth registered within the years, by the registry's numbering."""
    issued = in_years(*years, rng)
    late = rng.random() < 0.35
    happened = between(date(issued.year - (30 if late else 1), 1, 1), issued, rng)
    where = home(world, rng)
    who = person(world, rng, where, happened, woman=bool(rng.random() < 0.5), today=issued)
    number = numbers.siak_akta(where.place, "LT" if late else "LU", issued, rng)
    return _deed("kelahiran", world, rng, who, where, number, happened, issued)


def death(world: World, rng: np.random.Generator, years: tuple[int, int]) -> Deed:
    """Invent a death registered within the years, by the registry's numbering."""
    issued = in_years(*years, rng)
    happened = between(date(issued.year - 1, 1, 1), issued, rng)
    where = home(world, rng)
    born = in_years(happened.year - 90, happened.year - 30, rng)
    who = person(world, rng, where, born, woman=bool(rng.random() < 0.5), today=happened)
    number = numbers.siak_akta(where.place, "KM", issued, rng)
    return _deed("kematian", world, rng, who, where, number, happened, issued)


def _deed(
    kind: str,
    world: World,
    rng: np.random.Generator,
    who: Person,
    where: Home,
    number: str,
    happened: date,
    issued: date,
) -> Deed:
    return Deed(
        kind=kind,
        who=who,
        where=where,
        number=number,
        happened=happened,
        issued=issued,
        official=world.pick("officials", rng),
    )


def draw_birth(world: World, rng: np.random.Generator) -> Sheet:
    """Draw a new akta kelahiran."""
    return _draw(birth(world, rng, (2019, 2026)), "akta_kelahiran_new", world, rng)


def draw_death(world: World, rng: np.random.Generator) -> Sheet:
    """Draw a new akta kematian."""
    return _draw(death(world, rng, (2019, 2026)), "akta_kematian_new", world, rng)


def _draw(deed: Deed, variant: str, world: World, rng: np.random.Generator) -> Sheet:
    canvas = Canvas(paper(SIZE_MM, A4_PX_PER_MM, white(rng)), A4_PX_PER_MM)
    style = look(world, rng, rng.uniform(9.5, 10.8), ("serif", "sans", "serif"))
    _head(canvas, deed, style, rng)
    body(canvas, deed, style, (24, rng.uniform(124, 130)), rng.uniform(8.6, 9.8))
    _foot(canvas, deed, style, rng)
    marks.specimen(canvas, world, rng)
    return canvas.sheet(f"akta_{deed.kind}", variant, ("akta", deed.number))


def bilingual(
    canvas: Canvas, x: float, y: float, texts: tuple[str, str], style: Print, align: float = 0.0
) -> None:
    """Print an Indonesian line and its small English one below."""
    canvas.text(x, y, texts[0], style, align=align)
    small = 0.68 * style.size_pt
    below = 0.3528 * (0.28 * style.size_pt + 0.85 * small)
    canvas.text(x, y + below, texts[1], style.sized(0.68), align=align)


TITLES = {
    "kelahiran": ("KUTIPAN AKTA KELAHIRAN", "EXCERPT OF BIRTH CERTIFICATE"),
    "kematian": ("KUTIPAN AKTA KEMATIAN", "EXCERPT OF DEATH CERTIFICATE"),
}
BASIS = {
    "kelahiran": ("Berdasarkan Akta Kelahiran Nomor", "By virtue of Birth Certificate Number"),
    "kematian": ("Berdasarkan Akta Kematian Nomor", "By virtue of Death Certificate Number"),
}


def _head(canvas: Canvas, deed: Deed, style: Look, rng: np.random.Generator) -> None:
    middle, top = SIZE_MM[0] / 2, rng.uniform(-3, 3)
    nik = ("Nomor Induk Kependudukan", "Personnel Registration Number")
    bilingual(canvas, 20, 18 + top, nik, style.form.sized(0.85))
    canvas.text(68, 18 + top, f": {deed.who.nik}", style.value.sized(0.9), Tag("nik"))
    garuda(canvas, middle, 24 + top, 20, style.form.colour)
    lines = (
        (("PENCATATAN SIPIL", "REGISTRY OFFICE"), 51, style.bold.sized(1.1)),
        (("WARGA NEGARA INDONESIA", "NATIONALITY INDONESIA"), 61, style.form),
        (TITLES[deed.kind], 76, style.bold.sized(1.5)),
    )
    for texts, y, look_ in lines:
        bilingual(canvas, middle, y + top, texts, look_, 0.5)
    basis = BASIS[deed.kind]
    y = SIZE_MM[1] * rng.uniform(0.355, 0.395)
    size = style.strong.sized(rng.uniform(1.0, 1.08))
    width = canvas.width(basis[0], style.form) + 3 + canvas.width(deed.number, size)
    left = middle - width / 2
    bilingual(canvas, left, y, basis, style.form)
    canvas.text(left + width, y, deed.number, size, NUMBER, align=1.0)


def body(canvas: Canvas, deed: Deed, style: Look, at: tuple[float, float], pitch: float) -> None:
    """Print the sentences of an akta: (words, tag) pieces, one line each, name centred."""
    x, y = at
    for pieces, english in LINES[deed.kind](deed):
        if english is None:
            middle = canvas.size_mm[0] / 2
            canvas.text(middle, y + 1, pieces[0][0], style.strong.sized(1.45), NAME, 0.5, 165)
            y += pitch * 1.15
            continue
        _pieces(canvas, (x, y), pieces, style)
        canvas.text(x, y + 3.3, english, style.form.sized(0.66))
        y += pitch


Pieces = tuple[tuple[str, Tag], ...]


def _pieces(canvas: Canvas, at: tuple[float, float], pieces: Pieces, style: Look) -> None:
    x, room = at[0], canvas.size_mm[0] - at[0] - 14
    length = sum(canvas.width(text + " ", style.value) for text, _ in pieces)
    squeeze = min(1.0, room / length)
    for text, tag in pieces:
        look_ = (style.form if tag is CAPTION else style.strong).sized(squeeze)
        x = canvas.text(x, at[1], text, look_, tag) + canvas.width(" ", look_)


def _plain(text: str) -> tuple[str, Tag]:
    return text, CAPTION


Lines = tuple[tuple[Pieces, str | None], ...]


def birth_lines(deed: Deed) -> Lines:
    """Return the body of a birth: lines of pieces, and the English below; None for the name."""
    who, day = deed.who, deed.happened
    order = ORDINALS[day.toordinal() % len(ORDINALS)]
    sex = "perempuan" if who.woman else "laki-laki"
    return (
        (
            (
                _plain("bahwa di"),
                (who.birthplace.title(), PLACE),
                _plain("pada tanggal"),
                (written(day), DATE),
            ),
            "that in                              on date",
        ),
        (
            (_plain("tahun"), (spelled(day.year), DATE), _plain("telah lahir")),
            "year                                    was born",
        ),
        (((who.name, NAME),), None),
        (
            (_plain("anak ke"), _plain(f"{order}, {sex} dari ayah"), (who.father, PARENTS)),
            "child no.                          of father",
        ),
        ((_plain("dan ibu"), (who.mother, PARENTS)), "and mother"),
    )


def death_lines(deed: Deed) -> Lines:
    """Return the body of a death, in the same shape."""
    who, day = deed.who, deed.happened
    return (
        (
            (
                _plain("bahwa di"),
                (who.birthplace.title(), PLACE),
                _plain("pada tanggal"),
                (written(day), DATE),
            ),
            "that in                              on date",
        ),
        (
            (
                _plain("tahun"),
                (spelled(day.year), DATE),
                _plain("telah meninggal dunia seorang bernama"),
            ),
            "year                                    passed away a person named",
        ),
        (((who.name, NAME),), None),
        (
            (
                _plain("lahir di"),
                (who.birthplace.title(), PLACE),
                _plain("pada tanggal"),
                (written(who.born), DATE),
            ),
            "born in                             on date",
        ),
        (
            (
                _plain("anak dari ayah"),
                (who.father, PARENTS),
                _plain("dan ibu"),
                (who.mother, PARENTS),
            ),
            "child of father                                      and mother",
        ),
    )


LINES = {"kelahiran": birth_lines, "kematian": death_lines}


def _foot(canvas: Canvas, deed: Deed, style: Look, rng: np.random.Generator) -> None:
    middle, top = rng.uniform(138, 150), SIZE_MM[1] * rng.uniform(0.75, 0.78)
    seat = deed.where.place.regency.split()[-1].title()
    lines = (
        ("Kutipan ini dikeluarkan di " + seat, "The excerpt is issued in"),
        ("pada tanggal " + written(deed.issued), "on date"),
        ("Kepala Dinas Kependudukan dan Pencatatan Sipil", "Head of Registry Office"),
    )
    for index, texts in enumerate(lines):
        bilingual(canvas, middle, top - 30 + 7.6 * index, texts, style.form.sized(0.92), 0.5)
    canvas.text(middle, top - 4.5, deed.where.place.regency.title(), style.form, align=0.5)
    side = rng.uniform(20, 25)
    place_qr(canvas, (middle - side / 2, top), side, rng)
    canvas.text(middle, top + side + 5, deed.official, style.bold, align=0.5, room_mm=100)
    nip = (
        f"NIP. 19{rng.integers(58, 80)}{rng.integers(1000, 1231)} 199003 1 {rng.integers(1, 9):03d}"
    )
    canvas.text(middle, top + side + 9.5, nip, style.form, align=0.5)
    canvas.text(SIZE_MM[0] / 2, 290, BSRE, style.form.sized(0.62), align=0.5, room_mm=185)
