"""What docs/operations.md says of settings and rules is so."""

import re
from datetime import date
from pathlib import Path

import pytest

from api.channels import configuration
from api.settings import ENV_PREFIX, Settings
from api.submissions import catalogue
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
        if name not in {
            "keys",
            "callback_networks",
            "camera_embedders",
            "workers",
            "batch_workers",
        }:
            assert told == ("none" if default is None else str(default)), name


def test_the_example_of_an_offices_own_rules_is_accepted(tmp_path):
    file = tmp_path / "office.toml"
    file.write_text(re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1])
    office = Office.load(file)
    assert office.settings.mode == "advise"
    assert office.settings.limits["glare"].at_most == 0.03


def test_the_examples_of_a_service_and_of_hours_are_accepted(tmp_path):
    blocks = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    (service,) = (block for block in blocks if block.startswith("# kia.toml"))
    (hours,) = (block for block in blocks if block.startswith("[week]"))
    (tmp_path / "kia.toml").write_text(service)
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "hours.toml").write_text(hours)
    found = catalogue.load(tmp_path)
    variant = found.services["kia"].variants["baru"]
    assert (variant.usual_days, variant.ready_after_days) == (5, 1)
    assert found.hours.spans(date(2027, 3, 9))
    assert not found.hours.spans(date(2027, 3, 10))


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


def test_the_examples_of_the_channels_file_are_accepted(tmp_path, monkeypatch):
    (tmp_path / "token").write_text("secret")
    for name in ("WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN", "WAHA_KEY", "WAHA_HMAC"):
        monkeypatch.setenv(name, "secret")
    cloud, waha = (
        block
        for block in re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
        if ".numbers]]" in block
    )
    file = tmp_path / "channels.toml"
    file.write_text(cloud.replace("/run/secrets/whatsapp-token", f"{tmp_path}/token"))
    whole = configuration.load(file)
    assert whole.number("cloud", "106540352249001").template.name == "kabar_permohonan"
    for name in ("confirm_seconds", "conversation_hours", "private_networks"):
        assert getattr(whole, name) == configuration.Channels.model_fields[name].default
    file.write_text(waha)
    assert configuration.load(file).number("waha", "default")
