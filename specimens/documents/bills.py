"""Invoices and till receipts."""

from dataclasses import replace

import numpy as np

from specimens import stamps
from specimens.canvas import Canvas, Draft
from specimens.dates import in_years, written
from specimens.documents.form import (
    A4_PX_PER_MM,
    Look,
    look,
    paper,
    stacked,
    white,
)
from specimens.documents.grid import Cell, Grid, fill, rule
from specimens.people import home, name
from specimens.world import World

GOODS = (
    "Semen 40 kg",
    "Beras 5 kg",
    "Cat tembok",
    "Gula pasir",
    "Paku 2 inci",
    "Minyak goreng",
    "Pupuk urea",
    "Kabel 10 m",
    "Obat batuk",
    "Kertas A4",
    "Ongkos kirim",
    "Lampu LED 9 W",
)
HEADS = ("No", "Nama Barang", "Jumlah", "Harga", "Total")
INVOICE_MM = (210.0, 148.0)
RECEIPT_MM = (58.0, 170.0)


def rupiah(amount: int) -> str:
    """Return an amount with points between the thousands."""
    return f"{amount:,}".replace(",", ".")


def _goods(rng: np.random.Generator, count: int) -> list[tuple[str, int, int]]:
    order = rng.permutation(len(GOODS))[:count]
    return [(GOODS[i], int(rng.integers(1, 20)), int(rng.integers(4, 180)) * 500) for i in order]


def draw_invoice(world: World, rng: np.random.Generator) -> Draft:
    """Draw a shop's invoice with a table."""
    tint = white(rng) if rng.random() < 0.6 else tuple(rng.uniform(190, 250, 3))
    canvas = Canvas(paper(INVOICE_MM, A4_PX_PER_MM, tint), A4_PX_PER_MM)
    style = look(world, rng, rng.uniform(8.5, 11), ("sans", "narrow", "mono"), ("mono", "hand"))
    phone = f"0335-4{rng.integers(10000, 99999)}"
    canvas.text(12, 15, world.pick("shops", rng), style.bold.sized(1.5))
    canvas.text(12, 21, f"{home(world, rng).street} Telp. {phone}", style.form)
    canvas.text(198, 15, f"NOTA No. {rng.integers(100, 99999)}", style.bold, align=1.0)
    canvas.text(198, 21, written(in_years(2018, 2026, rng)), style.value, align=1.0)
    canvas.text(12, 29, f"Kepada : {name(world, rng, woman=False).title()}", style.value)
    _table(canvas, style, _goods(rng, int(rng.integers(3, 9))))
    canvas.text(170, 128, "Hormat kami,", style.form, align=0.5)
    stamps.signature(canvas, (170, 138), rng)
    return Draft(canvas=canvas, type="other", variant="invoice")


def _table(canvas: Canvas, style: Look, goods: list[tuple[str, int, int]]) -> None:
    rows = len(goods) + 2
    box = (12, 34, 186, 7.0 * rows)
    grid = Grid(box=box, shares=(1, 7, 2, 3, 3), heights=(1.0,) * rows)
    rule(canvas, grid, style.rule, style.rule_mm)
    fill(canvas, grid, 0, [Cell(head, align=0.5) for head in HEADS], style.bold)
    for index, (what, count, price) in enumerate(goods):
        row = (str(index + 1), what, str(count), rupiah(price), rupiah(count * price))
        cells = [Cell(text, align=0.0 if i == 1 else 1.0) for i, text in enumerate(row)]
        fill(canvas, grid, index + 1, cells, style.value)
    total = sum(count * price for _, count, price in goods)
    last = [Cell("")] * 3 + [Cell("Jumlah"), Cell(rupiah(total), align=1.0)]
    fill(canvas, grid, rows - 1, last, style.strong)


def draw_receipt(world: World, rng: np.random.Generator) -> Draft:
    """Draw a thermal till receipt, narrow and long."""
    canvas = Canvas(paper(RECEIPT_MM, 12.0, white(rng)), 12.0)
    style = look(world, rng, rng.uniform(7.5, 8.6), ("mono",))
    grey = float(rng.uniform(40, 110))
    plain = replace(style.form, colour=(grey, grey, grey))
    middle = RECEIPT_MM[0] / 2
    heads = (world.pick("shops", rng), home(world, rng).street, written(in_years(2020, 2026, rng)))
    y = stacked(canvas, (middle, 10), heads, plain, 50) + 4
    total = 0
    for what, count, price in _goods(rng, int(rng.integers(5, 12))):
        canvas.text(4, y, what, plain, room_mm=50)
        canvas.text(7, y + 4, f"{count} x {rupiah(price)}", plain)
        canvas.text(54, y + 4, rupiah(count * price), plain, align=1.0)
        y, total = y + 9, total + count * price
    canvas.text(4, y + 3, "TOTAL", plain.sized(1.3))
    canvas.text(54, y + 3, rupiah(total), plain.sized(1.3), align=1.0)
    stacked(canvas, (middle, y + 14), ("TERIMA KASIH", "ATAS KUNJUNGAN ANDA"), plain, 50)
    return Draft(canvas=canvas, type="other", variant="receipt")
