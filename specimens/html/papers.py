"""Papers of everyday life: forms, bills, tables, articles, posters, handwriting, blanks."""

from html import escape

from specimens.dates import in_years, numeric
from specimens.documents.bills import GOODS, rupiah
from specimens.html import blocks, drawings, paper
from specimens.html.dice import Dice
from specimens.html.letters import page
from specimens.html.look import look, ruled
from specimens.html.markup import box, joined, line, mm, pt, words
from specimens.html.page import Page
from specimens.html.prose import Prose
from specimens.people import home, name
from specimens.world import World

A4 = (210.0, 297.0)
SIZES = (A4, A4, (297.0, 210.0), (215.0, 330.0), (148.0, 210.0), (210.0, 148.0))
FORM_WORDS = {
    "id": (
        "Nama",
        "Alamat",
        "Tanggal",
        "Nomor",
        "Jumlah",
        "Keterangan",
        "Tanda Tangan",
        "Telepon",
        "Pekerjaan",
        "Tujuan",
        "Keperluan",
        "Umur",
        "Kelas",
        "Agama",
        "Jenis Kelamin",
        "Nama Ayah",
        "Nama Ibu",
        "Kode Pos",
    ),
    "en": (
        "Name",
        "Address",
        "Date",
        "Number",
        "Amount",
        "Remarks",
        "Signature",
        "Phone",
        "Occupation",
        "Purpose",
        "Age",
        "Class",
        "City",
        "Country",
        "Date of birth",
        "Account",
    ),
    "nl": (
        "Naam",
        "Adres",
        "Datum",
        "Nummer",
        "Bedrag",
        "Opmerking",
        "Handtekening",
        "Telefoon",
        "Beroep",
        "Plaats",
        "Land",
    ),
}


def draw_form(dice: Dice, world: World) -> Page:
    """Return a form with lines or boxes to fill in, empty, typed or filled in by hand."""
    size = dice.pick(SIZES)
    language = dice.pick(("id", "id", "en", "nl"))
    prose = Prose.of(dice, world, language)
    style = look(dice, world, (8, 11) if min(size) > 160 else (7, 9))
    filled = dice.pick(("hand", "hand", "v", ""))
    flow = (
        [blocks.letterhead(dice, style, [prose.title(2, 4), prose.title(2, 6)], 16)]
        if dice.chance(0.6)
        else []
    )
    title = dice.pick(
        (
            "FORMULIR",
            "FORM",
            "Formulir Permohonan",
            "F-1.01",
            "FORMULIER",
            "APPLICATION FORM",
            "BIODATA KELUARGA",
            "DAFTAR ISIAN",
        )
    )
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
        flow += [_fields(dice, world, labels, filled), blocks.gap(dice, 2, 6)]
    if dice.chance(0.4):
        flow.append(_choices(dice, prose))
    if dice.chance(0.4):
        flow.append(_boxes(dice))
    flow += [blocks.gap(dice, 2, 8), line(prose.paragraph(1, 3), "font-size:.85em")]
    return page(dice, style, flow, size, css=ruled(dice, style))


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
            name(world, rng, woman=dice.chance(0.5)).title(),
            numeric(in_years(1960, 2026, rng)),
            world.pick("villages", rng).title(),
            world.pick("jobs", rng).title(),
            f"08{dice.whole(10**8, 10**9 - 1)}",
            str(dice.whole(1, 99999)),
        )
    )


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
    """Return a row of boxes for single characters, some filled in."""
    text = str(dice.whole(10**7, 10**12))
    cells = joined(
        f'<td style="border:.2rem solid #555;width:6rem;height:7rem;text-align:center">{sign}</td>'
        for sign in (text if dice.chance(0.6) else " " * len(text))
    )
    return f'<table style="margin:2rem 0"><tr>{cells}</tr></table>'


def draw_receipt(dice: Dice, world: World) -> Page:
    """Return a narrow thermal receipt."""
    size = (dice.pick((58.0, 58.0, 80.0, 72.0)), dice.real(90, 200))
    style = look(dice, world, (6.8, 9), ("mono", "mono", "narrow", "sans"))
    shop = world.pick("shops", dice.rng)
    flow = [
        box(line(shop) + line(home(world, dice.rng).street), "", dice.pick(("c", "c", ""))),
        line(blocks.day(dice, 2018)),
        blocks.gap(dice, 1, 3),
    ]
    rule = box(
        "", f"border-top:.3rem {dice.pick(('dashed', 'solid', 'dotted'))} #555;margin:1rem 0"
    )
    flow.append(rule)
    total, rows = 0, []
    for what in dice.some(GOODS, dice.whole(2, 11)):
        count, price = dice.whole(1, 12), dice.whole(4, 180) * 500
        total += count * price
        rows.append(
            f"<tr><td>{escape(what)}</td><td>{count}x</td><td class=r>{rupiah(count * price)}</"
            "td></tr>"
        )
    rows.append(f"<tr class=b><td>TOTAL</td><td></td><td class=r>{rupiah(total)}</td></tr>")
    flow += [f'<table style="width:100%">{joined(rows)}</table>', rule]
    flow.append(
        line(
            dice.pick(("TERIMA KASIH", "Thank you", "Barang yang dibeli tidak dapat ditukar")),
            name="c",
        )
    )
    if dice.chance(0.3):
        flow.append(drawings.barcode(dice, 40, 9))
    if dice.chance(0.2):
        flow.append(drawings.code(dice, 22, "margin:1rem auto"))
    return page(dice, style, flow, size, px_per_mm=12.0)


