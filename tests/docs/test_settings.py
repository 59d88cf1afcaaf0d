"""What docs/settings.md says of settings, rules, services and hours is so."""

import re
from datetime import date
from pathlib import Path

from api.settings import ENV_PREFIX, Settings
from api.submissions import catalogue
from precheck.office.policy import Office

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "settings.md").read_text()
ROW = re.compile(r"^\| `(\w+)` \| `?([^|`]+)`? \|", re.MULTILINE)


def test_the_table_holds_every_setting_with_its_default():
    rows = {name: default.strip() for name, default in ROW.findall(TEXT)}
    assert rows.keys() == Settings.model_fields.keys()
    for name, written in rows.items():
        default = Settings.model_fields[name].default
        if name not in {
            "keys",
            "callback_networks",
            "camera_embedders",
            "workers",
            "batch_workers",
        }:
            assert written == ("none" if default is None else str(default)), name


def test_the_policys_variable_alone_has_a_name_of_its_own():
    assert f"is `{ENV_PREFIX}` and its name in capitals" in TEXT
    assert "`policy` alone is\n`PRECHECK_POLICY`" in TEXT
    assert {n for n, field in Settings.model_fields.items() if field.validation_alias} == {"policy"}


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
