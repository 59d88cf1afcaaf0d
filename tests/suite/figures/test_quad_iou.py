"""Intersection over union of quadrilaterals."""

import pytest

from precheck.suite.figures.quad_iou import quad_iou

SQUARE = ((0, 0), (10, 0), (10, 10), (0, 10))
OVERLAPS = {
    "same": (SQUARE, 1.0),
    "reversed": (SQUARE[::-1], 1.0),
    "other start": (SQUARE[2:] + SQUARE[:2], 1.0),
    "half": (((5, 0), (15, 0), (15, 10), (5, 10)), 1 / 3),
    "apart": (((20, 0), (30, 0), (30, 10), (20, 10)), 0.0),
    "touching": (((10, 0), (20, 0), (20, 10), (10, 10)), 0.0),
    "inside": (((2, 2), (8, 2), (8, 8), (2, 8)), 0.36),
    "diamond": (((5, -2), (12, 5), (5, 12), (-2, 5)), 82 / 116),
    "bow": (((0, 0), (10, 10), (10, 0), (0, 10)), 0.0),
    "none": (((0, 0),) * 4, 0.0),
}


@pytest.mark.parametrize(("other", "iou"), OVERLAPS.values(), ids=OVERLAPS)
def test_quad_iou(other, iou):
    assert quad_iou(SQUARE, other) == pytest.approx(iou)
    assert quad_iou(other, SQUARE) == pytest.approx(iou)
