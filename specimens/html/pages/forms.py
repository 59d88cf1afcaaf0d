"""Forms with labels and lines, boxes or cells to fill in."""

from html import escape

from specimens.html.page import HtmlPage
from specimens.html.pages.other_page import other_page
from specimens.html.parts import blocks
from specimens.html.parts.dice import Dice
from specimens.html.parts.markup import box, joined, line, mm, words
from specimens.html.parts.prose import Prose
from specimens.html.parts.style import draw_page_style, table_css
from specimens.people.dates import numeric, random_day_of_years
from specimens.people.person import random_name
from specimens.world import World

A4 = (210.0, 297.0)
FORM_SIZES_MM = (A4, A4, (297.0, 210.0), (215.0, 330.0), (148.0, 210.0), (210.0, 148.0))
FORM_WORDS = {
    "id": (
        "Nama", "Alamat", "Tanggal", "Nomor", "Jumlah", "Keterangan", "Tanda Tangan", "Telepon",
        "Pekerjaan", "Tujuan", "Keperluan", "Umur", "Kelas", "Agama", "Jenis Kelamin",
        "Nama Ayah", "Nama Ibu", "Kode Pos",
    ),
    "en": (
        "Name", "Address", "Date", "Number", "Amount", "Remarks", "Signature", "Phone",
        "Occupation", "Purpose", "Age", "Class", "City", "Country", "Date of birth", "Account",
    ),
    "nl": (
        "Naam", "Adres", "Datum", "Nummer", "Bedrag", "Opmerking", "Handtekening", "Telefoon",
        "Beroep", "Plaats", "Land",
    ),
}  # fmt: skip


def draw_form(dice: Dice, world: World) -> HtmlPage:
    """Return a form, empty, typed or filled in by hand."""
    size = dice.pick(FORM_SIZES_MM)
    language = dice.pick(("id", "id", "en", "nl"))
    prose = Prose.of(dice, world, language)
    style = draw_page_style(dice, world, (8, 11) if min(size) > 160 else (7, 9))
    filled = dice.pick(("hand", "hand", "v", ""))
    flow = (
        [blocks.letterhead(dice, style, [prose.title(2, 4), prose.title(2, 6)], 16)]
        if dice.chance(0.6)
        else []
    )
    title = dice.pick(
        (
            "FORMULIR", "FORM", "Formulir Permohonan", "F-1.01", "FORMULIER",
            "APPLICATION FORM", "BIODATA KELUARGA", "DAFTAR ISIAN",
        )
    )  # fmt: skip
    flow.append(
        box(
            line(title) + line(prose.title(1, 5)),
            f"font-size:{dice.real(1.1, 1.7)}em;padding:{mm(2)} 0",
            dice.pick(("h c", "h")),
        )
    )
    for _ in range(dice.whole(1, 3)):
        if dice.chance(0.5):
            flow.append(line(f"{dice.pick('ABCI')}. {prose.title(1, 4)}", name="b"))
        labels = dice.some(FORM_WORDS[language], dice.whole(3, 8))
        flow += [_fields(dice, world, labels, filled), blocks.vertical_gap(dice, 2, 6)]
    if dice.chance(0.4):
        flow.append(_choices(dice, prose))
    if dice.chance(0.4):
        flow.append(_boxes(dice))
    flow += [blocks.vertical_gap(dice, 2, 8), line(prose.paragraph(1, 3), "font-size:.85em")]
    return other_page(dice, style, flow, size, css=table_css(dice, style))


def _fields(dice: Dice, world: World, labels: list[str], filled: str) -> str:
    rows = []
    how = dice.pick(("line", "line", "dots", "cell"))
    edge = {
        "line": "border-bottom:.2rem solid #666",
        "dots": "border-bottom:.25rem dotted #555",
        "cell": "border:.2rem solid #666",
    }[how]
    pad = mm(dice.real(0.4, 1.8))
    for label in labels:
        text = _entry(dice, world) if filled and dice.chance(0.85) else ""
        content = box(escape(text), name=filled, tag="span") if text else "&nbsp;"
        rows.append(
            f'<tr><td style="width:30%;padding:{pad} 1rem;{edge if how == "cell" else ""}">'
            f"{words(label)}</td>"
            f'<td style="padding:{pad} 1rem;{edge}">{content}</td></tr>'
        )
    return f'<table style="width:100%">{joined(rows)}</table>'


def _entry(dice: Dice, world: World) -> str:
    rng = dice.rng
    return dice.pick(
        (
            random_name(world, rng, woman=dice.chance(0.5)).title(),
            numeric(random_day_of_years(1960, 2026, rng)), world.pick("villages", rng).title(),
            world.pick("jobs", rng).title(), f"08{dice.whole(10**8, 10**9 - 1)}",
            str(dice.whole(1, 99999)),
        )
    )  # fmt: skip


def _choices(dice: Dice, prose: Prose) -> str:
    square = (
        '<span style="display:inline-block;width:3rem;height:3rem;border:.25rem solid #444;'
        'margin:0 1.5rem -.4rem 0"></span>'
    )
    return box(
        joined(
            box(square + words(prose.words(1, 3)), name="grow") for _ in range(dice.whole(2, 4))
        ),
        "",
        "row",
    )


def _boxes(dice: Dice) -> str:
    """Return a row of boxes for single characters, empty or filled in."""
    text = str(dice.whole(10**7, 10**12))
    cells = joined(
        f'<td style="border:.2rem solid #555;width:6rem;height:7rem;text-align:center">{sign}</td>'
        for sign in (text if dice.chance(0.6) else " " * len(text))
    )
    return f'<table style="margin:2rem 0"><tr>{cells}</tr></table>'
