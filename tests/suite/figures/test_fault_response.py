"""Response of each measure to the strength of its fault."""

import pytest

from precheck.decision.verdict import Code
from precheck.suite.figures.all_figures import all_figures
from precheck.suite.figures.fault_response import MEASURE_OF_FAULT, response_points
from precheck.suite.scored_shot import ScoredShot
from tests.suite.made import answer, shot, single


def test_correlation_of_measure_and_strength():
    rising = [single("defocus", s, blur=0.1 * s) for s in (1, 2, 3, 4)]
    falling = [single("dark", s, dark=90 - s) for s in (1, 2, 3, 4)]
    wrong_way = [single("motion", s, blur=1 - 0.1 * s) for s in (1, 2, 3)]
    found = all_figures([*rising, *falling, *wrong_way])
    assert found["follows_defocus"].value == pytest.approx(1)
    assert found["follows_dark"].value == pytest.approx(1)
    assert found["follows_motion"].value == pytest.approx(-1)
    assert found["follows_least"].value == pytest.approx(-1)
    assert found["follows_glare"].value is None


def test_only_measured_single_faults_count():
    both = shot(faults=({"cause": "defocus", "strength": 1}, {"cause": "dark", "strength": 1}))
    rows = [ScoredShot(both, answer()), single("defocus", 2, blur=None), single("defocus", 3)]
    assert [point.strength for point in response_points(rows, "defocus")] == [3]


@pytest.mark.parametrize(
    ("unit", "text_px", "strength"),
    [("px", 12.0, 0.25), ("px", None, 3.0), ("stops", 12.0, 3.0), ("", 12.0, 3.0)],
)
def test_a_strength_in_pixels_is_converted_to_text_heights(unit, text_px, strength):
    fault = {"cause": "defocus", "strength": 3.0, "unit": unit}
    row = ScoredShot(shot(faults=(fault,), text_px=text_px), answer(blur=0.1))
    assert [point.strength for point in response_points([row], "defocus")] == [strength]


def test_the_strength_of_a_hiding_fault_is_the_lost_share():
    rows = [
        single("finger", 9, must_read_lost=0.25, lost=0.1),
        single("finger", 9, must_read_lost=0, lost=0.5, type="other"),
    ]
    for row in rows:
        row.answer["measures"]["occlusion"] = row.answer["measures"]["blur"]
    assert [point.strength for point in response_points(rows, "finger")] == [0.25, 0.5]


def test_measures_of_faults_are_reason_codes():
    assert set(MEASURE_OF_FAULT.values()) <= {str(code) for code in Code}
