"""The limit of each measure separates its own shots from the others."""

import numpy as np

from precheck.suite.calibration.measure_limits import measure_limits
from precheck.suite.scored_shot import ScoredShot
from tests.suite.made import answer, bad, calibration_shots, measure, shot


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
