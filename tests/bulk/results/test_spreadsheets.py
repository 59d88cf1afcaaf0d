"""A spreadsheet program runs nothing in CSV and XLSX files and keeps every digit."""

import csv
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from precheck.bulk.results.spreadsheets import write_csv, write_xlsx
from precheck.bulk.results.table import RESULT_COLUMNS
from tests.bulk.made import error, row

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://x")']
NUMBER = "3514012345679001"


def full():
    one = row()
    one["number"] = {**one["number"], "value": NUMBER}
    return one


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def read_xlsx(path):
    """Return the cells of the sheet as (type, text) by column."""
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with ZipFile(path) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert sheet.find(".//x:f", space) is None
    return [
        {
            _column(cell.get("r")): (cell.get("t"), "".join(cell.itertext()))
            for cell in one.findall("x:c", space)
        }
        for one in sheet.findall(".//x:row", space)
    ]


def _column(place):
    at = 0
    for letter in place.rstrip("0123456789"):
        at = 26 * at + ord(letter) - 64
    return RESULT_COLUMNS[at - 1]


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
    head, first, second = read_xlsx(path)
    assert [text for _, text in head.values()] == list(RESULT_COLUMNS)
    assert first["number.value"] == ("inlineStr", NUMBER)
    assert first["p_accept"] == (None, "0.9")
    assert first["measures.glare.value"][1] == "0.25"
    assert second["error.code"][1] == "broken_picture"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", [*HOSTILE, "http://x", "x" * 40_000, "\x00\x01<&>\ud83d\ude00"])
def test_xlsx_holds_text_and_no_formula_or_link(tmp_path, text):
    path = tmp_path / "r.xlsx"
    write_xlsx(path, [row(text.encode("utf-16", "surrogatepass").decode("utf-16"))])
    _, cells = read_xlsx(path)
    assert cells["file"][0] == "inlineStr"
    with ZipFile(path) as book:
        assert not any("hyperlink" in book.read(name).decode() for name in book.namelist())
