"""Extracts of birth and death certificates: head, number, body, foot."""

from specimens.documents.akta.deed import Deed, random_birth, random_death
from specimens.documents.akta.text import AKTA_TITLES, LAW_CAPTION, NUMBER_CAPTIONS
from specimens.documents.form import A4_PX_PER_MM
from specimens.html.page import HtmlPage
from specimens.html.pages.akta_body import akta_body
from specimens.html.parts import blocks, drawings, paper
from specimens.html.parts.dice import Dice
from specimens.html.parts.items import LabelledValue, list_items
from specimens.html.parts.markup import box, joined, line, mm, pt, value, words
from specimens.html.parts.style import PageStyle, draw_page_style, table_css
from specimens.people import numbers
from specimens.people.dates import numeric, written
from specimens.world import World

AKTA_SIZES_MM = ((210.0, 297.0),) * 3 + ((215.0, 330.0),) * 2 + ((216.0, 279.0), (200.0, 300.0))


def draw_birth(dice: Dice, world: World) -> HtmlPage:
    """Return an extract of a birth certificate."""
    return _draw(dice, world, random_birth(world, dice.rng, (1986, 2026), siak=dice.chance(0.65)))


def draw_death(dice: Dice, world: World) -> HtmlPage:
    """Return an extract of a death certificate."""
    return _draw(dice, world, random_death(world, dice.rng, (1986, 2026), siak=dice.chance(0.65)))


def _draw(dice: Dice, world: World, deed: Deed) -> HtmlPage:
    size = dice.pick(AKTA_SIZES_MM)
    roles = ("serif", "serif", "sans", "narrow", "mono")
    style = draw_page_style(dice, world, (8.5, 13), roles)
    sheet, margins = _paper(dice, world, size)
    bilingual, marked = dice.chance(0.6), dice.chance(0.55)
    note = blocks.specimen_line(dice)
    parts = [
        note if marked and dice.chance(0.5) else "", _corners(dice, deed),
        _head(dice, style, deed, world, bilingual=bilingual),
        _number(dice, style, deed, bilingual=bilingual), blocks.vertical_gap(dice, 2, 8),
        akta_body(dice, deed, bilingual=bilingual), blocks.vertical_gap(dice, 4, 16),
        _foot(dice, deed, bilingual=bilingual),
    ]  # fmt: skip
    if marked and not parts[0]:
        parts.append(note)
    if dice.chance(0.5):
        parts += [blocks.vertical_gap(dice, 2, 8), blocks.small_print(dice)]
    return HtmlPage(
        type=f"akta_{deed.kind}", size_mm=size, px_per_mm=A4_PX_PER_MM, paper=sheet,
        css=style.css + table_css(dice, style), flow=joined(parts), margins=margins,
        over=blocks.overlay(dice, size, marked=marked), number=("akta", deed.number),
        glossy=dice.chance(0.15), fill=dice.real(0.75, 1) if dice.chance(0.75) else 0.0,
    )  # fmt: skip


def _paper(
    dice: Dice, world: World, size: tuple[float, float]
) -> tuple[paper.PaperDesign, tuple[float, float, float, float]]:
    edge, frame = 0.0, ""
    sheet = (
        paper.white_paper(dice)
        if dice.chance(0.5)
        else paper.security_paper(dice, size, world, "AKTA")
    )
    if dice.chance(0.5):
        printed, edge = paper.printed_border(dice, size)
        frame = printed.svg
        edge += 3
    top, right, bottom, left = (max(edge, dice.real(10, 26)) for _ in range(4))
    return paper.PaperDesign(sheet.colour, sheet.svg + frame), (top, right, bottom, left)


def _corners(dice: Dice, deed: Deed) -> str:
    """Return the upper corners: the person's NIK, a serial, or nothing."""
    left = ""
    if dice.chance(0.6):
        label = dice.pick(("Nomor Induk Kependudukan", "NIK", "No. Induk Kependudukan", "N I K"))
        left = words(f"{label} :") + " " + value(deed.who.nik, "nik")
        left = box(left, f"font-size:{dice.real(0.75, 1)}em")
    right = ""
    if dice.chance(0.35):
        serial = numbers.blanko_serial("AL" if deed.kind == "kelahiran" else "AM", dice.rng)
        red = dice.pick(("#a82030", "#222", "#20307a"))
        right = value(f"No. {serial}", "serial", css=f"color:{red}", name="")
    both = [box(left), box(right)]
    return box(joined(both), "justify-content:space-between;min-height:1.2em", "row")


def _pair(texts: tuple[str, str], *, bilingual: bool) -> str:
    return line(texts[0]) + (line(texts[1], name="en") if bilingual else "")


