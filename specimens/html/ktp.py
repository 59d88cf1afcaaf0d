"""Identity cards: the KTP and cards that look like one."""

from datetime import date

from specimens.dates import in_years, numeric
from specimens.documents.form import CARD_MM, CARD_PX_PER_MM
from specimens.html import blocks, drawings, paper
from specimens.html.blocks import Item
from specimens.html.dice import Dice
from specimens.html.look import Look, look
from specimens.html.markup import box, joined, line, mm, pt, value, words
from specimens.html.page import Page
from specimens.html.prose import Prose
from specimens.people import Home, Person, home, person
from specimens.world import World

MARGINS = (2.0, 2.4, 1.6, 2.4)


def _someone(dice: Dice, world: World) -> tuple[Home, Person, date]:
    today = in_years(2012, 2026, dice.rng)
    age = dice.whole(17, 75)
    born = in_years(today.year - age - 1, today.year - age - 1, dice.rng)
    where = home(world, dice.rng)
    married = date(today.year - 1, 1, 1) if age > 27 else None
    who = person(world, dice.rng, where, born, woman=dice.chance(0.5), today=today, married=married)
    return where, who, today


def draw(dice: Dice, world: World) -> Page:
    """Return the front of a KTP."""
    where, who, today = _someone(dice, world)
    style = look(dice, world, (4.9, 6.0), ("sans", "sans", "narrow", "serif"))
    align = dice.pick(("center", "center", "left"))
    size = pt(dice.real(6.4, 8.2))
    heads = [
        dice.pick((f"PROVINSI {where.place.province}", f"PROPINSI {where.place.province}")),
        where.place.regency,
    ]
    if dice.chance(0.15):
        heads.insert(0, "KARTU TANDA PENDUDUK")
    head = box(joined(line(text) for text in heads), f"font-size:{size};text-align:{align}", "h")
    flow = head + blocks.gap(dice, 0.5, 2) + _number(dice, who) + _rows(dice, who, where, today)
    return _card(dice, world, style, "ktp", flow, ("nik", who.nik))


def _card(
    dice: Dice, world: World, style: Look, type_: str, flow: str, number: tuple[str, str] | None
) -> Page:
    marked = dice.chance(0.4)
    note = blocks.specimen(dice) if marked else ""
    sheet = paper.security(dice, CARD_MM, world, "NKRI")
    if dice.chance(0.5):
        blue = dice.colour((165, 200, 225), (205, 228, 246))
        sheet = paper.Paper(blue, paper.waves(dice, CARD_MM, dice.pick(list(world.grounds))))
    return Page(
        type=type_,
        size_mm=CARD_MM,
        px_per_mm=CARD_PX_PER_MM,
        paper=sheet,
        css=style.css,
        flow=flow + note,
        margins=MARGINS,
        over=blocks.over(dice, CARD_MM, marked=marked, paper=False),
        number=number,
        glossy=dice.chance(0.85),
        least_zoom=0.66,
    )


def _number(dice: Dice, who: Person) -> str:
    size = dice.real(8.5, 11.4)
    css = f"font-size:{pt(size)};letter-spacing:{dice.pick((0, 0.02, 0.06))}em"
    label = words(
        dice.pick(("NIK", "NIK", "N I K")), f"font-size:{pt(size * dice.real(0.6, 1))}", "h"
    )
    label += words(" : ") + " "
    return box(label + value(who.nik, "number", must_read=True, css=css, name="n"), name="keep")


