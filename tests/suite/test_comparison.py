"""Changed answers between two runs, and significantly worse rates."""

import json

import pytest

from precheck.suite.comparison import (
    brief_answers,
    find_flips,
    mcnemar_p,
    rate_changes,
    read_older_runs,
    write_baseline,
)
from precheck.suite.manifest import BadSuite, LabelledShot
from precheck.suite.scored_shot import ScoredShot
from tests.suite.made import answer, bad, good_and_bad, shot


@pytest.fixture
def baseline(tmp_path):
    def write(rows):
        path = tmp_path / "baseline.json"
        write_baseline(path, {"own": rows})
        return read_older_runs(path, ["own"])["own"]

    return write


def change(found, name):
    return next(each for each in found if each.name == name)


@pytest.mark.parametrize(
    ("now", "worse"), [(0, False), (3, False), (8, False), (9, True), (20, True)]
)
def test_significantly_worse(baseline, now, worse):
    before = baseline(good_and_bad(wrong_good=3, of=40))
    found = change(rate_changes(good_and_bad(wrong_good=now, of=40), before), "false_re_photo")
    assert found.worse is worse
    assert found.of == 40


def test_better_is_never_worse(baseline):
    found = rate_changes(good_and_bad(of=40), baseline(good_and_bad(wrong_good=20, of=40)))
    assert not any(each.worse for each in found)
    assert change(found, "false_re_photo").only_before == 20


def test_each_figure_counts_its_own_shots(baseline):
    before = baseline([ScoredShot(shot(), answer()), ScoredShot(bad(), answer(False))])
    now = [
        ScoredShot(shot(), answer(number=("read", "1" * 16))),
        ScoredShot(bad(), answer(False, reason="dark")),
        ScoredShot(shot("new.jpg"), answer(False)),
    ]
    found = {each.name: (each.only_now, each.of) for each in rate_changes(now, before)}
    assert found == {
        "false_re_photo": (0, 1),
        "false_accept": (0, 1),
        "first_reason": (1, 1),
        "number_read": (1, 1),
        "number_wrong": (1, 2),
    }


def test_changed_verdicts_come_first(baseline):
    before = baseline([
        ScoredShot(shot("a.jpg"), answer()),
        ScoredShot(shot("b.jpg"), answer()),
        ScoredShot(bad("c.jpg"), answer()),
        ScoredShot(bad("d.jpg"), answer(False)),
    ])  # fmt: skip
    now = [
        ScoredShot(shot("a.jpg"), answer(number=("doubtful",))),
        ScoredShot(shot("b.jpg"), answer(False)),
        ScoredShot(bad("c.jpg"), answer(False)),
        ScoredShot(bad("d.jpg"), answer(False)),
    ]
    files = [flip.scored.shot.file for flip in find_flips(now, before)]
    assert files == ["b.jpg", "c.jpg", "a.jpg"]


def test_a_baseline_has_one_line_a_shot(tmp_path):
    path = tmp_path / "baseline.json"
    rows = good_and_bad(of=3)
    write_baseline(path, {"own": rows})
    assert json.loads(path.read_text()) == brief_answers(rows)
    assert sum(".jpg" in line for line in path.read_text().splitlines()) == 6


@pytest.mark.parametrize("text", ["", "[]", '{"shots": 3}', '{"shots": {"a.jpg": {}}}'])
def test_other_files_are_refused(tmp_path, text):
    path = tmp_path / "old.json"
    path.write_text(text)
    with pytest.raises(BadSuite, match=r"old\.json: .* --json or --baseline\.$"):
        read_older_runs(path, ["own"])


def test_a_baseline_of_several_suites_has_a_section_each(tmp_path):
    path = tmp_path / "baseline.json"
    write_baseline(path, {"own": good_and_bad(of=3), "real": good_and_bad(of=2)})
    assert sum(".jpg" in line for line in path.read_text().splitlines()) == 10
    found = read_older_runs(path, ["new", "real"])
    assert found.keys() == {"real"}
    assert len(found["real"].shots) == 4
    with pytest.raises(BadSuite, match=r"holds own, real, and none of new"):
        read_older_runs(path, ["new"])


def test_a_baseline_of_one_suite_counts_as_the_first_suite(tmp_path):
    path = tmp_path / "baseline.json"
    write_baseline(path, {"own": good_and_bad(of=3)})
    assert read_older_runs(path, ["test", "real"]).keys() == {"test"}


def test_unknown_numbers_are_not_compared(baseline):
    row = ScoredShot(LabelledShot(file="a.jpg", type="kk", label="accept"), answer())
    assert change(rate_changes([row], baseline([row])), "number_wrong").of == 0


@pytest.mark.parametrize(
    ("before", "now", "p"),
    [(0, 0, 1.0), (0, 5, 0.0625), (0, 6, 0.03125), (1, 9, 0.021484), (5, 5, 1.0), (9, 1, 0.021484)],
)
def test_mcnemar(before, now, p):
    assert mcnemar_p(before, now) == pytest.approx(p, abs=1e-6)
