"""Limits are written into the TOML files with source and date."""

import tomllib
from datetime import date

import pytest

from precheck.office.policy import Costs
from precheck.options import TYPES
from precheck.runtime.models import MODELS
from precheck.suite.calibration.write_limits import (
    Calibration,
    update_toml,
    write_accept_limits,
    write_measure_limits,
)
from tests.suite.made import calibration_shots

TOML = '# why\n[blur]\nat_most = 0.3  # old\nsource = "start"\n\n[dark]\nat_most = 1\n'


@pytest.fixture
def limits_file(tmp_path):
    path = tmp_path / "limits.toml"
    path.write_text(TOML)
    return path


def test_only_the_keys_of_one_table_change(limits_file):
    update_toml(limits_file, "blur", {"at_most": 0.25, "source": "suite"})
    text = limits_file.read_text()
    assert text == '# why\n[blur]\nat_most = 0.25  # old\nsource = "suite"\n\n[dark]\nat_most = 1\n'


@pytest.mark.parametrize(("table", "key"), [("glare", "at_most"), ("dark", "source")])
def test_a_missing_table_or_key_is_an_error(limits_file, table, key):
    with pytest.raises(KeyError):
        update_toml(limits_file, table, {key: 1.0})
    assert limits_file.read_text() == TOML


COSTS = Costs(false_re_photo=1, false_accept=3)
CALIBRATION = Calibration(name="calibration", costs=COSTS, day=date(2026, 11, 25))


@pytest.fixture
def models(tmp_path):
    for path in [*MODELS.glob("documents/*.toml"), MODELS / "limits.toml"]:
        copy = tmp_path / path.relative_to(MODELS)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return tmp_path


def test_limits_are_written_with_source_and_date(models):
    lines = [
        *write_accept_limits(models, 40, CALIBRATION),
        *write_measure_limits(models, calibration_shots(), CALIBRATION),
    ]
    document = tomllib.loads((models / "documents" / "kk.toml").read_text())["accept"]
    limits = tomllib.loads((models / "limits.toml").read_text())
    assert document["at_least"] == 0.75
    assert document["source"] == "suite calibration, 40 shots, costs 1 : 3, 2026-11-25"
    assert (limits["blur"]["at_most"], limits["dark"]["at_least"]) == (0.3, 75.0)
    assert "2026-11-25" in limits["blur"]["source"]
    assert len(lines) == len(TYPES) + 2


def test_same_input_same_output(models):
    def files():
        list(write_measure_limits(models, calibration_shots(), CALIBRATION))
        return (models / "limits.toml").read_text()

    assert files() == files()
