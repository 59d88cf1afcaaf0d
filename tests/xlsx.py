"""Reads the sheets of XLSX files."""

from xml.etree import ElementTree as ET
from zipfile import ZipFile

SPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheet(path, number=1):
    """Return the XML of a sheet. path: a path or a file."""
    with ZipFile(path) as book:
        return ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))


def rows(path, number=1):
    """Return the rows of a sheet without formulas: (type, text) by column, from 1."""
    root = sheet(path, number)
    assert root.find(".//x:f", SPACE) is None
    return [
        {
            _column(cell.get("r")): (cell.get("t"), "".join(cell.itertext()))
            for cell in one.findall("x:c", SPACE)
        }
        for one in root.findall(".//x:row", SPACE)
    ]


def by_heading(path, number=1):
    """Return the rows below the first as (type, text) by heading."""
    head, *others = rows(path, number)
    return [{head[at][1]: cell for at, cell in row.items()} for row in others]


def _column(place):
    at = 0
    for letter in place.rstrip("0123456789"):
        at = 26 * at + ord(letter) - 64
    return at
