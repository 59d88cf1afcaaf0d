"""Invoices and till receipts."""

from dataclasses import replace

from specimens.arrays import Rng
from specimens.documents.form import (
    A4_PX_PER_MM,
    FormStyle,
    blank_page,
    draw_style,
    print_centred,
    white_paper_colour,
)
from specimens.documents.grid import RuledTable, TableCell, fill_row, rule_grid
from specimens.drawing import stamps
from specimens.drawing.canvas import Canvas, Draft
from specimens.people.dates import random_day_of_years, written
from specimens.people.person import random_home, random_name
from specimens.world import World

GOODS = (
    "Semen 40 kg", "Beras 5 kg", "Cat tembok", "Gula pasir", "Paku 2 inci", "Minyak goreng",
    "Pupuk urea", "Kabel 10 m", "Obat batuk", "Kertas A4", "Ongkos kirim", "Lampu LED 9 W",
)  # fmt: skip
INVOICE_HEADINGS = ("No", "Nama Barang", "Jumlah", "Harga", "Total")
INVOICE_MM = (210.0, 148.0)
RECEIPT_MM = (58.0, 170.0)


def format_rupiah(amount: int) -> str:
    """Return an amount with points between the thousands."""
    return f"{amount:,}".replace(",", ".")


def _goods(rng: Rng, count: int) -> list[tuple[str, int, int]]:
    order = rng.permutation(len(GOODS))[:count]
    return [(GOODS[i], int(rng.integers(1, 20)), int(rng.integers(4, 180)) * 500) for i in order]


def draw_invoice(world: World, rng: Rng) -> Draft:
    """Draw a shop's invoice with a table."""
    tint = white_paper_colour(rng) if rng.random() < 0.6 else tuple(rng.uniform(190, 250, 3))
    canvas = Canvas(blank_page(INVOICE_MM, A4_PX_PER_MM, tint), A4_PX_PER_MM)
    style = draw_style(
        world, rng, rng.uniform(8.5, 11), ("sans", "narrow", "mono"), ("mono", "hand")
    )
    phone = f"0335-4{rng.integers(10000, 99999)}"
    canvas.text(12, 15, world.pick("shops", rng), style.bold.scaled(1.5))
    canvas.text(12, 21, f"{random_home(world, rng).street} Telp. {phone}", style.form)
    canvas.text(198, 15, f"NOTA No. {rng.integers(100, 99999)}", style.bold, align=1.0)
    canvas.text(198, 21, written(random_day_of_years(2018, 2026, rng)), style.value, align=1.0)
    canvas.text(12, 29, f"Kepada : {random_name(world, rng, woman=False).title()}", style.value)
    _table(canvas, style, _goods(rng, int(rng.integers(3, 9))))
    canvas.text(170, 128, "Hormat kami,", style.form, align=0.5)
    stamps.draw_signature(canvas, (170, 138), rng)
    return Draft(canvas=canvas, type="other", variant="invoice")


def _table(canvas: Canvas, style: FormStyle, goods: list[tuple[str, int, int]]) -> None:
    rows = len(goods) + 2
    box = (12, 34, 186, 7.0 * rows)
    grid = RuledTable(box=box, shares=(1, 7, 2, 3, 3), heights=(1.0,) * rows)
    rule_grid(canvas, grid, style.rule, style.rule_mm)
    fill_row(canvas, grid, 0, [TableCell(head, align=0.5) for head in INVOICE_HEADINGS], style.bold)
    for index, (what, count, price) in enumerate(goods):
        row = (str(index + 1), what, str(count), format_rupiah(price), format_rupiah(count * price))
        cells = [TableCell(text, align=0.0 if i == 1 else 1.0) for i, text in enumerate(row)]
        fill_row(canvas, grid, index + 1, cells, style.value)
    total = sum(count * price for _, count, price in goods)
    last = [TableCell("")] * 3 + [TableCell("Jumlah"), TableCell(format_rupiah(total), align=1.0)]
    fill_row(canvas, grid, rows - 1, last, style.strong)


def draw_receipt(world: World, rng: Rng) -> Draft:
    """Draw a thermal till receipt, narrow and long."""
    canvas = Canvas(blank_page(RECEIPT_MM, 12.0, white_paper_colour(rng)), 12.0)
    style = draw_style(world, rng, rng.uniform(7.5, 8.6), ("mono",))
    grey = float(rng.uniform(40, 110))
    print_ = replace(style.form, colour=(grey, grey, grey))
    middle = RECEIPT_MM[0] / 2
    heads = (
        world.pick("shops", rng),
        random_home(world, rng).street,
        written(random_day_of_years(2020, 2026, rng)),
    )
    y = print_centred(canvas, (middle, 10), heads, print_, 50) + 4
    total = 0
    for what, count, price in _goods(rng, int(rng.integers(5, 12))):
        canvas.text(4, y, what, print_, room_mm=50)
        canvas.text(7, y + 4, f"{count} x {format_rupiah(price)}", print_)
        canvas.text(54, y + 4, format_rupiah(count * price), print_, align=1.0)
        y, total = y + 9, total + count * price
    canvas.text(4, y + 3, "TOTAL", print_.scaled(1.3))
    canvas.text(54, y + 3, format_rupiah(total), print_.scaled(1.3), align=1.0)
    print_centred(canvas, (middle, y + 14), ("TERIMA KASIH", "ATAS KUNJUNGAN ANDA"), print_, 50)
    return Draft(canvas=canvas, type="other", variant="receipt")
