"""The figures that a suite's ground truth allows."""

import pytest

from precheck.suite.figures.all_figures import all_figures
from precheck.suite.figures.available import available_figures
from precheck.suite.scored_shot import ScoredShot
from tests.suite.made import BORDERLINE, FOREIGN, UNKNOWN_NUMBER, answer, bad, shot, single


@pytest.mark.parametrize(
    "shots",
    [
        pytest.param([UNKNOWN_NUMBER], id="an office's own row"),
        pytest.param([shot(), bad(), bad(cause=None, reasons=())], id="drawn"),
        pytest.param([bad(sheets=2), bad(cause="hidden_field")], id="only bad ones"),
        pytest.param([BORDERLINE, FOREIGN, shot(screen=True, turn=None)], id="others"),
    ],
)
def test_available_figures_are_those_with_a_value(shots):
    rows = [ScoredShot(each, answer(each.good)) for each in shots]
    measured = {name for name, figure in all_figures(rows).items() if figure.value is not None}
    assert measured == available_figures(shots)


def test_a_single_fault_has_a_response():
    found = available_figures([single("defocus", 1).shot])
    assert {name for name in found if "follows" in name} == {"follows_defocus", "follows_least"}
