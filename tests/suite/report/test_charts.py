"""Charts are well-formed SVG and show what they are given."""

from xml.etree import ElementTree as ET

import pytest

from precheck.suite.figures.score_statistics import reliability_bins
from precheck.suite.report.charts import (
    histogram_chart,
    reliability_chart,
    roc_chart,
    scatter_chart,
)


def count(svg, tag):
    return len(ET.fromstring(svg).findall(f".//{tag}"))


def test_one_dot_a_bin():
    bins = reliability_bins([0.1, 0.15, 0.9], [False, True, True])
    assert count(reliability_chart(bins), "circle") == 2


def test_one_dot_a_point():
    assert count(scatter_chart([(1, 2), (3, 4), (3, 9)], "strength", "blur"), "circle") == 3
    assert count(scatter_chart([(1, 2), (1, 2)], "strength", "blur"), "circle") == 2


@pytest.mark.parametrize(("limit", "lines"), [(None, 0), (0.5, 1)])
def test_bars_and_limit(limit, lines):
    svg = histogram_chart([0.1, 0.1, 0.9], [1.0], limit)
    assert (count(svg, "rect"), count(svg, "polyline")) == (3, lines)


def test_nothing_to_draw():
    assert scatter_chart([], "a", "b") == histogram_chart([], [], None) == ""
    assert count(roc_chart([]), "polyline") == 2
    assert count(reliability_chart(()), "circle") == 0
    assert count(histogram_chart([0.5], [0.5], None), "rect") == 2
