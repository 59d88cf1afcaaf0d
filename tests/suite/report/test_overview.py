"""The overview table of several suites."""

import pytest

from precheck.suite.figures.all_figures import all_figures, figures_by_world
from precheck.suite.figures.figure import Figure
from precheck.suite.manifest import LabelledShot
from precheck.suite.report.overview import OVERVIEW_FIGURES, aligned, overview, worst
from precheck.suite.report.suite_report import SuiteReport
from precheck.suite.scored_shot import ScoredShot
from tests.suite.made import answer, good_and_bad, shot


def report(name, rows, **more):
    return SuiteReport(name=name, shots=rows, figures=all_figures(rows), **more)


def row(table, name):
    return next(cells for cells in table if cells[0] == name)


REAL = [ScoredShot(LabelledShot(file="a.jpg", type="other", label="accept"), answer(type="other"))]


def test_one_column_a_suite_and_the_worst():
    table = overview([
        report("own", good_and_bad(wrong_good=1)), report("real", good_and_bad(wrong_good=5))
    ])  # fmt: skip
    assert table[0] == ("figure", "own", "real", "worst")
    assert row(table, "false_re_photo") == (
        *("false_re_photo", "10.00% (1/10; 1.8%–40.4%)", "50.00% (5/10; 23.7%–76.3%)", "real"),
    )
    assert row(table, "auc")[-1] == "real"
    assert [cells[0] for cells in table[1:]] == list(OVERVIEW_FIGURES)


def test_one_suite_has_no_worst():
    assert overview([report("own", good_and_bad())])[0] == ("figure", "own")


def test_an_unavailable_figure_is_a_dash():
    table = overview([report("own", good_and_bad()), report("real", REAL)])
    dashes = {cells[0] for cells in table if cells[2] == "–"}
    assert dashes == {"false_accept", "auc", "number_read", "number_wrong", *(
        "first_reason", "turn", "iou_p5"
    )}  # fmt: skip
    assert row(table, "number_read")[-1] == "–"


def test_each_world_has_a_column():
    rows = [
        ScoredShot(shot(world="pdf"), answer()),
        ScoredShot(shot("b.jpg", world="html"), answer(False)),
    ]
    table = overview([report("left-out", rows, worlds=figures_by_world(rows))])
    assert table[0] == ("figure", "left-out", "left-out/html", "left-out/pdf", "worst")
    assert row(table, "false_re_photo")[-1] == "left-out/html"


def test_default_settings_have_a_column_and_are_never_the_worst():
    before = all_figures(good_and_bad(wrong_good=9))
    own = report("own", good_and_bad(), default_figures=before)
    table = overview([own, report("real", good_and_bad(wrong_good=1))])
    assert table[0] == ("figure", "own", "own, default settings", "real", "worst")
    assert row(table, "false_re_photo")[-1] == "real"


@pytest.mark.parametrize(
    ("values", "lower_is_better", "name"),
    [
        pytest.param((0.1, 0.2, None), True, "b", id="the greatest error"),
        pytest.param((0.1, 0.2, None), False, "a", id="the least hit"),
        pytest.param((0.2, 0.1, 0.2), True, "a", id="the first of two"),
        pytest.param((0.0, 0.0, None), True, "–", id="all equal"),
        pytest.param((0.3, None, None), True, "–", id="only one"),
        pytest.param((None, None, None), True, "–", id="none"),
    ],
)
def test_worst(values, lower_is_better, name):
    named = zip("abc", values, strict=True)
    found = {
        of: Figure(name="x", value=value, lower_is_better=lower_is_better) for of, value in named
    }
    assert worst(found) == name


def test_columns_are_aligned():
    assert list(aligned([("figure", "a", "b"), ("x", "10", "–")])) == [
        "figure  a   b",
        "x       10  –",
    ]
