"""Answers are stored: an interrupted run is continued, a changed one starts anew."""

from functools import partial

import pytest

from precheck import command
from precheck.office.calibration import Calibration
from precheck.suite import check_shots as module
from precheck.suite.check_shots import OfficeFiles, check_shot, check_shots
from precheck.suite.manifest import read_manifest
from tests.files import FORMATS
from tests.suite.made import answer, bad, shot, written

FILES = ("g1.jpg", "g2.jpg", "b1.jpg")


class Checks:
    """Replaces the check; interrupts the run at one file."""

    def __init__(self):
        self.checked = []
        self.interrupt_at = None

    def __call__(self, _folder, _policy, file):
        if file == self.interrupt_at:
            raise KeyboardInterrupt
        self.checked.append(file)
        return file, answer(file.startswith("g"))


@pytest.fixture
def checks(monkeypatch):
    found = Checks()
    monkeypatch.setattr(module, "check_shot", found)
    return found


@pytest.fixture
def job(tmp_path):
    for file in FILES:
        (tmp_path / file).write_bytes(file.encode())
    written(tmp_path, [shot("g1.jpg"), shot("g2.jpg"), bad("b1.jpg")])
    stored = tmp_path / "out" / "answers.jsonl"
    return partial(check_shots, tmp_path, read_manifest(tmp_path), stored, jobs=1)


def verdicts(job):
    return {scored.shot.file: scored.accepted for scored in job()}


def test_every_shot_is_answered(checks, job):
    assert verdicts(job) == {"g1.jpg": True, "g2.jpg": True, "b1.jpg": False}
    assert checks.checked == list(FILES)


def test_an_interrupted_run_is_continued(checks, job):
    checks.interrupt_at = "g2.jpg"
    with pytest.raises(KeyboardInterrupt):
        list(job())
    checks.interrupt_at = None
    assert len(verdicts(job)) == 3
    assert checks.checked == list(FILES)


def test_an_incomplete_line_is_checked_again(checks, job, tmp_path):
    list(job())
    stored = tmp_path / "out" / "answers.jsonl"
    whole = stored.read_text()
    stored.write_text(whole[:-20])
    assert len(verdicts(job)) == 3
    assert checks.checked == [*FILES, "b1.jpg"]
    assert stored.read_text() == whole


@pytest.mark.parametrize("what", ["photo", "policy"])
def test_a_change_starts_anew(checks, job, tmp_path, what):
    list(job())
    office = OfficeFiles()
    if what == "photo":
        (tmp_path / "g1.jpg").write_bytes(b"another photo")
    else:
        office = OfficeFiles(tmp_path / "policy.toml")
        office.policy.write_text("hand_over_at = 4\n")
    assert len(verdicts(partial(job, office))) == 3
    assert checks.checked == [*FILES, *FILES]


def test_a_calibration_changes_answers_and_their_key(tmp_path):
    file = "a.jpg"
    (tmp_path / file).write_bytes((FORMATS.parent / "photos" / "00002.jpg").read_bytes())
    written(tmp_path, [shot(file)])
    shots, stored = read_manifest(tmp_path), tmp_path / "answers.jsonl"
    learned = OfficeFiles(calibration=Calibration("office-1", offset=-3.0))
    ((plain,), (changed,)) = (
        list(check_shots(tmp_path, shots, stored, office, jobs=1))
        for office in (OfficeFiles(), learned)
    )
    assert changed.p_accept < plain.p_accept
    assert changed.answer["version"]["models"] == plain.answer["version"]["models"] + "+office-1"


@pytest.mark.parametrize(
    ("data", "code"), [(b"no picture", "not_a_picture"), (None, "cannot_open")]
)
def test_an_error_is_the_answer(tmp_path, monkeypatch, data, code):
    monkeypatch.setattr(command, "reader", lambda: None)
    if data is not None:
        (tmp_path / "a.jpg").write_bytes(data)
    file, found = check_shot(tmp_path, None, "a.jpg")
    assert (file, found["error"]["code"]) == ("a.jpg", code)
