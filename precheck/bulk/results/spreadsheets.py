"""Tables of results as CSV and XLSX, safe to open in a spreadsheet program."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import SEEK_END, StringIO
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
DATE_FORMAT = "dd-mm-yyyy hh:mm"
WHOLE_SHEET = "A1:XFD1048576"
BYTE_ORDER_MARK = "\ufeff"
PART_CHARS = 64_000

JsonRows = Iterable[Mapping[str, Any]]
Cells = Sequence[CellValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    headings: Sequence[str]
    widths: Mapping[str, int] = field(default_factory=dict)
    """Widths of columns by heading, in characters."""


def write_csv(path: Path, rows: JsonRows, columns: Sequence[str] = RESULT_COLUMNS) -> None:
    """Write the columns of JSON rows as a CSV file."""
    write_text_table(path, columns, (cells(row, columns) for row in rows))


def write_text_table(path: Path, headings: Sequence[str], rows: Iterable[Cells]) -> None:
    """Write a CSV file in UTF-8 with a byte order mark, which spreadsheet programs need."""
    with path.open("wb") as out:
        out.writelines(text_table_parts(headings, rows))


def text_table_parts(headings: Sequence[str], rows: Iterable[Cells]) -> Iterator[bytes]:
    """Yield the bytes of a CSV file, a part for many rows, as they come."""
    out = StringIO(BYTE_ORDER_MARK, newline="")
    out.seek(0, SEEK_END)
    table = csv.writer(out)
    table.writerow(headings)
    for row in rows:
        table.writerow([escape_formula(cell) for cell in row])
        if out.tell() > PART_CHARS:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def escape_formula(cell: CellValue) -> CellValue:
    """Return the cell; text that a spreadsheet may run gets an apostrophe in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def write_xlsx(path: Path, rows: JsonRows, columns: Sequence[str] = RESULT_COLUMNS) -> None:
    """Write the columns of JSON rows as an XLSX file of one sheet."""
    sheet = Sheet(name="precheck", headings=columns, widths=COLUMN_WIDTHS)
    write_workbook(path, [sheet], ([cells(row, columns)] for row in rows))


def write_workbook(path: Path, sheets: Sequence[Sheet], rows: Iterable[Sequence[Cells]]) -> None:
    """Write an XLSX file row by row; text, document numbers included, stays text.

    rows: for each row its cells on every sheet. A datetime without time zone becomes a date cell.
    """
    with TemporaryDirectory(dir=path.parent) as scratch:
        options = {
            "constant_memory": True,
            "tmpdir": scratch,
            "strings_to_formulas": False,
            "default_date_format": DATE_FORMAT,
        }
        with Workbook(path, options) as book:
            written = [_begin(book, sheet) for sheet in sheets]
            for at, row in enumerate(rows, 1):
                for sheet, sheet_cells in zip(written, row, strict=True):
                    _write_row(sheet, at, sheet_cells)
            for sheet, given in zip(written, sheets, strict=True):
                sheet.autofilter(0, 0, sheet.dim_rowmax, len(given.headings) - 1)


def _begin(book: Workbook, given: Sheet) -> Worksheet:
    """Add a sheet with its headings, which stay in view together with the first column."""
    sheet = book.add_worksheet(given.name)
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": WHOLE_SHEET})
    for at, heading in enumerate(given.headings):
        sheet.set_column(at, at, given.widths.get(heading, DEFAULT_COLUMN_WIDTH))
    _write_row(sheet, 0, given.headings)
    return sheet


def _write_row(sheet: Worksheet, at: int, row: Iterable[CellValue]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(at, column, cell[:MAX_CELL_CHARS])
        elif isinstance(cell, datetime):
            sheet.write_datetime(at, column, cell)
        elif cell is not None:
            sheet.write_number(at, column, cell)
