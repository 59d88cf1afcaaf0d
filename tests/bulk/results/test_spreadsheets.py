"""A spreadsheet program runs nothing in CSV and XLSX files and keeps every digit."""

import csv
from datetime import datetime
from zipfile import ZipFile

import pytest

from precheck.bulk.results.spreadsheets import (
    DATE_FORMAT,
    Sheet,
    write_csv,
    write_workbook,
    write_xlsx,
)
from precheck.bulk.results.table import RESULT_COLUMNS
from tests.bulk.made import error, row
from tests.xlsx import SPACE, by_heading, rows, sheet

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://x")']
NUMBER = "3514012345679001"


def full():
    one = row()
    one["number"] = {**one["number"], "value": NUMBER}
    return one


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_csv_has_a_row_a_photo(tmp_path):
    path = tmp_path / "r.csv"
    write_csv(path, [full(), row("c.jpg", "re-photo"), error()])
    first, second, third = read_csv(path)
    assert list(first) == list(RESULT_COLUMNS)
    assert (first["file"], first["number.value"], first["p_accept"]) == ("a.jpg", NUMBER, "0.9")
    assert first["number.flags"] == "odd_date"
    assert (second["reasons"], second["number.masked"]) == ("glare", "3514********9001")
    assert (third["error.code"], third["verdict"]) == ("broken_picture", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_runs_nothing(tmp_path, text):
    path = tmp_path / "r.csv"
    write_csv(path, [row(text, reference=text)])
    (cells,) = read_csv(path)
    assert cells["file"] == cells["reference"] == f"'{text}"


def test_xlsx_keeps_numbers_of_documents_as_text(tmp_path):
    path = tmp_path / "r.xlsx"
    write_xlsx(path, [full(), error()])
    assert [text for _, text in rows(path)[0].values()] == list(RESULT_COLUMNS)
    first, second = by_heading(path)
    assert first["number.value"] == ("inlineStr", NUMBER)
    assert first["p_accept"] == (None, "0.9")
    assert first["measures.glare.value"][1] == "0.25"
    assert second["error.code"][1] == "broken_picture"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", [*HOSTILE, "http://x", "x" * 40_000, "\x00\x01<&>\ud83d\ude00"])
def test_xlsx_holds_text_and_no_formula_or_link(tmp_path, text):
    path = tmp_path / "r.xlsx"
    write_xlsx(path, [row(text.encode("utf-16", "surrogatepass").decode("utf-16"))])
    (cells,) = by_heading(path)
    assert cells["file"][0] == "inlineStr"
    with ZipFile(path) as book:
        assert not any("hyperlink" in book.read(name).decode() for name in book.namelist())


def test_a_workbook_has_sheets_with_dates_headings_in_view_and_filters(tmp_path):
    path, morning = tmp_path / "r.xlsx", datetime(2027, 1, 15, 6, 0)  # noqa: DTZ001 - a cell's
    people = Sheet(name="Foto", headings=("Berkas", "Masuk"), widths={"Berkas": 36})
    machine = Sheet(name="Mesin", headings=("file", "p_accept"))
    write_workbook(path, [people, machine], [(("a.jpg", morning), ("a.jpg", 0.9))] * 2)
    assert [row["Masuk"] for row in by_heading(path)] == [(None, "46402.25")] * 2
    assert [row["p_accept"] for row in by_heading(path, 2)] == [(None, "0.9")] * 2
    with ZipFile(path) as book:
        assert DATE_FORMAT in book.read("xl/styles.xml").decode()
    for number in (1, 2):
        root = sheet(path, number)
        assert root.find(".//x:autoFilter", SPACE).get("ref") == "A1:B3"
        assert root.find(".//x:pane", SPACE).get("state") == "frozen"
    width = sheet(path).find(".//x:col", SPACE).get("width")
    assert 36 < float(width) < 37
