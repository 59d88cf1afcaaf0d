"""Agreement of officers with the automatic verdicts."""

from dataclasses import replace

import pytest

from api.desk.figures import agreement, statistics
from tests.api.desk.figures.test_statistics import JUDGED, WRONG

SURE = replace(JUDGED, p_accept=0.99, sampled=True, weight=50.0)
UNCOUNTED = replace(WRONG, weight=None)


@pytest.mark.parametrize(
    ("judged", "override", "false_accept", "of", "sampled", "weightless"),
    [
        ([], None, None, 0, 0, 0),
        ([JUDGED, WRONG], 0.5, 1.0, 2, 0, 0),
        ([JUDGED, WRONG, UNCOUNTED], 0.5, 1.0, 2, 0, 1),
        ([JUDGED, WRONG, SURE], 1 / 52, 1.0, 3, 1, 0),
        ([replace(SURE, decision="re-photo"), JUDGED], 50 / 51, 1.0, 2, 1, 0),
    ],
)
def test_decisions_are_weighted_by_inverse_sampling_probability(
    judged, override, false_accept, of, sampled, weightless
):
    result = agreement.agreement(judged)
    assert result.override.value == pytest.approx(override)
    assert result.false_accept.value == false_accept
    assert (result.override.of, result.sampled, result.weightless) == (
        of,
        sampled,
        weightless,
    )
    assert result.override.low <= (override or 0) <= result.override.high


def test_a_large_weight_widens_the_interval():
    even = agreement.share([(JUDGED, 1.0)] * 51, lambda _: True)
    uneven = agreement.share([(JUDGED, 1.0), *[(SURE, 50.0)]], lambda _: True)
    assert uneven.low < even.low


def test_the_override_rate_is_grouped():
    judged = [JUDGED, WRONG, replace(SURE, line="akta")]
    of = agreement.agreement_by(judged, statistics.DIMENSIONS["line"])
    assert [of[name].override.value for name in ("–", "akta", "none")] == [0.5, 0.0, None]


def test_the_calibration_error_is_weighted():
    error = agreement.calibration_error([(JUDGED, 1.0), (WRONG, 1.0)])
    assert error == pytest.approx(0.1)
    assert agreement.calibration_error([(SURE, 5.0)]) == pytest.approx(0.01)
