"""Family cards: title, number, address, tables of members and foot."""

from datetime import date

from specimens.documents.form import A4_PX_PER_MM
from specimens.documents.kk.card import FamilyCard, random_card
from specimens.html.page import HtmlPage
from specimens.html.pages.kk_members import member_tables
from specimens.html.parts import blocks, drawings, paper
from specimens.html.parts.dice import Dice
from specimens.html.parts.items import LabelledValue, list_items
from specimens.html.parts.markup import box, joined, line, mm, pt, value, words
from specimens.html.parts.style import PageStyle, draw_page_style, table_css
from specimens.people.dates import LATEST_DAY, numeric, written
from specimens.world import World

KK_SIZES_MM = ((297.0, 210.0),) * 5 + ((330.0, 215.0), (297.0, 215.0), (280.0, 200.0))
MIN_TABLE_PT = 5.4
"""Minimum size of a table's text."""
NUMBER_LABELS = (
    "No.", "No. :", "NO.", "NOMOR :", "Nomor :", "Nomor", "No. KK :", "Nomor KK :", "NO. KK",
)  # fmt: skip


def draw(dice: Dice, world: World) -> HtmlPage:
    """Return a family card."""
    data = random_card(world, dice.rng, date(2003, 6, 1), LATEST_DAY)
    size = dice.pick(KK_SIZES_MM)
    style = draw_page_style(dice, world, (6.3, 9.2), ("sans", "sans", "narrow", "serif", "mono"))
    sheet, margins = _paper(dice, world, size)
    marked = dice.chance(0.55)
    top = blocks.specimen_line(dice) if marked and dice.chance(0.5) else ""
    bottom = blocks.specimen_line(dice) if marked and not top else ""
    parts = [
        top, _title(dice, style, data, world), blocks.vertical_gap(dice, 1, 5),
        _address(dice, data), blocks.vertical_gap(dice, 1, 5), member_tables(dice, data, style),
        blocks.vertical_gap(dice, 1.5, 6), _foot(dice, data), bottom,
    ]  # fmt: skip
    if dice.chance(0.6):
        parts += [blocks.vertical_gap(dice, 1, 3), blocks.small_print(dice)]
    return HtmlPage(
        type="kk", size_mm=size, px_per_mm=A4_PX_PER_MM, paper=sheet,
        css=style.css + table_css(dice, style), flow=joined(parts), margins=margins,
        over=blocks.overlay(dice, size, marked=marked), number=("kk", data.number),
        fill=dice.real(0.8, 1) if dice.chance(0.75) else 0.0,
        least_zoom=MIN_TABLE_PT / style.size_pt,
    )  # fmt: skip


def _paper(
    dice: Dice, world: World, size: tuple[float, float]
) -> tuple[paper.PaperDesign, tuple[float, float, float, float]]:
    margins = [dice.real(5, 14) for _ in range(4)]
    if dice.chance(0.5):
        return paper.white_paper(dice), (margins[0], margins[1], margins[2], margins[3])
    sheet = paper.security_paper(dice, size, world, "KARTU KELUARGA")
    if dice.chance(0.4):
        frame, edge = paper.printed_border(dice, size)
        sheet = paper.PaperDesign(sheet.colour, sheet.svg + frame.svg)
        margins = [max(edge + 2, margin) for margin in margins]
    return sheet, (margins[0], margins[1], margins[2], margins[3])


def _title(dice: Dice, style: PageStyle, data: FamilyCard, world: World) -> str:
    size = dice.real(12, 24)
    name = dice.pick(("KARTU KELUARGA", "KARTU KELUARGA", "KARTU KELUARGA (KK)", "Kartu Keluarga"))
    wide = dice.pick((0.0, 0.0, 0.05, 0.15, 0.3))
    title = line(name, f"font-size:{pt(size)};letter-spacing:{wide}em;color:{style.accent}", "h")
    if dice.chance(0.25):
        title += line("FAMILY CARD", name="en")
    digits = dice.real(11, max(12.0, min(size, 19)))
    label = dice.pick(NUMBER_LABELS)
    css = f"font-size:{pt(digits)};letter-spacing:{dice.pick((0, 0, 0.03, 0.08, 0.15))}em"
    weight = f"margin-left:{dice.real(0.1, 0.7)}em;font-weight:{dice.pick((400, 700, 700))}"
    number = words(label, f"font-size:{pt(digits * dice.real(0.6, 1))}", "h") + " "
    number = box(
        number + value(data.number, "number", must_read=True, css=f"{css};{weight}", name="n"),
        "",
        "keep",
    )
    if dice.chance(0.15):
        number = box(
            number,
            f"display:inline-block;border:{mm(0.4)} solid {style.rule};padding:{mm(1)} {mm(3)}",
        )
    align = dice.pick(("center", "center", "center", "left", "right"))
    heads = joined(line(text) for text in blocks.office_lines(dice, data.family.home, world))
    heads = heads if dice.chance(0.3) else ""
    beside = dice.chance(0.2)
    if beside:
        both = [box(heads + title, "align-self:center"), box(number, "align-self:center")]
        text = box(
            joined(both if dice.chance(0.8) else both[::-1]),
            "justify-content:space-between",
            "row grow",
        )
    else:
        text = box(heads + title + number, f"text-align:{align}", "grow")
    emblem = drawings.emblem_svg(dice, dice.real(11, 19), style.accent)
    where = dice.pick(("none", "none", "left", "right", "above"))
    if where == "above":
        return box(emblem, f"display:flex;justify-content:{align}") + box(text)
    parts = {"left": emblem + text, "right": text + emblem}.get(where, text)
    serial = line(
        f"K {dice.whole(10**6, 10**7 - 1)}{dice.whole(10**5, 10**6 - 1)}", "text-align:right"
    )
    return (serial if dice.chance(0.2) else "") + box(parts, f"gap:{mm(4)}", "row")


