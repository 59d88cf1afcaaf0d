"""What docs/debian.md and the package's settings say is so; `make deb-trial` runs the commands."""

import re
import shutil
import subprocess
import tomllib

import pytest

from api.settings import Settings
from tests.docs.commands import block
from tests.setup.conftest import ROOT

PAGE = (ROOT / "docs" / "debian.md").read_text()
PACKAGE = ROOT / "debian"
SHIPPED = (PACKAGE / "precheck.toml").read_text()
CADDYFILE = (ROOT / "deploy" / "proxy" / "Caddyfile").read_text()
FAULTS = re.findall(r"^\| `([^`]+)`.* \| .* \|$", PAGE.partition("## Five faults")[2], re.MULTILINE)


def test_the_shipped_settings_are_the_defaults_with_a_place_of_their_own():
    shipped = tomllib.loads(SHIPPED)
    assert shipped.pop("data") == "/var/lib/precheck"
    for name, value in shipped.items():
        assert str(Settings.model_fields[name].default) == str(value)


def test_each_shipped_setting_that_waits_is_one():
    waiting = tomllib.loads(re.sub(r"^# (\w+ = )", r"\1", SHIPPED, flags=re.MULTILINE))
    assert len(waiting) > len(tomllib.loads(SHIPPED))
    settings = Settings(**waiting)
    assert settings.proxies == 1
    assert settings.https


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Officers' computers", {"proxies": 1, "https": True}),
        ("WhatsApp", {"channels": "/etc/precheck/channels.toml"}),
    ],
)
def test_the_pages_changes_of_settings_take_effect(tmp_path, heading, expected):
    shutil.copy(PACKAGE / "precheck.toml", tmp_path)
    (line,) = [one for one in block(PAGE, heading).splitlines() if one.startswith("sed ")]
    subprocess.run(line.replace("/etc/precheck", str(tmp_path)), shell=True, check=True)
    changed = tomllib.loads((tmp_path / "precheck.toml").read_text())
    assert changed == tomllib.loads(SHIPPED) | expected


def test_the_variables_of_the_proxy_are_the_caddyfiles():
    named = set(re.findall(r"PRECHECK_[A-Z]+", PAGE))
    assert named
    assert named <= set(re.findall(r"PRECHECK_[A-Z_]+", CADDYFILE))


def test_there_are_five_faults():
    assert len(FAULTS) == 5


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_written_as_the_service_writes_it(fault):
    code = "".join(file.read_text() for file in (ROOT / "api").rglob("*.py"))
    others = {"Connection in use"}  # gunicorn's
    for part in fault.split(" … "):
        assert part.strip(",") in others or part in code
