"""Limits are chosen on labelled shots and written into the TOML files with source and date."""

import tomllib
from datetime import date

import numpy as np
import pytest

from precheck.office.policy import Costs
from precheck.options import TYPES
from precheck.runtime.models import MODELS
from precheck.suite.calibration.limits import (
    Calibration,
    measure_limits,
    update_toml,
    write_accept_limits,
    write_measure_limits,
)
from precheck.suite.scored_shot import ScoredShot
from tests.suite.made import answer, bad, calibration_shots, measure, shot

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


def test_the_limit_lies_between_the_two_kinds():
    found = {chosen.code: chosen for chosen in measure_limits(calibration_shots())}
    assert (found["blur"].key, found["blur"].value) == ("at_most", 0.3)
    assert (found["dark"].key, found["dark"].value) == ("at_least", 75.0)
    assert all((c.hit_rate, c.false_alarm_rate) == (1.0, 0.0) for c in found.values())


def test_few_examples_give_no_limit():
    assert [chosen.code for chosen in measure_limits(calibration_shots(count=9))] == []
    assert list(measure_limits([])) == []


def test_screen_has_few_false_alarms():
    rng = np.random.default_rng(0)
    rows = []
    for number in range(800):
        is_screen = number < 100
        row = answer()
        row["measures"] = {"screen": measure(float(rng.normal(2 * is_screen)), at_most=0.5)}
        rows.append(ScoredShot(shot(screen=is_screen), row))
    (chosen,) = measure_limits(rows)
    assert chosen.false_alarm_rate <= 0.005
    assert chosen.hit_rate > 0.2


def test_cropping_is_not_calibrated():
    row = answer(False)
    row["measures"] = {"cropping": measure(0.2, at_most=0.0)}
    rows = [ScoredShot(bad(reasons=("cropping",)), row) for _ in range(30)]
    assert list(measure_limits([*rows, *(ScoredShot(shot(), row) for _ in range(30))])) == []
