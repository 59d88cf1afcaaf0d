"""Each figure counts the shots with the ground truth for it, and is available if there are any."""

import pytest

from precheck.suite.figures.all_figures import (
    all_figures,
    available_figures,
    figures_by_world,
    quad_iou,
)
from precheck.suite.figures.figure import Rate
from precheck.suite.scored_shot import ScoredShot
from tests.suite.made import (
    BORDERLINE,
    FOREIGN,
    UNKNOWN_NUMBER,
    answer,
    bad,
    good_and_bad,
    shot,
    single,
)

FAILED = {"error": {"code": "broken_picture", "detail": ""}}
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


def counted(name, *rows):
    figure = all_figures([ScoredShot(*row) for row in rows])[name]
    return None if figure.rate.of == 0 else (figure.rate.hits, figure.rate.of)


@pytest.mark.parametrize(
    ("name", "rows", "hits"),
    [
        ("false_re_photo", [(shot(), answer()), (shot(), answer(False))], (1, 2)),
        ("false_re_photo", [(bad(), answer(False)), (BORDERLINE, answer(False))], None),
        ("false_re_photo", [(shot(), FAILED)], (1, 1)),
        ("failed", [(shot(), FAILED), (bad(), answer())], (1, 2)),
        (
            "false_accept",
            [(bad(), answer()), (bad(), answer(False)), (BORDERLINE, answer())],
            (1, 2),
        ),
        ("false_accept", [(bad(), FAILED)], (0, 1)),
        (
            "false_accept_worst_cause",
            [(bad(), answer(False)), (bad(cause="cut"), answer())],
            (1, 1),
        ),
        (
            "false_accept_worst_cause",
            [(bad(cause=None), answer()), (bad(cause="cut"), answer(False))],
            (0, 1),
        ),
        ("false_accept_hidden_field", [(bad(cause="hidden_field"), answer())], (1, 1)),
        ("first_reason", [(bad(), answer(False)), (bad(), answer(False, reason="dark"))], (1, 2)),
        ("first_reason", [(bad(reasons=("dark", "blur")), answer(False))], (1, 1)),
        ("first_reason", [(bad(), answer()), (bad(reasons=()), answer(False))], None),
        ("number_read", [(shot(), answer()), (shot(), answer(number=("doubtful",)))], (1, 2)),
        ("number_wrong", [(shot(), answer(number=("read", "1" * 16))), (bad(), answer())], (1, 2)),
        ("number_wrong", [(shot(number=None), answer())], (1, 1)),
        ("number_wrong", [(shot(), answer(number=("unread",)))], None),
        ("number_wrong", [(UNKNOWN_NUMBER, answer(number=("read", "1" * 16)))], None),
        ("number_read", [(UNKNOWN_NUMBER, answer())], None),
        ("foreign_called_ours", [(FOREIGN, answer()), (FOREIGN, answer(type="other"))], (1, 2)),
        ("foreign_called_ours", [(FOREIGN, FAILED), (shot(), answer(type="ktp"))], None),
        ("turn", [(shot(), answer()), (shot(turn=90), answer()), (bad(), answer())], (1, 2)),
        ("type", [(shot(), answer()), (shot(type="ktp"), answer())], (1, 2)),
        ("several", [(bad(sheets=2), answer(others=[{}])), (bad(sheets=2), answer())], (1, 2)),
        ("several", [(bad(sheets=2), answer(False, reason="several_documents"))], (1, 1)),
        ("screen", [(shot(screen=True), answer(notes=["screen"])), (shot(), answer())], (1, 1)),
        ("screen_elsewhere", [(shot(), answer(notes=["screen"])), (bad(), answer())], (1, 2)),
    ],
)
def test_rates(name, rows, hits):
    assert counted(name, *rows) == hits


def test_corners_of_good_shots():
    shifted = [[x + 8, y] for x, y in ((10, 10), (90, 10), (90, 60), (10, 60))]
    rows = [(shot(), answer()), (shot(), answer(quad=shifted)), (shot(), answer(quad=None))]
    found = all_figures([ScoredShot(*row) for row in [*rows, (bad(), answer(quad=None))]])
    assert found["iou_median"].value == pytest.approx(72 / 88)
    assert found["iou_p5"].value == 0


def test_a_perfect_run():
    found = all_figures(good_and_bad())
    assert found["auc"].value == 1
    assert found["calibration_error"].value == pytest.approx(0.05)
    assert found["false_re_photo"].errors == found["first_reason"].errors == 0


def test_median_time():
    rows = [(shot(), answer(total=ms)) for ms in (90, 100, 200)]
    found = all_figures([ScoredShot(*row) for row in [*rows, (shot(), FAILED)]])
    assert found["took_ms_median"].value == 100


def test_each_world_has_its_own_figures():
    rows = [
        ScoredShot(shot(world="html/linear"), answer(False)),
        ScoredShot(shot(world="pdf/linear"), answer()),
        ScoredShot(shot(), answer()),
    ]
    found = {world: found["false_re_photo"].rate for world, found in figures_by_world(rows).items()}
    assert found == {"html/linear": Rate(1, 1), "pdf/linear": Rate(0, 1)}


@pytest.mark.parametrize(("other", "iou"), OVERLAPS.values(), ids=OVERLAPS)
def test_quad_iou(other, iou):
    assert quad_iou(SQUARE, other) == pytest.approx(iou)
    assert quad_iou(other, SQUARE) == pytest.approx(iou)


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
