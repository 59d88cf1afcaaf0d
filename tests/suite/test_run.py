"""Answers are kept: a run broken off goes on, and one that anything changed starts anew."""

from functools import partial

import pytest

from precheck import command
from precheck.suite import run as module
from precheck.suite.manifest import shots
from precheck.suite.run import answer, run
from tests.suite.made import answer as made
from tests.suite.made import bad, shot, written

FILES = ("g1.jpg", "g2.jpg", "b1.jpg")


class Checks:
    """Answers in place of the check; breaks off where told to."""

    def __init__(self):
        self.asked = []
        self.breaks_at = None

    def __call__(self, _folder, _policy, file):
        if file == self.breaks_at:
            raise KeyboardInterrupt
        self.asked.append(file)
        return file, made(file.startswith("g"))


@pytest.fixture
def checks(monkeypatch):
    found = Checks()
    monkeypatch.setattr(module, "answer", found)
    return found


@pytest.fixture
def job(tmp_path):
    for file in FILES:
        (tmp_path / file).write_bytes(file.encode())
    written(tmp_path, [shot("g1.jpg"), shot("g2.jpg"), bad("b1.jpg")])
    kept = tmp_path / "out" / "answers.jsonl"
    return partial(run, tmp_path, shots(tmp_path), kept, jobs=1)


def verdicts(job):
    return {scored.shot.file: scored.accepted for scored in job()}


def test_every_shot_is_answered(checks, job):
    assert verdicts(job) == {"g1.jpg": True, "g2.jpg": True, "b1.jpg": False}
    assert checks.asked == list(FILES)


def test_a_run_broken_off_goes_on(checks, job):
    checks.breaks_at = "g2.jpg"
    with pytest.raises(KeyboardInterrupt):
        list(job())
    checks.breaks_at = None
    assert len(verdicts(job)) == 3
    assert checks.asked == list(FILES)


def test_a_line_cut_off_is_asked_again(checks, job, tmp_path):
    list(job())
    kept = tmp_path / "out" / "answers.jsonl"
    whole = kept.read_text()
    kept.write_text(whole[:-20])
    assert len(verdicts(job)) == 3
    assert checks.asked == [*FILES, "b1.jpg"]
    assert kept.read_text() == whole


@pytest.mark.parametrize("what", ["photo", "policy"])
def test_a_change_starts_anew(checks, job, tmp_path, what):
    list(job())
    policy = None
    if what == "photo":
        (tmp_path / "g1.jpg").write_bytes(b"another photo")
    else:
        policy = tmp_path / "policy.toml"
        policy.write_text("hand_over_at = 4\n")
    assert len(verdicts(partial(job, policy=policy))) == 3
    assert checks.asked == [*FILES, *FILES]


@pytest.mark.parametrize(
    ("data", "code"), [(b"no picture", "not_a_picture"), (None, "cannot_open")]
)
def test_a_photo_without_answer_is_told(tmp_path, monkeypatch, data, code):
    monkeypatch.setattr(command, "reader", lambda: None)
    if data is not None:
        (tmp_path / "a.jpg").write_bytes(data)
    file, found = answer(tmp_path, None, "a.jpg")
    assert (file, found["error"]["code"]) == ("a.jpg", code)
