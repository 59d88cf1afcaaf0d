"""The table of members: every NIK, and whether these are all."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from precheck.members import read_members
from precheck.number.members import read_table
from precheck.office.documents import document_types
from precheck.office.policy import Office
from tests.drawn import BOLD, SANS, page
from tests.number.effects import TODAY

FAMILY = ("3514120506809002", "3514125206829003", "3514120701059004", "3574024303089005")
NAMES = ("BUDI SANTOSO", "SITI AMINAH", "AGUS SANTOSO", "DEWI SANTOSO")
PHOTOS = Path(__file__).parents[1] / "fixtures" / "photos"
LAYOUT = document_types()["kk"].printed.table
FIRST, PITCH = 0.3, 0.0198
"""Baseline of the first row and distance of rows, in shares of the page."""


def table(niks=FAMILY, *, over=None, pitch=PITCH, rows=6):
    """Draw a table of members with dashes in the rows that are empty."""
    lines = [
        ("Nama Lengkap", 0.09, FIRST - 2 * PITCH, 9, BOLD),
        ("NIK", 0.29, FIRST - 2 * PITCH, 9, BOLD),
    ]
    for row in range(rows):
        y = FIRST + row * pitch
        member = row < len(niks)
        lines += [
            (str(row + 1), 0.03, y, 9, SANS),
            (NAMES[row % 4] if member else "-", 0.05, y, 9, SANS),
            (niks[row] if member else "-", 0.25, y, 9, SANS),
            ("PEREMPUAN" if member else "-", 0.38, y, 9, SANS),
        ]
    return page("kk", lines, over).flat


def blank(row, x0, x1):
    """Erase what a row has between two columns, in shares of the page."""

    def erase(pixels):
        height, width = pixels.shape[:2]
        base = int((FIRST + row * PITCH) * height)
        out = pixels.copy()
        out[base - 13 : base + 4, int(x0 * width) : int(x1 * width)] = 239
        return out

    return erase


def smudged(row, digits):
    """Erase digits of a row's NIK."""
    return blank(row, 0.25 + 0.0047 * digits.start, 0.25 + 0.0047 * digits.stop)


NIK, NAME_AND_NIK = (0.24, 0.37), (0.045, 0.37)
GAP = (FAMILY[0], *FAMILY[2:])


@pytest.mark.parametrize(
    ("drawn", "read", "complete"),
    [
        pytest.param(table(), FAMILY, True, id="four"),
        pytest.param(table(FAMILY[:1]), FAMILY[:1], True, id="one"),
        pytest.param(table(FAMILY, rows=4), FAMILY, True, id="no empty rows"),
        pytest.param(table(over=blank(3, *NIK)), FAMILY[:3], False, id="last without its NIK"),
        pytest.param(
            table(over=blank(3, *NAME_AND_NIK)), FAMILY[:3], False, id="last with its sex alone"
        ),
        pytest.param(table(over=blank(0, *NIK)), FAMILY[1:], False, id="first without its NIK"),
        pytest.param(table(over=blank(1, *NIK)), GAP, False, id="second without its NIK"),
        pytest.param(table(over=blank(1, 0, 1)), GAP, False, id="a gap between rows"),
        pytest.param(table(over=smudged(3, range(6, 9))), FAMILY[:3], False, id="digits gone"),
        pytest.param(table((*FAMILY[:3], "3514120506809")), FAMILY[:3], False, id="too short"),
        pytest.param(table((*FAMILY[:3], "3514123013809004")), FAMILY[:3], False, id="no date"),
        pytest.param(table(pitch=2.5 * PITCH), FAMILY, False, id="rows farther apart"),
    ],
)
def test_the_niks_of_a_table_and_whether_they_are_all(drawn, read, complete):
    found = read_table(drawn, LAYOUT, TODAY)
    assert found.complete == complete
    assert {nik for row in found.readings for nik in row} == set(read)


def test_a_page_without_a_nik_has_no_members():
    assert read_table(np.full((990, 1400, 3), 238, np.uint8), LAYOUT, TODAY) is None
    assert read_table(table(()), LAYOUT, TODAY) is None


@pytest.mark.parametrize(("name", "rows"), [("00002", 3), ("00007", None)], ids=["a KK", "a KTP"])
def test_only_the_table_of_a_kk_is_read(name, rows):
    members = read_members((PHOTOS / f"{name}.jpg").read_bytes(), 1, Office.load())
    assert (members and len(members.readings)) == rows
    assert members is None or members.complete


def test_an_illegible_table_is_not_read():
    picture = cv2.imdecode(np.frombuffer((PHOTOS / "00002.jpg").read_bytes(), np.uint8), 1)
    _, soft = cv2.imencode(".jpg", cv2.GaussianBlur(picture, (0, 0), 4))
    assert read_members(soft.tobytes(), 1, Office.load()) is None


def test_a_page_of_a_file_is_read(tmp_path):
    ktp, kk = (cv2.imread(str(PHOTOS / f"{name}.jpg")) for name in ("00007", "00002"))
    file = tmp_path / "pages.tif"
    cv2.imwritemulti(str(file), [ktp, kk])
    pages = [read_members(file.read_bytes(), page, Office.load()) for page in (1, 2)]
    assert [page and len(page.readings) for page in pages] == [None, 3]
