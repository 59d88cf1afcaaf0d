"""A workbook comes in parts as it is written, and holds what one that is written at once holds."""

import io
import os
from datetime import datetime
from itertools import repeat
from zipfile import ZipFile

import pytest

from precheck.bulk.results.spreadsheets import DATE_FORMAT, Sheet, write_workbook
from precheck.bulk.results.workbook_stream import SheetRows, workbook_parts
from tests.xlsx import SPACE, by_heading, rows, sheet

MORNING = datetime(2027, 1, 15, 6, 0)  # noqa: DTZ001 - a cell's
PEOPLE = Sheet(name="Foto & <warga>", headings=("Berkas", "Masuk"), widths={"Berkas": 36})
MACHINE = Sheet(name="Mesin", headings=("file", "p_accept", "page"))
CELLS = [
    (("a.jpg", MORNING), ("a.jpg", 0.9, 1)),
    (("=1+1", None), (" <&>\x00 ", None, 2)),
    (("3514012345679001", MORNING), ("x" * 40_000, 1e-9, None)),
]


def book(*sheets):
    return io.BytesIO(b"".join(workbook_parts(sheets)))


@pytest.fixture
def both():
    first, second = zip(*CELLS, strict=True)
    return book(SheetRows(PEOPLE, 3, first), SheetRows(MACHINE, 3, second))


@pytest.mark.parametrize("number", [1, 2])
def test_it_holds_the_same_cells(both, tmp_path, number):
    path = tmp_path / "r.xlsx"
    write_workbook(path, [PEOPLE, MACHINE], CELLS)
    expected = [{at: cell for at, cell in row.items() if cell[1]} for row in rows(path, number)]
    found = rows(both, number)
    assert [sorted(row) for row in found] == [sorted(row) for row in expected]
    for row, wanted in zip(found, expected, strict=True):
        for at, (kind, text) in row.items():
            assert kind == wanted[at][0]
            assert text.replace("\ufffd", "") == wanted[at][1].replace("_x0000_", "") or float(
                text
            ) == float(wanted[at][1])


def test_headings_stay_in_view_and_filters_and_names_hold_all_rows(both):
    for number, last in ((1, "B4"), (2, "C4")):
        root = sheet(both, number)
        assert root.find(".//x:autoFilter", SPACE).get("ref") == f"A1:{last}"
        assert root.find(".//x:pane", SPACE).get("state") == "frozen"
    with ZipFile(both) as opened:
        assert opened.testzip() is None
        assert "$A$1:$C$4<" in opened.read("xl/workbook.xml").decode()
        assert DATE_FORMAT in opened.read("xl/styles.xml").decode()


def test_without_rows_the_headings_remain():
    assert by_heading(book(SheetRows(PEOPLE, 0, []))) == []


def test_the_first_part_comes_before_the_last_row_and_none_is_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    taken = 0

    def counted():
        nonlocal taken
        for row in repeat((os.urandom(20).hex(), MORNING), 20_000):
            taken += 1
            yield row

    parts = workbook_parts([SheetRows(PEOPLE, 20_000, counted())])
    next(parts)
    assert taken < 20_000
    assert list(tmp_path.iterdir()) == []
    list(parts)
    assert taken == 20_000
