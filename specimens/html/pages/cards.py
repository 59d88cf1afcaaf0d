"""Identity cards: the KTP and similar cards."""

from datetime import date

from specimens.documents.form import CARD_PX_PER_MM, CARD_SIZE_MM
from specimens.html.page import HtmlPage
from specimens.html.parts import blocks, drawings, paper, patterns, pictures
from specimens.html.parts.dice import Dice
from specimens.html.parts.items import LabelledValue, list_items
from specimens.html.parts.markup import box, joined, line, mm, pt, value, words
from specimens.html.parts.prose import Prose
from specimens.html.parts.style import PageStyle, draw_page_style
from specimens.people.dates import numeric, random_day_of_years
from specimens.people.person import Home, InventedPerson, random_home, random_person
from specimens.world import World

CARD_MARGINS_MM = (2.0, 2.4, 1.6, 2.4)


def _someone(dice: Dice, world: World) -> tuple[Home, InventedPerson, date]:
    today = random_day_of_years(2012, 2026, dice.rng)
    age = dice.whole(17, 75)
    born = random_day_of_years(today.year - age - 1, today.year - age - 1, dice.rng)
    where = random_home(world, dice.rng)
    married = date(today.year - 1, 1, 1) if age > 27 else None
    who = random_person(
        world, dice.rng, where, born, woman=dice.chance(0.5), today=today, married=married
    )
    return where, who, today


def draw(dice: Dice, world: World) -> HtmlPage:
    """Return the front of a KTP."""
    where, who, today = _someone(dice, world)
    style = draw_page_style(dice, world, (4.9, 6.0), ("sans", "sans", "narrow", "serif"))
    align = dice.pick(("center", "center", "left"))
    size = pt(dice.real(6.4, 8.2))
    heads = [
        dice.pick((f"PROVINSI {where.place.province}", f"PROPINSI {where.place.province}")),
        where.place.regency,
    ]
    if dice.chance(0.15):
        heads.insert(0, "KARTU TANDA PENDUDUK")
    head = box(joined(line(text) for text in heads), f"font-size:{size};text-align:{align}", "h")
    flow = (
        head
        + blocks.vertical_gap(dice, 0.5, 2)
        + _number(dice, who)
        + _rows(dice, who, where, today)
    )
    return _card(dice, world, style, "ktp", flow, ("nik", who.nik))


def _card(
    dice: Dice,
    world: World,
    style: PageStyle,
    type_: str,
    flow: str,
    number: tuple[str, str] | None,
) -> HtmlPage:
    marked = dice.chance(0.4)
    note = blocks.specimen_line(dice) if marked else ""
    sheet = paper.security_paper(dice, CARD_SIZE_MM, world, "NKRI")
    if dice.chance(0.5):
        blue = dice.colour((165, 200, 225), (205, 228, 246))
        sheet = paper.PaperDesign(
            blue, patterns.waves(dice, CARD_SIZE_MM, dice.pick(list(world.security_patterns)))
        )
    return HtmlPage(
        type=type_, size_mm=CARD_SIZE_MM, px_per_mm=CARD_PX_PER_MM, paper=sheet, css=style.css,
        flow=flow + note, margins=CARD_MARGINS_MM,
        over=blocks.overlay(dice, CARD_SIZE_MM, marked=marked, paper=False), number=number,
        glossy=dice.chance(0.85), least_zoom=0.66,
    )  # fmt: skip


def _number(dice: Dice, who: InventedPerson) -> str:
    size = dice.real(8.5, 11.4)
    css = f"font-size:{pt(size)};letter-spacing:{dice.pick((0, 0.02, 0.06))}em"
    label = words(
        dice.pick(("NIK", "NIK", "N I K")), f"font-size:{pt(size * dice.real(0.6, 1))}", "h"
    )
    label += words(" : ") + " "
    return box(label + value(who.nik, "number", must_read=True, css=css, name="n"), name="keep")


