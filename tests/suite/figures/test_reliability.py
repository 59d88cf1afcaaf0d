"""Expected calibration error."""

import pytest

from precheck.suite.figures.reliability import calibration_error, reliability_bins


@pytest.mark.parametrize(
    ("predicted", "good", "error"),
    [
        ([], [], None),
        ([1.0, 0.0], [True, False], 0.0),
        ([1.0, 1.0], [True, False], 0.5),
        ([0.82, 0.88, 0.85, 0.85], [True, True, True, False], 0.10),
        ([0.95, 0.05], [False, False], 0.5),
    ],
)
def test_calibration_error(predicted, good, error):
    assert calibration_error(reliability_bins(predicted, good)) == pytest.approx(error)
