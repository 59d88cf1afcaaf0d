"""The results as tables for other programs: CSV and XLSX, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from precheck.bulk.table import COLUMNS, Cell, cells

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How text begins that a spreadsheet would run (OWASP, CSV Injection)."""
LONGEST = 32_767
"""Characters of a cell."""
WIDE = {"file": 36, "message": 60, "message_short": 36, "error.detail": 36}
"""Widths of columns, in characters."""
NARROW = 14

Rows = Iterable[Mapping[str, Any]]


def write_csv(path: Path, rows: Rows, columns: Sequence[str] = COLUMNS) -> None:
    """Write a table of plain text, in UTF-8 with the mark that spreadsheets look for."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out)
        table.writerow(columns)
        table.writerows([harmless(cell) for cell in cells(row, columns)] for row in rows)


def harmless(cell: Cell) -> Cell:
    """Return text that a spreadsheet shows and does not run."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def write_xlsx(path: Path, rows: Rows, columns: Sequence[str] = COLUMNS) -> None:
    """Write a spreadsheet row by row; text stays text, numbers of documents included."""
    with TemporaryDirectory(dir=path.parent) as scratch:
        options = {"constant_memory": True, "tmpdir": scratch, "strings_to_formulas": False}
        with Workbook(path, options) as book:
            sheet = book.add_worksheet("precheck")
            _head(sheet, columns)
            for at, row in enumerate(rows, 1):
                _write(sheet, at, cells(row, columns))
            sheet.autofilter(0, 0, sheet.dim_rowmax, len(columns) - 1)


def _head(sheet: Worksheet, columns: Sequence[str]) -> None:
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, WIDE.get(column, NARROW))
    _write(sheet, 0, columns)


def _write(sheet: Worksheet, at: int, row: Iterable[Cell]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(at, column, cell[:LONGEST])
        elif cell is not None:
            sheet.write_number(at, column, cell)
