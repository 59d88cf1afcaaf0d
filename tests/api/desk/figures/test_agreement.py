"""Agreement of officers with the automatic verdicts."""

from dataclasses import replace

import pytest

from api.desk.figures import agreement, statistics
from api.desk.figures.sums import summed, total
from tests.api.desk.figures.test_statistics import JUDGED, TODAY, WRONG

SURE = replace(JUDGED, p_accept=0.99, sampled=True, weight=50.0)
UNCOUNTED = replace(WRONG, weight=None)


def sums_of(*reviewed):
    return total(summed([], frozenset(), reviewed).values())


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
    result = agreement.agreement(sums_of(*judged))
    assert result.override.value == pytest.approx(override)
    assert result.false_accept.value == false_accept
    assert (result.override.of, result.sampled, result.weightless) == (
        of,
        sampled,
        weightless,
    )
    assert result.override.low <= (override or 0) <= result.override.high


def test_a_large_weight_widens_the_interval():
    even = agreement.agreement(sums_of(*[WRONG] * 51)).override
    uneven = agreement.agreement(sums_of(WRONG, replace(SURE, decision="re-photo"))).override
    assert uneven.low < even.low


def test_the_override_rate_is_grouped():
    days = {TODAY: summed([], frozenset(), [JUDGED, WRONG, replace(SURE, line="akta")])}
    found = {name: agreement.agreement(sums) for name, sums in statistics.by(days, "line").items()}
    assert {name: one.override.value for name, one in found.items()} == {"–": 0.5, "akta": 0.0}


def test_the_calibration_error_is_weighted():
    assert agreement.agreement(sums_of(JUDGED, WRONG)).calibration_error == pytest.approx(0.1)
    assert agreement.agreement(sums_of(SURE)).calibration_error == pytest.approx(0.01)
    assert agreement.agreement(sums_of(UNCOUNTED)).calibration_error is None


def test_what_was_needless_is_a_share_of_the_photos_that_were_sent_back():
    refused = replace(JUDGED, verdict="re-photo", p_accept=0.3, decision="re-photo")
    needless = replace(refused, decision="accept", sampled=True, weight=2.0)
    result = agreement.agreement(sums_of(JUDGED, WRONG, refused, needless)).needless
    assert (result.value, result.of) == (pytest.approx(2 / 3), 2)