def _rows(dice: Dice, who: InventedPerson, where: Home, today: date) -> str:
    until = dice.pick(
        ("SEUMUR HIDUP", "SEUMUR HIDUP", numeric(today.replace(year=today.year + 5, day=1)))
    )
    comma = dice.pick((", ", " / ", ","))
    lines = [
        LabelledValue("Nama", who.name, "name", must_read=True),
        LabelledValue(
            dice.pick(("Tempat/Tgl Lahir", "Tempat / Tgl. Lahir", "Tmp/Tgl Lahir")),
            f"{who.birthplace}{comma}{numeric(who.born)}", "birth", must_read=True,
        ),
        LabelledValue(
            dice.pick(("Jenis Kelamin", "Jenis kelamin")), who.sex, "sex", must_read=True
        ),
        LabelledValue("Alamat", where.street, "address", must_read=True),
        LabelledValue(
            dice.pick(("RT/RW", "RT / RW")), f"{where.rt}/{where.rw}", "address", must_read=True
        ),
        LabelledValue(
            dice.pick(("Kel/Desa", "Desa/Kel")), where.village, "address", must_read=True
        ),
        LabelledValue("Kecamatan", where.district, "address", must_read=True),
    ]  # fmt: skip
    more = [
        LabelledValue("Gol. Darah", who.blood, "other"),
        LabelledValue("Agama", who.religion, "other"),
        LabelledValue(dice.pick(("Status Perkawinan", "Status")), who.status, "other"),
        LabelledValue("Pekerjaan", who.job, "other"),
        LabelledValue("Kewarganegaraan", "WNI", "other"),
        LabelledValue("Berlaku Hingga", until, "other"),
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
        dice, f'<table style="width:100%;line-height:1.22">{rows}</table>', where.place.regency,
        numeric(today),
    )  # fmt: skip


def _beside(dice: Dice, table: str, seat: str, day: str) -> str:
    """Return a table beside a portrait, with place, date and signature below the portrait."""
    width = dice.real(15, 20)
    face = pictures.portrait_svg(dice, width, width * dice.real(1.2, 1.4), "margin:0 auto")
    small = "font-size:.85em;line-height:1.2"
    below = line(seat.split(maxsplit=1)[-1], small) + line(day, small)
    below += drawings.signature_svg(dice, 14, 6, "margin:0 auto")
    column = box(face + below, f"width:{mm(21)};flex:none", "c")
    parts = [box(table, name="grow"), column]
    if dice.chance(0.12):
        parts.reverse()
    return box(joined(parts), f"gap:{mm(1.5)}", "row")


def draw_other_card(dice: Dice, world: World) -> HtmlPage:
    """Return a card of a school, a firm, a club or a health fund: similar to a KTP."""
    where, who, today = _someone(dice, world)
    prose = Prose.of(dice, world)
    style = draw_page_style(dice, world, (5.2, 6.6))
    title = dice.pick(
        (
            "KARTU PELAJAR", "KARTU ANGGOTA", "KARTU PESERTA", "SURAT IZIN", "MEMBER CARD",
            "KARTU IDENTITAS ANAK", "ID CARD", "KARTU PEGAWAI",
        )
    )  # fmt: skip
    head = box(
        line(title) + line(prose.title(1, 4)),
        f"font-size:{pt(dice.real(6.5, 9))}",
        dice.pick(("h c", "h")),
    )
    pool = [
        LabelledValue(dice.pick(("Nama", "Name")), who.name),
        LabelledValue(
            dice.pick(("No. Anggota", "NIS", "NIK", "No. Kartu", "ID")),
            dice.pick((who.nik, f"{dice.whole(1000, 99999)}")),
        ),
        LabelledValue(
            dice.pick(("Lahir", "Tempat/Tgl Lahir", "Birth")),
            f"{who.birthplace}, {numeric(who.born)}",
        ),
        LabelledValue("Alamat", where.street),
        LabelledValue("Jenis Kelamin", who.sex),
        LabelledValue(dice.pick(("Kelas", "Bagian", "Jabatan")), prose.words(1, 2)),
        LabelledValue(
            dice.pick(("Berlaku s/d", "Valid until")), blocks.random_date(dice, 2020, 2026)
        ),
    ]
    table = list_items(dice, pool[:1] + dice.some(pool[1:], dice.whole(2, 6)))
    flow = head + blocks.vertical_gap(dice, 1, 3)
    if dice.chance(0.8):
        flow += _beside(dice, table, where.place.regency, numeric(today))
    else:
        flow += table + drawings.barcode_svg(dice, 40, 7)
    return _card(dice, world, style, "other", flow, None)
