"""Flips between two runs, and when a rate is worse by more than chance."""

import json

import pytest

from precheck.suite.against import changes, flips
from precheck.suite.baseline import brief, older, write_baseline
from precheck.suite.manifest import BadSuite, Shot
from precheck.suite.scored import Scored
from tests.suite.made import answer, bad, good_and_bad, shot


@pytest.fixture
def baseline(tmp_path):
    def write(rows):
        path = tmp_path / "baseline.json"
        write_baseline(path, {"own": rows})
        return older(path, ["own"])["own"]

    return write


def change(found, name):
    return next(each for each in found if each.name == name)


@pytest.mark.parametrize(
    ("now", "worse"),
    [(0, False), (3, False), (8, False), (9, True), (20, True)],
)
def test_worse_by_more_than_chance(baseline, now, worse):
    before = baseline(good_and_bad(wrong_good=3, of=40))
    found = change(changes(good_and_bad(wrong_good=now, of=40), before), "false_re_photo")
    assert found.worse is worse
    assert found.of == 40


def test_better_is_never_worse(baseline):
    found = changes(good_and_bad(of=40), baseline(good_and_bad(wrong_good=20, of=40)))
    assert not any(each.worse for each in found)
    assert change(found, "false_re_photo").only_before == 20


def test_each_figure_has_its_own_shots(baseline):
    before = baseline([Scored(shot(), answer()), Scored(bad(), answer(False))])
    now = [
        Scored(shot(), answer(number=("read", "1" * 16))),
        Scored(bad(), answer(False, reason="dark")),
        Scored(shot("new.jpg"), answer(False)),
    ]
    found = {each.name: (each.only_now, each.of) for each in changes(now, before)}
    assert found == {
        "false_re_photo": (0, 1),
        "false_accept": (0, 1),
        "first_reason": (1, 1),
        "number_read": (1, 1),
        "number_wrong": (1, 2),
    }


def test_flips_both_ways_verdicts_first(baseline):
    before = baseline([
        Scored(shot("a.jpg"), answer()),
        Scored(shot("b.jpg"), answer()),
        Scored(bad("c.jpg"), answer()),
        Scored(bad("d.jpg"), answer(False)),
    ])  # fmt: skip
    now = [
        Scored(shot("a.jpg"), answer(number=("doubtful",))),
        Scored(shot("b.jpg"), answer(False)),
        Scored(bad("c.jpg"), answer(False)),
        Scored(bad("d.jpg"), answer(False)),
    ]
    assert [flip.scored.shot.file for flip in flips(now, before)] == ["b.jpg", "c.jpg", "a.jpg"]


def test_a_baseline_is_a_line_a_shot(tmp_path):
    path = tmp_path / "baseline.json"
    rows = good_and_bad(of=3)
    write_baseline(path, {"own": rows})
    assert json.loads(path.read_text()) == brief(rows)
    assert sum(".jpg" in line for line in path.read_text().splitlines()) == 6


@pytest.mark.parametrize("text", ["", "[]", '{"shots": 3}', '{"shots": {"a.jpg": {}}}'])
def test_other_files_are_refused(tmp_path, text):
    path = tmp_path / "old.json"
    path.write_text(text)
    with pytest.raises(BadSuite, match=r"old\.json"):
        older(path, ["own"])


def test_a_baseline_of_several_suites_has_a_section_each(tmp_path):
    path = tmp_path / "baseline.json"
    write_baseline(path, {"own": good_and_bad(of=3), "real": good_and_bad(of=2)})
    assert sum(".jpg" in line for line in path.read_text().splitlines()) == 10
    found = older(path, ["new", "real"])
    assert found.keys() == {"real"}
    assert len(found["real"].shots) == 4
    with pytest.raises(BadSuite, match=r"holds own, real, and none of new"):
        older(path, ["new"])


def test_a_baseline_of_one_suite_is_the_first_suites(tmp_path):
    path = tmp_path / "baseline.json"
    write_baseline(path, {"own": good_and_bad(of=3)})
    assert older(path, ["test", "real"]).keys() == {"test"}


def test_numbers_that_nobody_told_are_not_compared(baseline):
    row = Scored(Shot(file="a.jpg", type="kk", label="accept"), answer())
    assert change(changes([row], baseline([row])), "number_wrong").of == 0