def draw_invoice(dice: Dice, world: World) -> Page:
    """Return an invoice, an offer or a delivery note with a table of goods."""
    size = dice.pick((A4, (210.0, 148.0), (148.0, 210.0)))
    style = look(dice, world, (8, 10.5), value_roles=dice.pick(((), ("mono",), ("hand",))))
    title = dice.pick(
        ("INVOICE", "FAKTUR", "NOTA", "KWITANSI", "SURAT JALAN", "FACTUUR", "Quotation")
    )
    shop, where = world.pick("shops", dice.rng), home(world, dice.rng)
    left = box(
        line(shop, "font-size:1.3em", "h")
        + line(where.street)
        + line(f"Telp. 0335-4{dice.whole(10000, 99999)}"),
        name="grow",
    )
    right = box(
        line(title, f"font-size:{pt(dice.real(13, 26))};color:{style.accent}", "h")
        + line(f"No. {dice.whole(100, 99999)}")
        + line(blocks.day(dice, 2015)),
        "text-align:right",
    )
    heads = dice.pick(
        (
            ("No", "Nama Barang", "Jumlah", "Harga", "Total"),
            ("#", "Description", "Qty", "Price", "Amount"),
            ("Banyaknya", "Nama Barang", "Harga"),
        )
    )
    total, rows = 0, []
    for index, what in enumerate(dice.some(GOODS, dice.whole(2, 10))):
        count, price = dice.whole(1, 20), dice.whole(4, 180) * 500
        total += count * price
        cells = (
            [str(index + 1), what, str(count), rupiah(price), rupiah(count * price)]
            if len(heads) == 5
            else [str(count), what, rupiah(count * price)]
        )
        rows.append(
            "<tr>"
            + joined(
                box(
                    box(escape(c), name="v", tag="span"),
                    "text-align:" + ("right" if c[0].isdigit() else "left"),
                    tag="td",
                )
                for c in cells
            )
            + "</tr>"
        )
    head = "<tr>" + joined(f"<th>{h}</th>" for h in heads) + "</tr>"
    flow = [
        box(left + right, "", "row"),
        blocks.gap(dice, 2, 8),
        line(
            f"{dice.pick(('Kepada', 'Bill to', 'Tuan/Toko'))} : "
            f"{name(world, dice.rng, woman=False).title()}"
        ),
        blocks.gap(dice, 1, 4),
        f'<table class="t">{head}{joined(rows)}</table>',
        line(
            f"{dice.pick(('Jumlah', 'Total', 'TOTAL Rp.'))} {rupiah(total)}", "padding:1rem", "r b"
        ),
        blocks.gap(dice, 2, 8),
        box(
            box(
                blocks.signature(
                    dice,
                    [dice.pick(("Hormat kami,", "Penerima,", "Signed"))],
                    name(world, dice.rng, woman=True).title(),
                ),
                "",
                "c",
            ),
            f"justify-content:{dice.pick(('flex-end', 'flex-start'))}",
            "row",
        ),
    ]
    return page(dice, style, flow, size, css=ruled(dice, style))


def draw_table(dice: Dice, world: World) -> Page:
    """Return a page of figures: lists, timetables, marks, measurements."""
    size = dice.pick((A4, (297.0, 210.0), (148.0, 210.0)))
    prose = Prose.of(dice, world)
    style = look(dice, world, (6, 10))
    flow = [
        box(
            line(prose.title(2, 7)),
            f"font-size:{dice.real(1.2, 2)}em;padding-bottom:1.5rem",
            dice.pick(("h", "h c")),
        )
    ]
    for _ in range(dice.whole(1, 2)):
        columns, rows = dice.whole(3, 11), dice.whole(4, 26)
        kinds = [
            dice.pick(("number", "number", "word", "date", "code", "name")) for _ in range(columns)
        ]
        head = (
            "<tr>" + joined(f"<th>{words(prose.words(1, 2).title())}</th>" for _ in kinds) + "</tr>"
        )
        body = joined(
            "<tr>"
            + joined(
                f"<td>{box(escape(_figure(dice, world, prose, kind)), name='v', tag='span')}</td>"
                for kind in kinds
            )
            + "</tr>"
            for _ in range(rows)
        )
        flow += [f'<table class="t">{head}{body}</table>', blocks.gap(dice, 2, 8)]
        if dice.chance(0.4):
            flow.append(line(prose.paragraph(1, 3), "font-size:1.1em"))
    return page(dice, style, flow, size, css=ruled(dice, style))


