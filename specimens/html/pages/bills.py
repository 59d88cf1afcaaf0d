"""Receipts and invoices."""

from html import escape

from specimens.documents.other.bills import GOODS, format_rupiah
from specimens.html.page import HtmlPage
from specimens.html.pages.forms import A4
from specimens.html.pages.other_page import other_page
from specimens.html.parts import blocks, drawings
from specimens.html.parts.dice import Dice
from specimens.html.parts.markup import box, joined, line, pt
from specimens.html.parts.style import draw_page_style, table_css
from specimens.people.person import random_home, random_name
from specimens.world import World


def draw_receipt(dice: Dice, world: World) -> HtmlPage:
    """Return a narrow thermal receipt."""
    size = (dice.pick((58.0, 58.0, 80.0, 72.0)), dice.real(90, 200))
    style = draw_page_style(dice, world, (6.8, 9), ("mono", "mono", "narrow", "sans"))
    shop = world.pick("shops", dice.rng)
    flow = [
        box(line(shop) + line(random_home(world, dice.rng).street), "", dice.pick(("c", "c", ""))),
        line(blocks.random_date(dice, 2018)),
        blocks.vertical_gap(dice, 1, 3),
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
            f"<tr><td>{escape(what)}</td><td>{count}x</td>"
            f"<td class=r>{format_rupiah(count * price)}</td></tr>"
        )
    rows.append(f"<tr class=b><td>TOTAL</td><td></td><td class=r>{format_rupiah(total)}</td></tr>")
    flow += [f'<table style="width:100%">{joined(rows)}</table>', rule]
    flow.append(
        line(
            dice.pick(("TERIMA KASIH", "Thank you", "Barang yang dibeli tidak dapat ditukar")),
            name="c",
        )
    )
    if dice.chance(0.3):
        flow.append(drawings.barcode_svg(dice, 40, 9))
    if dice.chance(0.2):
        flow.append(drawings.qr_svg(dice, 22, "margin:1rem auto"))
    return other_page(dice, style, flow, size, px_per_mm=12.0)


def draw_invoice(dice: Dice, world: World) -> HtmlPage:
    """Return an invoice, an offer or a delivery note with a table of goods."""
    size = dice.pick((A4, (210.0, 148.0), (148.0, 210.0)))
    style = draw_page_style(
        dice, world, (8, 10.5), value_roles=dice.pick(((), ("mono",), ("hand",)))
    )
    title = dice.pick(
        ("INVOICE", "FAKTUR", "NOTA", "KWITANSI", "SURAT JALAN", "FACTUUR", "Quotation")
    )
    shop, where = world.pick("shops", dice.rng), random_home(world, dice.rng)
    left = box(
        line(shop, "font-size:1.3em", "h")
        + line(where.street)
        + line(f"Telp. 0335-4{dice.whole(10000, 99999)}"),
        name="grow",
    )
    right = box(
        line(title, f"font-size:{pt(dice.real(13, 26))};color:{style.accent}", "h")
        + line(f"No. {dice.whole(100, 99999)}")
        + line(blocks.random_date(dice, 2015)),
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
            [str(index + 1), what, str(count), format_rupiah(price), format_rupiah(count * price)]
            if len(heads) == 5
            else [str(count), what, format_rupiah(count * price)]
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
        blocks.vertical_gap(dice, 2, 8),
        line(
            f"{dice.pick(('Kepada', 'Bill to', 'Tuan/Toko'))} : "
            f"{random_name(world, dice.rng, woman=False).title()}"
        ),
        blocks.vertical_gap(dice, 1, 4),
        f'<table class="t">{head}{joined(rows)}</table>',
        line(
            f"{dice.pick(('Jumlah', 'Total', 'TOTAL Rp.'))} {format_rupiah(total)}",
            "padding:1rem",
            "r b",
        ),
        blocks.vertical_gap(dice, 2, 8),
        box(
            box(
                blocks.signature_block(
                    dice,
                    [dice.pick(("Hormat kami,", "Penerima,", "Signed"))],
                    random_name(world, dice.rng, woman=True).title(),
                ),
                "",
                "c",
            ),
            f"justify-content:{dice.pick(('flex-end', 'flex-start'))}",
            "row",
        ),
    ]
    return other_page(dice, style, flow, size, css=table_css(dice, style))
