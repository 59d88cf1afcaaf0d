"""What is counted over which shots."""

import pytest

from precheck.suite.figures import figures, worlds
from precheck.suite.manifest import Shot
from precheck.suite.measurable import measurable
from precheck.suite.rates import Rate
from precheck.suite.scored import Scored, same_number
from precheck.suite.strength import OWN, pairs
from precheck.verdict import Code
from tests.suite.made import NUMBER, answer, bad, good_and_bad, shot

FAILED = {"error": {"code": "broken_picture", "detail": ""}}


def counted(name, *rows):
    figure = figures([Scored(*row) for row in rows])[name]
    return None if figure.rate.of == 0 else (figure.rate.hits, figure.rate.of)


NOT_TOLD = Shot(file="a.jpg", type="kk", label="accept")
FOREIGN = shot(type="other", label="borderline", number=None)
BORDERLINE = shot(label="borderline", cause="defocus", reasons=("blur",))


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
        ("number_wrong", [(NOT_TOLD, answer(number=("read", "1" * 16)))], None),
        ("number_read", [(NOT_TOLD, answer())], None),
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
def test_counts(name, rows, hits):
    assert counted(name, *rows) == hits


def test_corners_of_good_shots():
    shifted = [[x + 8, y] for x, y in ((10, 10), (90, 10), (90, 60), (10, 60))]
    rows = [(shot(), answer()), (shot(), answer(quad=shifted)), (shot(), answer(quad=None))]
    found = figures([Scored(*row) for row in [*rows, (bad(), answer(quad=None))]])
    assert found["iou_median"].value == pytest.approx(72 / 88)
    assert found["iou_p5"].value == 0


def test_a_perfect_run():
    found = figures(good_and_bad())
    assert found["auc"].value == 1
    assert found["calibration_error"].value == pytest.approx(0.05)
    assert found["false_re_photo"].errors == found["first_reason"].errors == 0


def test_the_middle_of_the_times():
    rows = [(shot(), answer(total=ms)) for ms in (90, 100, 200)]
    assert (
        figures([Scored(*row) for row in [*rows, (shot(), FAILED)]])["took_ms_median"].value == 100
    )


def test_each_world_is_measured_alone():
    rows = [
        Scored(shot(world="html/linear"), answer(False)),
        Scored(shot(world="pdf/linear"), answer()),
        Scored(shot(), answer()),
    ]
    found = {world: found["false_re_photo"].rate for world, found in worlds(rows).items()}
    assert found == {"html/linear": Rate(1, 1), "pdf/linear": Rate(0, 1)}


@pytest.mark.parametrize(
    "shots",
    [
        pytest.param([NOT_TOLD], id="an office's own row"),
        pytest.param([shot(), bad(), bad(cause=None, reasons=())], id="drawn"),
        pytest.param([bad(sheets=2), bad(cause="hidden_field")], id="only bad ones"),
        pytest.param([BORDERLINE, FOREIGN, shot(screen=True, turn=None)], id="others"),
    ],
)
def test_truth_tells_which_figures_can_be_measured(shots):
    rows = [Scored(each, answer(each.good)) for each in shots]
    measured = {name for name, figure in figures(rows).items() if figure.value is not None}
    assert measured == measurable(shots)


def test_single_faults_can_be_followed():
    found = measurable([single("defocus", 1).shot])
    assert {name for name in found if "follows" in name} == {"follows_defocus", "follows_least"}


@pytest.mark.parametrize(
    ("read", "same"),
    [
        ("3514-LU-01012012-9001", True),
        ("3514 LU 01012012 9001", True),
        ("3514.lu.01012012.9001", True),
        ("3514-LT-01012012-9001", False),
        ("3514-LU-01012012-9002", False),
    ],
)
def test_akta_numbers_are_compared_without_their_dashes(read, same):
    assert same_number(read, "3514-LU-01012012-9001") is same


def test_strokes_tell_numbers_apart():
    assert not same_number("12/34/2001", "1/234/2001")
    assert not same_number(NUMBER, None)


def single(cause, strength, **more):
    told = {name: more.pop(name) for name in ("blur", "dark") if name in more}
    labelled = shot(cause=cause, faults=({"cause": cause, "strength": strength},), **more)
    return Scored(labelled, answer(**told))


def test_a_measure_follows_its_fault():
    rising = [single("defocus", s, blur=0.1 * s) for s in (1, 2, 3, 4)]
    falling = [single("dark", s, dark=90 - s) for s in (1, 2, 3, 4)]
    wrong_way = [single("motion", s, blur=1 - 0.1 * s) for s in (1, 2, 3)]
    found = figures([*rising, *falling, *wrong_way])
    assert found["follows_defocus"].value == pytest.approx(1)
    assert found["follows_dark"].value == pytest.approx(1)
    assert found["follows_motion"].value == pytest.approx(-1)
    assert found["follows_least"].value == pytest.approx(-1)
    assert found["follows_glare"].value is None


def test_only_single_faults_that_were_measured_count():
    both = shot(faults=({"cause": "defocus", "strength": 1}, {"cause": "dark", "strength": 1}))
    rows = [Scored(both, answer()), single("defocus", 2, blur=None), single("defocus", 3)]
    assert [pair.strength for pair in pairs(rows, "defocus")] == [3]


@pytest.mark.parametrize(
    ("unit", "text_px", "strength"),
    [("px", 12.0, 0.25), ("px", None, 3.0), ("stops", 12.0, 3.0), ("", 12.0, 3.0)],
)
def test_a_strength_in_pixels_counts_in_heights_of_the_text(unit, text_px, strength):
    fault = {"cause": "defocus", "strength": 3.0, "unit": unit}
    row = Scored(shot(faults=(fault,), text_px=text_px), answer(blur=0.1))
    assert [pair.strength for pair in pairs([row], "defocus")] == [strength]


def test_hiding_faults_are_as_strong_as_what_they_cost():
    rows = [
        single("finger", 9, must_read_lost=0.25, lost=0.1),
        single("finger", 9, must_read_lost=0, lost=0.5, type="other"),
    ]
    for row in rows:
        row.answer["measures"]["occlusion"] = row.answer["measures"]["blur"]
    assert [pair.strength for pair in pairs(rows, "finger")] == [0.25, 0.5]


def test_own_measures_are_reason_codes():
    assert set(OWN.values()) <= {str(code) for code in Code}
