"""Confidence intervals, against published values."""

import pytest

from precheck.suite.figures.figure import Rate


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (0, 0, 0, 1),
        (0, 10, 0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1),
        (20, 1000, 0.0130, 0.0307),
    ],
)
def test_wilson(hits, of, low, high):
    assert Rate(hits, of).interval == pytest.approx((low, high), abs=5e-5)


def test_a_rate_of_nothing_has_no_share():
    assert Rate.over([]).share is None
    assert Rate.over([True, False, False, False]).share == 0.25
