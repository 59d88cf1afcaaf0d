"""Limits that cost least or tell best apart, and the files they are written to."""

import tomllib
from datetime import date

import numpy as np
import pytest

from precheck.models_dir import MODELS
from precheck.office import Costs
from precheck.suite.calibrate import Occasion, rewritten, write_accept_limits, write_measure_limits
from precheck.suite.measure_limit import measure_limits
from precheck.suite.scored import Scored
from tests.suite.made import answer, bad, measure, shot


def shots(blur=(0.5, 0.1), dark=(30.0, 120.0), count=20):
    """Blurred, dark and good shots; the measures' values on their own fault, and elsewhere."""
    own_blur, blur_else = blur
    own_dark, dark_else = dark
    return [
        *(Scored(bad(), answer(False, blur=own_blur, dark=dark_else)) for _ in range(count)),
        *(
            Scored(
                bad(cause="dark", reasons=("dark",)), answer(False, blur=blur_else, dark=own_dark)
            )
            for _ in range(count)
        ),
        *(Scored(shot(), answer(blur=blur_else, dark=dark_else)) for _ in range(count)),
    ]


def test_measures_limits_lie_between():
    found = {choice.code: choice for choice in measure_limits(shots())}
    assert (found["blur"].key, found["blur"].value) == ("at_most", 0.3)
    assert (found["dark"].key, found["dark"].value) == ("at_least", 75.0)
    assert all((c.caught, c.disturbed) == (1.0, 0.0) for c in found.values())


def test_few_examples_give_no_limit():
    assert [choice.code for choice in measure_limits(shots(count=9))] == []
    assert list(measure_limits([])) == []


def test_a_screen_is_hardly_ever_seen_elsewhere():
    rng = np.random.default_rng(0)
    rows = []
    for number in range(800):
        is_screen = number < 100
        told = answer()
        told["measures"] = {"screen": measure(float(rng.normal(2 * is_screen)), at_most=0.5)}
        rows.append(Scored(shot(screen=is_screen), told))
    (choice,) = measure_limits(rows)
    assert choice.disturbed <= 0.005
    assert choice.caught > 0.2


def test_cropping_is_a_rule():
    row = answer(False)
    row["measures"] = {"cropping": measure(0.2, at_most=0.0)}
    rows = [Scored(bad(reasons=("cropping",)), row) for _ in range(30)]
    assert list(measure_limits([*rows, *(Scored(shot(), row) for _ in range(30))])) == []


TOML = '# why\n[blur]\nat_most = 0.3  # old\nsource = "start"\n\n[dark]\nat_most = 1\n'


def test_only_the_keys_of_one_table_change():
    text = rewritten(TOML, "blur", {"at_most": 0.25, "source": "suite"})
    assert text == '# why\n[blur]\nat_most = 0.25\nsource = "suite"\n\n[dark]\nat_most = 1\n'


@pytest.mark.parametrize(("table", "key"), [("glare", "at_most"), ("dark", "source")])
def test_nothing_is_written_where_nothing_stood(table, key):
    with pytest.raises(KeyError):
        rewritten(TOML, table, {key: 1.0})


COSTS = Costs(false_re_photo=1, false_accept=3)
OCCASION = Occasion(name="calibration", costs=COSTS, day=date(2026, 11, 25))


@pytest.fixture
def models(tmp_path):
    for path in [*MODELS.glob("documents/*.toml"), MODELS / "limits.toml"]:
        copy = tmp_path / path.relative_to(MODELS)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return tmp_path


def test_limits_are_written_with_source_and_date(models):
    lines = [
        *write_accept_limits(models, 40, OCCASION),
        *write_measure_limits(models, shots(), OCCASION),
    ]
    document = tomllib.loads((models / "documents" / "kk.toml").read_text())["accept"]
    limits = tomllib.loads((models / "limits.toml").read_text())
    assert document["at_least"] == 0.75
    assert document["source"] == "suite calibration, 40 shots, costs 1 : 3, 2026-11-25"
    assert (limits["blur"]["at_most"], limits["dark"]["at_least"]) == (0.3, 75.0)
    assert "2026-11-25" in limits["blur"]["source"]
    assert len(lines) == 5 + 2


def test_same_input_same_output(models):
    def files():
        list(write_measure_limits(models, shots(), OCCASION))
        return (models / "limits.toml").read_text()

    assert files() == files()
