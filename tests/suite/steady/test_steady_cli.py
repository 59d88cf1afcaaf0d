"""`precheck suite steady` from a folder of photos to reports and exit status."""

import json
import shutil
from functools import partial

import pytest
from click.testing import CliRunner

from precheck.suite.cli import suite
from precheck.suite.report.steady import EditThumbnails
from precheck.suite.steady import run_steady as module
from precheck.suite.steady.edits import EDITS
from precheck.suite.steady.run_steady import AS_IT_IS, check_edits, sampled
from tests.files import FORMATS
from tests.suite.made import NUMBER, answer, shot, written

GOOD = FORMATS.parent / "photos" / "00002.jpg"


def invoke(folder, *options):
    line = ["steady", str(folder), "--jobs", "1", *map(str, options)]
    return CliRunner().invoke(suite, line)


@pytest.fixture
def folder(tmp_path):
    """A folder of three pictures, without labels, beside a file that is none."""
    folder = tmp_path / "photos"
    (folder / "more").mkdir(parents=True)
    for name in ("a.jpg", "b.jpg", "more/c.jpg"):
        shutil.copy(GOOD, folder / name)
    (folder / "notes.txt").write_text("no picture")
    return folder


class Checks:
    """Replaces the check; a margin sends b.jpg back, and c.jpg has no answer."""

    def __init__(self):
        self.checked = []
        self.interrupt_at = None

    def __call__(self, _folder, _strength, file):
        if file == self.interrupt_at:
            raise KeyboardInterrupt
        self.checked.append(file)
        if file == "more/c.jpg":
            return file, {AS_IT_IS: {"error": {"code": "broken_picture", "detail": "…"}}}
        answers = {edit: answer(p=0.9) for edit in (AS_IT_IS, *EDITS)}
        if file == "b.jpg":
            answers["margin"] = answer(False, p=0.2)
        return file, answers


@pytest.fixture
def checks(monkeypatch):
    found = Checks()
    monkeypatch.setattr(module, "check_edits", found)
    return found


def test_a_real_photo_is_checked_after_each_edit():
    file, answers = check_edits(GOOD.parent, 1.0, GOOD.name)
    assert (file, list(answers)) == (GOOD.name, [AS_IT_IS, *EDITS])
    assert {found["verdict"] for found in answers.values()} == {"accept"}
    p = {edit: found["p_accept"] for edit, found in answers.items()}
    assert len(set(p.values())) > 1


def test_no_answer_no_edits(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"no picture")
    _, answers = check_edits(tmp_path, 1.0, "a.jpg")
    assert {edit: found["error"]["code"] for edit, found in answers.items()} == {
        AS_IT_IS: "not_a_picture"
    }


@pytest.mark.usefixtures("checks")
def test_the_table_and_the_flips(folder):
    result = invoke(folder)
    assert result.exit_code == 0
    assert "photos: 3 photos, 1 without an answer" in result.stdout
    rows = {line.split()[0]: line.split()[1:4] for line in result.stdout.splitlines() if line}
    assert rows["margin"] == ["1", "of", "2"]
    assert rows["tilted"] == ["0", "of", "2"]
    assert "flip: 7.14% (1/14; " in result.stdout
    assert "FLIP b.jpg, margin: accept 0.90, then re-photo 0.20" in result.stdout
    assert result.stdout.endswith("no limits\n")


@pytest.mark.usefixtures("checks")
@pytest.mark.parametrize(("at_most", "status"), [(0.08, 0), (0.07, 1)])
def test_a_broken_limit_is_red(folder, tmp_path, at_most, status):
    limits = tmp_path / "limits.toml"
    limits.write_text(f"[false_accept]\nat_most = 0.1\n[flip]\nat_most = {at_most}\n")
    result = invoke(folder, "--limits", limits)
    assert result.exit_code == status
    assert ("BROKEN photos: flip 7.14%" in result.stdout) == bool(status)
    assert result.stdout.splitlines()[-1] == ("red" if status else "green")


@pytest.mark.usefixtures("checks")
def test_the_json_report_has_all_changes_and_no_number(folder, tmp_path):
    path = tmp_path / "r.json"
    invoke(folder, "--json", path)
    text = path.read_text()
    found = json.loads(text)["suites"]["photos"]
    assert found["figures"]["flip"]["hits"] == 1
    assert (len(found["changes"]), found["unanswered"]) == (14, 1)
    (flip,) = [change for change in found["changes"] if change["flip"]]
    assert (flip["file"], flip["edit"], flip["p_accept"]) == ("b.jpg", "margin", [0.9, 0.2])
    assert NUMBER not in text
    assert (tmp_path / "r.photos.steady.answers.jsonl").exists()


@pytest.mark.usefixtures("checks")
def test_the_html_report_shows_both_pictures_of_a_flip(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(
        EditThumbnails, "data_url", lambda _, file, edit: f"data:image/jpeg;base64,{file}+{edit}"
    )
    invoke(folder, "--html", tmp_path / "r.html")
    page = tmp_path.joinpath("r.html").read_text()
    first, second = page.index("base64,b.jpg+None"), page.index("base64,b.jpg+margin")
    assert first < second
    assert "base64,a.jpg" not in page
    assert "accept 0.90" in page[first:second]
    assert "re-photo 0.20" in page[second:]


def test_thumbnails_are_of_the_photo_and_of_the_edited_one(folder):
    report = module.SteadyReport(
        name="photos", folder=folder, strength=1.0, answers={}, changes=(), figures={}
    )
    url = partial(EditThumbnails(report).data_url, "a.jpg")
    assert url().startswith("data:image/jpeg;base64,")
    assert url() != url("on_its_side")


def test_an_interrupted_run_is_continued(checks, folder):
    checks.interrupt_at = "b.jpg"
    result = invoke(folder)
    assert (result.exit_code, "Run the same command again" in result.stderr) == (130, True)
    checks.interrupt_at = None
    assert invoke(folder).exit_code == 0
    assert checks.checked == ["a.jpg", "b.jpg", "more/c.jpg"]
    assert invoke(folder, "--strength", 2).exit_code == 0  # other edits: other answers
    assert len(checks.checked) == 6


def test_a_suite_has_only_its_own_photos(checks, folder):
    written(folder, [shot("b.jpg")])
    invoke(folder)
    assert checks.checked == ["b.jpg"]


def test_a_larger_sample_holds_the_smaller_one(checks, folder):
    invoke(folder, "--sample", 1)
    invoke(folder, "--sample", 2)
    assert len(checks.checked) == len(set(checks.checked)) == 2
    files = [f"{n}.jpg" for n in range(50)]
    assert sampled(files, 10) == sampled(files[::-1], 20)[:10] != files[:10]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "holds neither manifest.jsonl nor any picture"),
        (("--strength", 0), "--strength"),
        (("--strength", 5), "--strength"),
        (("--html", "none/r.html"), "there is no folder none"),
        (("--limits", "limits.toml"), "no such figure"),
    ],
)
def test_wrong_usage(tmp_path, monkeypatch, options, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "limits.toml").write_text("[flop]\nat_most = 0.1\n")
    (tmp_path / "empty").mkdir()
    result = invoke(tmp_path / "empty", *options)
    assert result.exit_code == 2
    assert message in result.stderr
