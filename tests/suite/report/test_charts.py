"""Charts are well-formed SVG and show what they are given."""

from xml.etree import ElementTree as ET

import pytest

from precheck.suite.comparison import RateChange
from precheck.suite.figures.score_statistics import reliability_bins
from precheck.suite.report.charts import (
    HEIGHT_PX,
    MARGIN_PX,
    changes_chart,
    error_chart,
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


@pytest.mark.parametrize(("limits", "lines"), [((), 0), ((0.5,), 1), ((0.5, 0.7), 2)])
def test_bars_and_limits(limits, lines):
    svg = histogram_chart([0.1, 0.1, 0.9], [1.0], limits)
    assert (count(svg, "rect"), count(svg, "polyline")) == (3, lines)


def test_both_error_rates_meet_where_the_limit_parts_good_from_bad():
    svg = ET.fromstring(error_chart([0.6, 0.9], [0.1, 0.3], [0.5, 0.8]))
    lines = {line.get("class"): points(line) for line in svg.findall(".//polyline")}
    assert [line.get("class") for line in svg.findall(".//polyline")].count("limit") == 2
    top, bottom = MARGIN_PX, HEIGHT_PX - MARGIN_PX
    good, bad = lines["good"], lines["bad"]
    assert (good[0][1], good[-1][1], bad[0][1], bad[-1][1]) == (bottom, top, top, bottom)
    assert [at for at, _ in good] == sorted(at for at, _ in good)
    middle = (good[0][0] + good[-1][0]) / 2
    at_half = min(zip(good, bad, strict=True), key=lambda pair: abs(pair[0][0] - middle))
    assert [y for _, y in at_half] == [bottom, bottom]  # 0.3 < limit 0.5 <= 0.6: no error
    assert error_chart([], [0.1], [0.5]) == ""


def test_changes_are_bars_to_either_side():
    changes = [
        RateChange(name="false_accept", only_before=4, only_now=1, of=20),
        RateChange(name="false_re_photo", only_before=0, only_now=2, of=20),
    ]
    svg = ET.fromstring(changes_chart(changes))
    bars = [(bar.get("class"), float(bar.get("width"))) for bar in svg.findall(".//rect")]
    widest = bars[0][1]
    assert [(kind, round(width / widest * 4)) for kind, width in bars] == [
        *(("good", 4), ("bad", 1)),
        *(("good", 0), ("bad", 2)),
    ]
    assert "false_re_photo: 0 fixed, 2 new" in [text.text for text in svg.findall(".//text")]
    assert changes_chart([]) == ""


def test_charts_are_wide_enough_to_read():
    assert int(ET.fromstring(roc_chart([])).get("width")) >= 480


def points(line):
    return [tuple(map(float, point.split(","))) for point in line.get("points").split()]


def test_nothing_to_draw():
    assert scatter_chart([], "a", "b") == histogram_chart([], []) == ""
    assert count(roc_chart([]), "polyline") == 2
    assert count(reliability_chart(()), "circle") == 0
    assert count(histogram_chart([0.5], [0.5]), "rect") == 2