def _figure(dice: Dice, world: World, prose: Prose, kind: str) -> str:
    if kind == "number":
        return dice.pick(
            (str(dice.whole(0, 999)), f"{dice.real(0, 99)}", rupiah(dice.whole(1, 900) * 1000), "-")
        )
    if kind == "date":
        return numeric(in_years(1950, 2026, dice.rng))
    if kind == "code":
        return f"{dice.whole(1000, 9999)}{dice.whole(10**7, 10**8 - 1)}9{dice.whole(100, 999)}"
    return name(world, dice.rng, woman=True) if kind == "name" else prose.words(1, 2)


def draw_article(dice: Dice, world: World) -> Page:
    """Return a page of a magazine, a newspaper, a report or a book."""
    size = dice.pick((A4, A4, (148.0, 210.0), (190.0, 250.0)))
    prose = Prose.of(dice, world)
    style = look(dice, world, (7.5, 11.5), ("serif", "serif", "sans", "narrow"))
    columns = dice.pick((1, 2, 2, 3)) if size[0] > 160 else 1
    body = []
    length = dice.whole(4, 11)
    for index in range(length):
        if dice.chance(0.25):
            body.append(
                line(prose.title(1, 5), f"font-size:{dice.real(1.1, 1.5)}em;padding-top:1rem", "h")
            )
        if dice.chance(0.18):
            width = 0.7 * size[0] / columns
            make = drawings.chart if dice.chance(0.5) else drawings.picture
            body += [
                make(dice, width, dice.real(25, 50)),
                line(prose.words(2, 8), "font-size:.8em", "en"),
            ]
        indent = (
            f"text-indent:{mm(4)}" if index and dice.chance(0.6) else f"padding-bottom:{mm(1.5)}"
        )
        body.append(line(prose.paragraph(3, 7), indent, dice.pick(("j", "j", ""))))
    rule = f"column-rule:.2rem solid {style.rule};" if dice.chance(0.3) else ""
    flow = (
        [
            line(
                f"{prose.words(1, 3)} {dice.whole(1, 400)}",
                "font-size:.8em",
                dice.pick(("r", "c", "")),
            )
        ]
        if dice.chance(0.6)
        else []
    )
    if dice.chance(0.6):
        flow.append(
            line(
                prose.title(2, 8),
                f"font-size:{pt(dice.real(14, 34))};padding-bottom:2rem;color:{style.accent}",
                "h",
            )
        )
    flow.append(box(joined(body), f"columns:{columns};column-gap:{mm(dice.real(4, 9))};{rule}"))
    return page(dice, style, flow, size)


def draw_poster(dice: Dice, world: World) -> Page:
    """Return a poster, a cover or an announcement in big words."""
    size = dice.pick((A4, (297.0, 210.0), (148.0, 210.0)))
    prose = Prose.of(dice, world)
    style = look(dice, world, (12, 20), ("sans", "serif", "narrow"))
    sheet = paper.security(dice, size, world) if dice.chance(0.5) else paper.white(dice)
    parts = (
        [drawings.picture(dice, 0.7 * size[0], dice.real(30, 110), "margin:2rem auto")]
        if dice.chance(0.6)
        else []
    )
    parts += [
        line(
            prose.title(1, 3),
            f"font-size:{pt(dice.real(28, 64))};color:{style.accent};padding:1rem 0",
            "h",
        )
        for _ in range(dice.whole(1, 2))
    ]
    parts += [
        line(prose.sentence(), f"font-size:{dice.real(0.7, 1.4)}em;padding:1rem 0")
        for _ in range(dice.whole(0, 4))
    ]
    align = dice.pick(("center", "center", "left"))
    return page(
        dice, style, [box(joined(dice.shuffled(parts)), f"text-align:{align}")], size, sheet
    )


