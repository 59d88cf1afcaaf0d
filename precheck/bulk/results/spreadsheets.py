"""Tables of results as CSV and XLSX, safe to open in a spreadsheet program."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from precheck.bulk.results.table import RESULT_COLUMNS, CellValue, cells

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters of text that a spreadsheet may run (OWASP, CSV Injection)."""
MAX_CELL_CHARS = 32_767
"""Limit of Excel."""
COLUMN_WIDTHS = {"file": 36, "message": 60, "message_short": 36, "error.detail": 36}
"""In characters."""
DEFAULT_COLUMN_WIDTH = 14

JsonRows = Iterable[Mapping[str, Any]]


def write_csv(path: Path, rows: JsonRows, columns: Sequence[str] = RESULT_COLUMNS) -> None:
    """Write a CSV file in UTF-8 with a byte order mark, which spreadsheet programs need."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out)
        table.writerow(columns)
        table.writerows([escape_formula(cell) for cell in cells(row, columns)] for row in rows)


def escape_formula(cell: CellValue) -> CellValue:
    """Return the cell; text that a spreadsheet may run gets an apostrophe in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def write_xlsx(path: Path, rows: JsonRows, columns: Sequence[str] = RESULT_COLUMNS) -> None:
    """Write an XLSX file row by row; text, document numbers included, stays text."""
    with TemporaryDirectory(dir=path.parent) as scratch:
        options = {"constant_memory": True, "tmpdir": scratch, "strings_to_formulas": False}
        with Workbook(path, options) as book:
            sheet = book.add_worksheet("precheck")
            _write_head(sheet, columns)
            for at, row in enumerate(rows, 1):
                _write_row(sheet, at, cells(row, columns))
            sheet.autofilter(0, 0, sheet.dim_rowmax, len(columns) - 1)


def _write_head(sheet: Worksheet, columns: Sequence[str]) -> None:
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, COLUMN_WIDTHS.get(column, DEFAULT_COLUMN_WIDTH))
    _write_row(sheet, 0, columns)


def _write_row(sheet: Worksheet, at: int, row: Iterable[CellValue]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(at, column, cell[:MAX_CELL_CHARS])
        elif cell is not None:
            sheet.write_number(at, column, cell)