def _head(dice: Dice, style: PageStyle, deed: Deed, world: World, *, bilingual: bool) -> str:
    align = dice.pick(("center", "center", "center", "left"))
    over = (
        ("REPUBLIK INDONESIA", "REPUBLIC OF INDONESIA"),
        ("PENCATATAN SIPIL", "REGISTRY OFFICE"),
        ("WARGA NEGARA INDONESIA", "NATIONALITY INDONESIA"),
    )
    above = joined(
        box(_pair(texts, bilingual=bilingual), f"font-size:{dice.real(0.9, 1.25)}em", "h")
        for texts in over
        if dice.chance(0.65)
    )
    if dice.chance(0.25):
        lines_ = blocks.office_lines(dice, deed.where, world)
        return (
            blocks.letterhead(dice, style, lines_)
            + blocks.vertical_gap(dice, 2, 6)
            + _title(dice, style, deed, align, bilingual=bilingual)
        )
    emblem = ""
    if dice.chance(0.8):
        place = "0 auto" if align == "center" else "0"
        emblem = drawings.emblem_svg(dice, dice.real(14, 26), style.accent, f"margin:{place}")
    return (
        emblem
        + box(above, f"text-align:{align}")
        + blocks.vertical_gap(dice, 0, 3)
        + _title(dice, style, deed, align, bilingual=bilingual)
    )


def _title(dice: Dice, style: PageStyle, deed: Deed, align: str, *, bilingual: bool) -> str:
    size = f"font-size:{pt(dice.real(12, 20))};letter-spacing:{dice.pick((0, 0, 0.05, 0.15))}em"
    under = dice.pick(("", "", "text-decoration:underline;"))
    title = _pair(AKTA_TITLES[deed.kind], bilingual=bilingual)
    if dice.chance(0.12):
        title = line("KUTIPAN") + line(f"AKTA {deed.kind.upper()}")
    return box(title, f"{size};text-align:{align};color:{style.accent};{under}", "h")


def _number(dice: Dice, style: PageStyle, deed: Deed, *, bilingual: bool) -> str:
    size = dice.real(1.0, 1.4)
    dots = dice.pick(("", "", f"border-bottom:{mm(0.25)} dotted {style.rule};"))
    css = f"font-size:{size}em;font-weight:{dice.pick((400, 700))};{dots}"
    number = value(deed.number, "number", must_read=True, css=css, name="n")
    align = dice.pick(("center", "center", "left"))
    space = blocks.vertical_gap(dice, 0.5, 5)
    if dice.chance(0.4):
        label = dice.pick(("Nomor :", "No.", "NOMOR :", "Nomor", "No. :", "Nomor Akta :"))
        return space + box(words(label) + " " + number, f"text-align:{align}")
    indonesian, english = NUMBER_CAPTIONS[deed.kind]
    if dice.chance(0.5):
        body = box(words(indonesian) + (line(english, name="en") if bilingual else ""))
        row = box(body + box(number), f"gap:{mm(2)};flex-wrap:wrap;justify-content:{align}", "row")
    else:
        text = line(indonesian) + (line(english, name="en") if bilingual else "")
        row = box(text + box(number), f"text-align:{align}")
    law = (
        box(_pair(LAW_CAPTION, bilingual=bilingual), f"text-align:{align}")
        if dice.chance(0.4)
        else ""
    )
    return space + row + law


def _foot(dice: Dice, deed: Deed, *, bilingual: bool) -> str:
    when = dice.pick((written(deed.issued), numeric(deed.issued)))
    first = dice.pick(
        (
            f"Kutipan ini dikeluarkan di {deed.seat}",
            f"Dikeluarkan di {deed.seat}",
            f"{deed.seat}, {when}",
        )
    )
    lines_ = [first] if when in first else [first, f"pada tanggal {when}"]
    lines_ += [
        dice.pick(("Kepala Dinas Kependudukan dan", "KEPALA KANTOR CATATAN SIPIL", "Pejabat")),
        f"Pencatatan Sipil {deed.seat}",
    ]
    block = blocks.signature_block(dice, lines_, deed.official, blocks.nip_line(dice))
    if bilingual and dice.chance(0.5):
        block = line("The excerpt is issued in", name="en") + block
    side = dice.pick(("flex-end", "flex-end", "center", "flex-start", "space-between"))
    left = ""
    if side == "space-between":
        left = (
            drawings.qr_svg(dice, dice.real(17, 26))
            if dice.chance(0.6)
            else box(
                list_items(dice, [LabelledValue("Lembar", "1"), LabelledValue("Petugas", "03")])
            )
        )
    align = dice.pick(("center", "center", "left"))
    return box(
        left + box(block, f"text-align:{align};max-width:62%"), f"justify-content:{side}", "row"
    )