def draw_pictures(dice: Dice, world: World) -> Page:
    """Return a page of pictures or charts with captions."""
    size = dice.pick((A4, (297.0, 210.0), (150.0, 100.0)))
    prose = Prose.of(dice, world)
    style = look(dice, world, (7.5, 11))
    columns = dice.whole(1, 3)
    width = 0.78 * size[0] / columns
    cells = []
    for _ in range(columns * dice.whole(1, 2)):
        make = dice.pick((drawings.picture, drawings.picture, drawings.chart))
        cells.append(
            box(
                make(dice, width, width * dice.real(0.5, 1))
                + line(prose.words(1, 8), "padding:.6rem 0")
            )
        )
    grid = box(
        joined(cells), f"display:grid;grid-template-columns:repeat({columns},1fr);gap:{mm(4)}"
    )
    flow = (
        [line(prose.title(), f"font-size:{dice.real(1.2, 2.4)}em", "h")] if dice.chance(0.6) else []
    )
    flow += [grid, line(prose.paragraph(1, 4))] if dice.chance(0.6) else [grid]
    return page(dice, style, flow, size)


def draw_handwriting(dice: Dice, world: World) -> Page:
    """Return a page written by hand, on ruled, squared or plain paper."""
    size = dice.pick((A4, (148.0, 210.0), (210.0, 148.0), (105.0, 148.0)))
    prose = Prose.of(dice, world, dice.pick(("id", "id", "jv", "en")))
    style = look(dice, world, (10, 16))
    pitch = dice.real(6, 9)
    blue = dice.colour((130, 150, 190), (190, 205, 225))
    kind = dice.pick(("lines", "lines", "squares", "plain"))
    pattern = ""
    if kind != "plain":
        across = f"repeating-linear-gradient(transparent 0 {mm(pitch - 0.2)},{blue} 0 {mm(pitch)})"
        down = (
            f",repeating-linear-gradient(90deg,transparent 0 {mm(pitch - 0.2)},{blue} 0 "
            f"{mm(pitch)})"
        )
        pattern = (
            '<div style="position:absolute;inset:0;'
            f'background:{across}{down if kind == "squares" else ""}"></div>'
        )
        if kind == "lines" and dice.chance(0.5):
            pattern += (
                f'<div style="position:absolute;left:{mm(22)};top:0;bottom:0;border-left:.3rem '
                'solid #d88"></div>'
            )
    lines = [line(prose.title(1, 4), "font-size:1.3em")] if dice.chance(0.5) else []
    if dice.chance(0.3):
        lines += [
            line(f"{prose.words(1, 2)} = {rupiah(dice.whole(1, 900) * 500)}")
            for _ in range(dice.whole(3, 9))
        ]
    lines += [line(prose.paragraph(1, 4)) for _ in range(dice.whole(1, 5))]
    if dice.chance(0.3):
        lines.append(drawings.signature(dice))
    body = box(joined(lines), f"line-height:{mm(pitch)};font-size:{mm(0.62 * pitch)}", "hand")
    return page(dice, style, [body], size, paper.Paper(paper.white(dice).colour, pattern))


def draw_note(dice: Dice, world: World) -> Page:
    """Return a sheet with next to nothing on it."""
    size = dice.pick(SIZES)
    prose = Prose.of(dice, world)
    style = look(dice, world, (8, 16))
    hand = "hand" if dice.chance(0.4) else ""
    flow = [f'<div style="height:{mm(dice.real(0, 0.5) * size[1])}"></div>']
    flow += [
        line(prose.words(1, 6), f"text-align:{dice.pick(('left', 'center', 'right'))}", hand)
        for _ in range(dice.whole(1, 3))
    ]
    return page(dice, style, flow, size)


def draw_back(dice: Dice, world: World) -> Page:
    """Return the back of a form or card: a pattern, an emblem and a few lines."""
    card = dice.chance(0.4)
    size = (85.6, 53.98) if card else dice.pick((A4, (297.0, 210.0)))
    style = look(dice, world, (5.5, 7) if card else (7, 10))
    prose = Prose.of(dice, world, "id")
    flow = (
        [drawings.emblem(dice, 0.2 * size[1], style.accent, "margin:0 auto")]
        if dice.chance(0.6)
        else []
    )
    flow.append(
        line(dice.pick(("REPUBLIK INDONESIA", "PERHATIAN", "KETENTUAN", prose.title())), name="h c")
    )
    flow += [line(prose.sentence(), "font-size:.85em") for _ in range(dice.whole(0, 4))]
    return page(
        dice, style, flow, size, paper.security(dice, size, world), px_per_mm=24.0 if card else 10.0
    )


def draw_blank(dice: Dice, world: World) -> Page:
    """Return an empty sheet, white, tinted or patterned."""
    size = dice.pick((A4, A4, (297.0, 210.0), (215.0, 330.0), (148.0, 210.0)))
    sheet = paper.white(dice) if dice.chance(0.6) else paper.security(dice, size, world)
    return Page(
        type="other",
        size_mm=size,
        px_per_mm=10.0,
        paper=sheet,
        css="",
        flow="",
        margins=(10, 10, 10, 10),
    )
