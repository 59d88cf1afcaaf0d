"""XLSX workbooks in parts, as they are written: the first part comes at once, nothing on the disk.

XlsxWriter builds a workbook in files and hands it over when it is complete; one of 50,000 photos
takes a minute, and its numbers would lie on the disk in the clear. Here it writes the workbook with
headings alone, and the rows are put in on the way out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import RawIOBase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.utility import xl_col_to_name

from precheck.bulk.results.spreadsheets import MAX_CELL_CHARS, Cells, Sheet, write_workbook
from precheck.bulk.results.table import CellValue

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PART_BYTES = 64_000
MAX_ROWS = 1_048_575
"""Of a sheet, without its heading: limit of Excel."""
EPOCH, DAY_SECONDS = datetime(1899, 12, 30), 86400  # noqa: DTZ001 - of spreadsheets
SAMPLE_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - cells know no time zone
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""
SHEET_NAME = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
SAMPLE = re.compile(r'<row r="2".*?</row>')
DATE_STYLE = re.compile(r' s="(\d+)"')
RANGE_END = re.compile(r'(<(?:autoFilter|dimension) ref="A1:[A-Z]+)\d+')


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A sheet with its rows."""

    sheet: Sheet
    count: int
    """How many rows there are at most; beyond MAX_ROWS none is written."""
    rows: Iterable[Cells]
    """Taken when the sheet's turn comes."""


def workbook_parts(sheets: Sequence[SheetRows]) -> Iterator[bytes]:
    """Yield the bytes of a workbook; text, document numbers included, stays text.

    A datetime without time zone becomes a date cell.
    """
    out = _Outgoing()
    with ZipFile(out, "w", ZIP_DEFLATED) as book:
        for name, text in _headings_alone([one.sheet for one in sheets]).items():
            at = SHEET_NAME.fullmatch(name)
            if at is None:
                book.writestr(name, _with_ranges(text, sheets))
                continue
            with book.open(name, "w", force_zip64=True) as file:
                for part in _filled(text, sheets[int(at[1]) - 1]):
                    file.write(part.encode())
                    yield from out.taken(PART_BYTES)
    yield from out.taken(1)


def _headings_alone(sheets: Sequence[Sheet]) -> dict[str, str]:
    """Return the files of a workbook by name; each sheet holds its headings and a sample row."""
    sample = [(SAMPLE_DAY, *[None] * (len(sheet.headings) - 1)) for sheet in sheets]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "headings"
        write_workbook(path, sheets, [sample])
        with ZipFile(path) as book:
            return {name: book.read(name).decode() for name in book.namelist()}


class _Outgoing(RawIOBase):
    """A file that cannot be rewound: what is written waits to be taken."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        self._waiting += memoryview(data)
        return memoryview(data).nbytes

    def taken(self, least: int) -> Iterator[bytes]:
        """Yield what waits if it is at least so many bytes."""
        if len(self._waiting) >= least:
            yield bytes(self._waiting)
            self._waiting.clear()


def _with_ranges(text: str, sheets: Sequence[SheetRows]) -> str:
    """Return a file of the workbook with the ranges of the sheets' filters, which hold all rows."""
    for one in sheets:
        last = f"${xl_col_to_name(len(one.sheet.headings) - 1)}$"
        there = f"!$A$1:{last}2<"
        text = text.replace(there, f"!$A$1:{last}{_last(one)}<", 1)
    return text


def _last(one: SheetRows) -> int:
    return min(one.count, MAX_ROWS) + 1


def _filled(text: str, one: SheetRows) -> Iterator[str]:
    """Yield the XML of a sheet with its rows in place of the sample."""
    sample = SAMPLE.search(text)
    assert sample is not None
    style = DATE_STYLE.search(sample[0])
    assert style is not None
    yield RANGE_END.sub(rf"\g<1>{_last(one)}", text[: sample.start()])
    names = [xl_col_to_name(at) for at in range(len(one.sheet.headings))]
    for at, row in enumerate(one.rows, 2):
        if at > MAX_ROWS + 1:
            break
        yield _row(at, names, row, style[1])
    yield RANGE_END.sub(rf"\g<1>{_last(one)}", text[sample.end() :])


def _row(at: int, names: Sequence[str], row: Iterable[CellValue], date_style: str) -> str:
    written = (
        _cell(f"{name}{at}", cell, date_style)
        for name, cell in zip(names, row, strict=True)
        if cell is not None
    )
    return f'<row r="{at}">{"".join(written)}</row>'


def _cell(place: str, cell: str | float | datetime, date_style: str) -> str:
    if isinstance(cell, str):
        text = escape(ILLEGAL.sub("\ufffd", cell[:MAX_CELL_CHARS]))
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(cell, datetime):
        days = (cell - EPOCH).total_seconds() / DAY_SECONDS
        return f'<c r="{place}" s="{date_style}"><v>{days:.16g}</v></c>'
    return f'<c r="{place}"><v>{cell:.16g}</v></c>'
