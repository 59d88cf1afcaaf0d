"""What docs/operations.md says of settings and rules is so."""

import re
from pathlib import Path

from api.settings import ENV_PREFIX, Settings
from precheck.office.policy import Office

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text()
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
