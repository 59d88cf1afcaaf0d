"""Ranks, ROC, AUC, Spearman's correlation and reliability."""

import math

import numpy as np
import pytest

from precheck.suite.figures.score_statistics import (
    auc,
    calibration_error,
    mid_ranks,
    reliability_bins,
    roc,
    spearman,
)


def test_ties_share_the_mean_rank():
    assert mid_ranks([3.0, 1.0, 3.0, 2.0]).tolist() == [3.5, 1.0, 3.5, 2.0]


@pytest.mark.parametrize(
    ("good", "bad", "area"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1, 0.2], [0.9, 0.8], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.9, 0.3], [0.5, 0.1], 0.75),
        ([], [0.5], None),
    ],
)
def test_auc(good, bad, area):
    assert auc(good, bad) == area


def test_auc_is_the_area_under_roc():
    rng = np.random.default_rng(3)
    good, bad = rng.normal(1, 1, 80).round(1).tolist(), rng.normal(0, 1, 60).round(1).tolist()
    points = np.array(roc(good, bad))
    assert points[0].tolist() == [0, 0]
    assert points[-1].tolist() == [1, 1]
    assert np.trapezoid(points[:, 1], points[:, 0]) == pytest.approx(auc(good, bad))


@pytest.mark.parametrize(
    ("one", "other", "rho"),
    [
        ([1, 2, 3], [10, 20, 900], 1.0),
        ([1, 2, 3], [3, 2, 1], -1.0),
        ([1, 2, 3, 4], [1, 3, 2, 4], 0.8),
        ([1, 1, 2], [5, 5, 6], 1.0),
        ([1, 1, 1], [1, 2, 3], None),
        ([], [], None),
    ],
)
def test_spearman(one, other, rho):
    found = spearman(one, other)
    assert found is None if rho is None else math.isclose(found, rho)


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
