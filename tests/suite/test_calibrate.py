"""Limits that cost least or tell best apart, and the files they are written to."""

import tomllib
from datetime import date

import numpy as np
import pytest

from precheck.models_dir import MODELS
from precheck.suite.accept_limit import ENOUGH, Costs, accept_limits, cheapest, chosen
from precheck.suite.calibrate import Occasion, rewritten, write_accept_limits, write_measure_limits
from precheck.suite.held import Held
from precheck.suite.measure_limit import measure_limits, rounded
from precheck.suite.scored import Scored
from tests.suite.made import answer, bad, measure, shot


def held(good, spoiled, type_="kk"):
    return [
        *(Held(type_, good=True, p_accept=p) for p in good),
        *(Held(type_, good=False, p_accept=p) for p in spoiled),
    ]


def calibrated(count=4000):
    """Shots whose probabilities are what they say."""
    rng = np.random.default_rng(2)
    told = rng.random(count)
    return [
        Held("kk", good=bool(g), p_accept=float(p))
        for p, g in zip(told, rng.random(count) < told, strict=True)
    ]


@pytest.mark.parametrize(
    ("good", "spoiled", "limit"),
    [
        ([0.9, 0.8], [0.2, 0.1], 0.5),
        ([0.9, 0.6, 0.6], [0.8], 0.3),
        ([0.9], [0.8, 0.7, 0.3], 0.85),
    ],
)
def test_the_cheapest_limit(good, spoiled, limit):
    assert cheapest(held(good, spoiled), Costs()) == pytest.approx(limit, abs=0.01)


@pytest.mark.parametrize(
    ("costs", "limit"), [(Costs(), 0.5), (Costs(false_accept=3), 0.75), (Costs(3.0, 1.0), 0.25)]
)
def test_costs_move_the_limit_as_bayes_says(costs, limit):
    assert cheapest(calibrated(), costs) == pytest.approx(limit, abs=0.06)


@pytest.mark.parametrize(
    ("costs", "limit"), [(Costs(), 0.5), (Costs(false_accept=3), 0.75), (Costs(3.0, 1.0), 0.25)]
)
def test_probabilities_that_mean_what_they_say_have_the_limit_of_the_costs(costs, limit):
    assert cheapest(calibrated(), costs) != limit
    assert chosen(calibrated(), costs) == limit


@pytest.mark.parametrize(
    ("good", "spoiled", "limit"),
    [
        pytest.param(20, 20, 0.8, id="all unreadable ones told 0.7"),
        pytest.param(20, 4, 0.5, id="too few of them to be sure"),
        pytest.param(0, 4, 0.5, id="none acceptable"),
    ],
)
def test_probabilities_that_are_surely_off_have_a_limit_of_their_own(good, spoiled, limit):
    assert chosen(held([0.9] * good, [0.7] * spoiled), Costs()) == pytest.approx(limit, abs=0.01)


def test_types_of_few_shots_share_a_limit():
    many = held([0.9] * ENOUGH, [0.7] * ENOUGH, "ktp")
    few = held([0.3] * 5, [0.1] * 5, "kk")
    limits = accept_limits([*many, *few], ("ktp", "kk"), Costs())
    assert limits["ktp"] == pytest.approx(0.8, abs=0.01)
    assert limits["kk"] == pytest.approx(0.8, abs=0.01)


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


@pytest.mark.parametrize(
    ("value", "told"), [(0.0, 0.0), (0.123456, 0.123), (1234.5, 1230.0), (-0.00098765, -0.000988)]
)
def test_rounded_to_three_digits(value, told):
    assert rounded(value) == pytest.approx(told)


TOML = '# why\n[blur]\nat_most = 0.3  # old\nsource = "start"\n\n[dark]\nat_most = 1\n'


def test_only_the_keys_of_one_table_change():
    text = rewritten(TOML, "blur", {"at_most": 0.25, "source": "suite"})
    assert text == '# why\n[blur]\nat_most = 0.25\nsource = "suite"\n\n[dark]\nat_most = 1\n'


@pytest.mark.parametrize(("table", "key"), [("glare", "at_most"), ("dark", "source")])
def test_nothing_is_written_where_nothing_stood(table, key):
    with pytest.raises(KeyError):
        rewritten(TOML, table, {key: 1.0})


OCCASION = Occasion(name="calibration", costs=Costs(), day=date(2026, 11, 25))


@pytest.fixture
def models(tmp_path):
    for path in [*MODELS.glob("documents/*.toml"), MODELS / "limits.toml"]:
        copy = tmp_path / path.relative_to(MODELS)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return tmp_path


def test_limits_are_written_with_source_and_date(models):
    lines = [
        *write_accept_limits(models, held([0.9] * 20, [0.5] * 20), OCCASION),
        *write_measure_limits(models, shots(), OCCASION),
    ]
    document = tomllib.loads((models / "documents" / "kk.toml").read_text())["accept"]
    limits = tomllib.loads((models / "limits.toml").read_text())
    assert document["at_least"] == pytest.approx(0.7, abs=0.01)
    assert document["source"] == "suite calibration, 40 shots, costs 1 : 1, 2026-11-25"
    assert (limits["blur"]["at_most"], limits["dark"]["at_least"]) == (0.3, 75.0)
    assert "2026-11-25" in limits["blur"]["source"]
    assert len(lines) == 5 + 2


def test_same_input_same_output(models):
    def files():
        list(write_measure_limits(models, shots(), OCCASION))
        return (models / "limits.toml").read_text()

    assert files() == files()