def _rows(dice: Dice, who: Person, where: Home, today: date) -> str:
    until = dice.pick(
        ("SEUMUR HIDUP", "SEUMUR HIDUP", numeric(today.replace(year=today.year + 5, day=1)))
    )
    comma = dice.pick((", ", " / ", ","))
    lines = [
        Item("Nama", who.name, "name", must_read=True),
        Item(
            dice.pick(("Tempat/Tgl Lahir", "Tempat / Tgl. Lahir", "Tmp/Tgl Lahir")),
            f"{who.birthplace}{comma}{numeric(who.born)}",
            "birth",
            must_read=True,
        ),
        Item(dice.pick(("Jenis Kelamin", "Jenis kelamin")), who.sex, "sex", must_read=True),
        Item("Alamat", where.street, "address", must_read=True),
        Item(dice.pick(("RT/RW", "RT / RW")), f"{where.rt}/{where.rw}", "address", must_read=True),
        Item(dice.pick(("Kel/Desa", "Desa/Kel")), where.village, "address", must_read=True),
        Item("Kecamatan", where.district, "address", must_read=True),
    ]
    more = [
        Item("Gol. Darah", who.blood, "other"),
        Item("Agama", who.religion, "other"),
        Item(dice.pick(("Status Perkawinan", "Status")), who.status, "other"),
        Item("Pekerjaan", who.job, "other"),
        Item("Kewarganegaraan", "WNI", "other"),
        Item("Berlaku Hingga", until, "other"),
    ]
    lines += [item for item in more if dice.chance(0.88)]
    label = mm(dice.real(17, 22))
    down = mm(dice.real(0, 0.35))
    rows = joined(
        f'<tr><td style="width:{label};padding:{down} 0">{words(item.label)}</td>'
        f'<td style="width:{mm(1.6)}">:</td><td style="padding:{down} 0">'
        f"{value(item.text, item.field, must_read=item.must_read)}</td></tr>"
        for item in lines
    )
    return _beside(
        dice,
        f'<table style="width:100%;line-height:1.22">{rows}</table>',
        where.place.regency,
        numeric(today),
    )


def _beside(dice: Dice, table: str, seat: str, day: str) -> str:
    """Return label lines beside a portrait with what stands below it."""
    width = dice.real(15, 20)
    face = drawings.portrait(dice, width, width * dice.real(1.2, 1.4), "margin:0 auto")
    small = "font-size:.85em;line-height:1.2"
    below = line(seat.split(maxsplit=1)[-1], small) + line(day, small)
    below += drawings.signature(dice, 14, 6, "margin:0 auto")
    column = box(face + below, f"width:{mm(21)};flex:none", "c")
    parts = [box(table, name="grow"), column]
    if dice.chance(0.12):
        parts.reverse()
    return box(joined(parts), f"gap:{mm(1.5)}", "row")


def draw_other_card(dice: Dice, world: World) -> Page:
    """Return a card of a school, a firm, a club or a health fund: like a KTP, but none."""
    where, who, today = _someone(dice, world)
    prose = Prose.of(dice, world)
    style = look(dice, world, (5.2, 6.6))
    title = dice.pick(
        (
            "KARTU PELAJAR",
            "KARTU ANGGOTA",
            "KARTU PESERTA",
            "SURAT IZIN",
            "MEMBER CARD",
            "KARTU IDENTITAS ANAK",
            "ID CARD",
            "KARTU PEGAWAI",
        )
    )
    head = box(
        line(title) + line(prose.title(1, 4)),
        f"font-size:{pt(dice.real(6.5, 9))}",
        dice.pick(("h c", "h")),
    )
    pool = [
        Item(dice.pick(("Nama", "Name")), who.name),
        Item(
            dice.pick(("No. Anggota", "NIS", "NIK", "No. Kartu", "ID")),
            dice.pick((who.nik, f"{dice.whole(1000, 99999)}")),
        ),
        Item(
            dice.pick(("Lahir", "Tempat/Tgl Lahir", "Birth")),
            f"{who.birthplace}, {numeric(who.born)}",
        ),
        Item("Alamat", where.street),
        Item("Jenis Kelamin", who.sex),
        Item(dice.pick(("Kelas", "Bagian", "Jabatan")), prose.words(1, 2)),
        Item(dice.pick(("Berlaku s/d", "Valid until")), blocks.day(dice, 2020, 2026)),
    ]
    table = blocks.items(dice, pool[:1] + dice.some(pool[1:], dice.whole(2, 6)))
    flow = head + blocks.gap(dice, 1, 3)
    if dice.chance(0.8):
        flow += _beside(dice, table, where.place.regency, numeric(today))
    else:
        flow += table + drawings.barcode(dice, 40, 7)
    return _card(dice, world, style, "other", flow, None)
