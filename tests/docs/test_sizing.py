"""The sizing table of deploy/scaling.md follows from the figures beside it."""

import math
import re
from pathlib import Path

import pytest

TEXT = (Path(__file__).resolve().parents[2] / "deploy" / "scaling.md").read_text()
ROW = re.compile(
    r"^\| ([\d,]+) \| [^|]+ \| ([\d.]+) \| (\d+) \| (\d+) GB \| ([\d.]+) GB \| ([\d.]+) GB \|$",
    re.MULTILINE,
)
SECONDS = float(re.search(r"seconds of one core, here ([\d.]+)\)", TEXT)[1])
PICTURE_MB = float(re.search(r"Pictures have ([\d.]+) MB", TEXT)[1])
SQLITE_KB, POSTGRES_KB = map(
    float, re.search(r"a row of `/check`.*\| ([\d.]+) kB \| ([\d.]+) kB", TEXT).groups()
)


@pytest.mark.parametrize("row", ROW.findall(TEXT), ids=lambda row: row[0])
def test_each_row_is_computed(row):
    photos = int(row[0].replace(",", ""))
    second, cores, memory, rows, pictures = map(float, row[1:])
    busiest = photos * 0.15 / 3600
    assert second == pytest.approx(busiest, rel=0.25)
    assert cores == math.ceil(busiest * SECONDS / 0.7)
    assert memory >= 0.45 * cores
    row_kb = SQLITE_KB if photos < 100_000 else POSTGRES_KB
    assert rows == pytest.approx(photos * 90 * row_kb / 1e6, rel=0.2)
    assert pictures == pytest.approx(photos * 0.05 * 4 * PICTURE_MB * 1.05 / 1e3, rel=0.2)


def test_it_reaches_from_one_office_to_all():
    sizes = [int(row[0].replace(",", "")) for row in ROW.findall(TEXT)]
    assert (len(sizes), max(sizes)) == (4, 3_000_000)
