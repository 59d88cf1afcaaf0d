"""Each bound and fault in docs/robustness.md names tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "robustness.md").read_text()
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
TABLES = {
    heading: [
        line
        for line in TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0].splitlines()
        if line.startswith("|")
    ][2:]
    for heading in ("Bounds on input", "When something fails")
}


@pytest.mark.parametrize(
    "row", [row for rows in TABLES.values() for row in rows], ids=lambda row: row.split("|")[1]
)
def test_each_bound_and_fault_names_tests_that_exist(row):
    named = NAMED_TEST.findall(row)
    assert named
    for file, name in named:
        assert f"\ndef {name}(" in (ROOT / file).read_text()


def test_both_tables_have_rows():
    assert all(len(rows) > 10 for rows in TABLES.values())
