"""What docs/operations.md says of settings and rules is so."""

import re
from pathlib import Path

import pytest

from api.settings import ENV_PREFIX, Settings
from precheck.office.policy import Office

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "operations.md").read_text()
ROW = re.compile(r"^\| `(\w+)` \| `(\w+)` \| `?([^|`]+)`? \|", re.MULTILINE)


def test_the_table_holds_every_setting_with_its_default():
    rows = {name: (variable, default.strip()) for variable, name, default in ROW.findall(TEXT)}
    assert rows.keys() == Settings.model_fields.keys()
    for name, (variable, told) in rows.items():
        assert variable == ("PRECHECK_POLICY" if name == "policy" else ENV_PREFIX + name.upper())
        default = Settings.model_fields[name].default
        if name not in {"keys", "workers", "batch_workers"}:
            assert told == ("none" if default is None else str(default)), name


def test_the_example_of_an_offices_own_rules_is_accepted(tmp_path):
    file = tmp_path / "office.toml"
    file.write_text(re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1])
    office = Office.load(file)
    assert office.settings.mode == "advise"
    assert office.settings.limits["glare"].at_most == 0.03


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
