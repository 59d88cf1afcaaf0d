"""Intervals, tests, ranks and overlaps, against values worked out elsewhere."""

import math

import numpy as np
import pytest

from precheck.suite.polygons import iou
from precheck.suite.ranks import auc, ranks, roc, spearman
from precheck.suite.rates import Rate, mcnemar
from precheck.suite.reliability import bins, calibration_error


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


@pytest.mark.parametrize(
    ("before", "now", "p"),
    [(0, 0, 1.0), (0, 5, 0.0625), (0, 6, 0.03125), (1, 9, 0.021484), (5, 5, 1.0), (9, 1, 0.021484)],
)
def test_mcnemar(before, now, p):
    assert mcnemar(before, now) == pytest.approx(p, abs=1e-6)


def test_ranks_share_ties():
    assert ranks([3.0, 1.0, 3.0, 2.0]).tolist() == [3.5, 1.0, 3.5, 2.0]


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
    ("told", "good", "error"),
    [
        ([], [], None),
        ([1.0, 0.0], [True, False], 0.0),
        ([1.0, 1.0], [True, False], 0.5),
        ([0.82, 0.88, 0.85, 0.85], [True, True, True, False], 0.10),
        ([0.95, 0.05], [False, False], 0.5),
    ],
)
def test_calibration_error(told, good, error):
    assert calibration_error(bins(told, good)) == pytest.approx(error)


SQUARE = ((0, 0), (10, 0), (10, 10), (0, 10))


@pytest.mark.parametrize(
    ("other", "share"),
    [
        (SQUARE, 1.0),
        (SQUARE[::-1], 1.0),
        (SQUARE[2:] + SQUARE[:2], 1.0),
        (((5, 0), (15, 0), (15, 10), (5, 10)), 1 / 3),
        (((20, 0), (30, 0), (30, 10), (20, 10)), 0.0),
        (((10, 0), (20, 0), (20, 10), (10, 10)), 0.0),
        (((2, 2), (8, 2), (8, 8), (2, 8)), 0.36),
        (((5, -2), (12, 5), (5, 12), (-2, 5)), 82 / 116),
        (((0, 0), (10, 10), (10, 0), (0, 10)), 0.0),
        (((0, 0),) * 4, 0.0),
    ],
    ids=[
        "same",
        "reversed",
        "other start",
        "half",
        "apart",
        "touching",
        "inside",
        "diamond",
        "bow",
        "none",
    ],
)
def test_iou(other, share):
    assert iou(SQUARE, other) == pytest.approx(share)
    assert iou(other, SQUARE) == pytest.approx(share)