def _address(dice: Dice, data: FamilyCard) -> str:
    home, head = data.family.home, data.family.head
    first = LabelledValue(
        dice.pick(("Nama Kepala Keluarga", "Kepala Keluarga", "NAMA KEPALA KELUARGA")),
        head.name, "head", must_read=True, english="Head of Family",
    )  # fmt: skip
    rest = [
        LabelledValue(
            dice.pick(("Alamat", "ALAMAT", "Alamat Rumah")), home.street, english="Address"
        ),
        LabelledValue(dice.pick(("RT/RW", "RT / RW")), f"{home.rt}/{home.rw}"),
        LabelledValue(dice.pick(("Desa/Kelurahan", "Kelurahan/Desa", "Kel/Desa")), home.village),
        LabelledValue("Kecamatan", home.district),
        LabelledValue(dice.pick(("Kabupaten/Kota", "Kab./Kota", "Kabupaten")), home.place.regency),
        LabelledValue(dice.pick(("Kode Pos", "Kodepos")), home.postcode),
        LabelledValue(dice.pick(("Provinsi", "Propinsi", "PROVINSI")), home.place.province),
    ]
    if dice.chance(0.4):
        rest = dice.shuffled(rest)
    if dice.chance(0.2):
        rest = rest[: dice.whole(3, 6)]
    lines = [first, *rest] if dice.chance(0.85) else [*rest[:2], first, *rest[2:]]
    bilingual, larger = dice.chance(0.15), dice.real(1.0, 1.3)
    columns = dice.pick((1, 2, 2, 2, 3))
    step = -(-len(lines) // columns)
    parts = [lines[i : i + step] for i in range(0, len(lines), step)]
    content = joined(
        box(list_items(dice, part, bilingual=bilingual), name="grow") for part in parts
    )
    frame = f"border:{mm(0.2)} solid #555;padding:{mm(1)};" if dice.chance(0.12) else ""
    wide = dice.whole(60, 100)
    return box(
        content, f"gap:{mm(dice.real(6, 30))};font-size:{larger}em;width:{wide}%;{frame}", "row"
    )


def _foot(dice: Dice, data: FamilyCard) -> str:
    when = dice.pick((numeric(data.issued), written(data.issued)))
    label = dice.pick(
        ("Dikeluarkan Tanggal", "Dikeluarkan tanggal", "Tanggal Dikeluarkan", "Dicetak tanggal")
    )
    issued = box(words(label) + " : " + value(when, "issue_date", must_read=True), name="keep")
    if dice.chance(0.3):
        issued += joined(
            line(f"LEMBAR : {text}") for text in ("I. Kepala Keluarga", "II. RT", "III. Desa")
        )
    head = (
        line("KEPALA KELUARGA")
        + blocks.vertical_gap(dice, 10, 16)
        + value(data.family.head.name, "signer")
    )
    head += line(dice.pick(("Tanda Tangan/Cap Jempol", "(tanda tangan)")))
    title = [
        dice.pick(
            ("KEPALA DINAS KEPENDUDUKAN DAN", "Kepala Dinas Kependudukan dan", "a.n. KEPALA DINAS")
        ),
        dice.pick(("PENCATATAN SIPIL", "Pencatatan Sipil")) + " " + data.regency,
    ]
    chief = blocks.signature_block(dice, title, data.official, blocks.nip_line(dice))
    columns = [box(issued, "min-width:18%"), box(head, name="c"), box(chief, name="c")]
    if dice.chance(0.2):
        columns = [columns[0], columns[2]]
    if dice.chance(0.3):
        columns = dice.shuffled(columns)
    if dice.chance(0.15):
        columns.append(drawings.qr_svg(dice, dice.real(16, 24)))
    return box(
        joined(columns), f"justify-content:{dice.pick(('space-between', 'space-around'))}", "row"
    )
