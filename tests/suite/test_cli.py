"""`precheck suite run` from manifest to report and exit status."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from precheck.suite import check_shots as module
from precheck.suite.cli import suite
from precheck.suite.report.html import Thumbnails
from tests.suite.made import answer, bad, shot, written


@pytest.fixture
def accepted(monkeypatch):
    """Names of the photos that are accepted; the policy accepts all."""
    names = {"g0.jpg", "g1.jpg"}

    def check(_folder, policy, file):
        return file, answer(policy is not None or file in names)

    monkeypatch.setattr(module, "check_shot", check)
    monkeypatch.setattr(Thumbnails, "data_url", lambda _, file: f"data:image/jpeg;base64,{file}")
    return names


@pytest.fixture
def folder(tmp_path):
    good, spoiled = (shot(f"g{n}.jpg") for n in range(2)), (bad(f"b{n}.jpg") for n in range(2))
    return written(tmp_path, [*good, *spoiled], "[false_re_photo]\nerrors_at_most = 0\n")


def invoke(folder, *options):
    return CliRunner().invoke(suite, ["run", str(folder), "--jobs", "1", *map(str, options)])


@pytest.mark.usefixtures("accepted")
def test_green(folder):
    result = invoke(folder)
    assert result.exit_code == 0
    assert "false_re_photo       0.00% (0/2" in result.stdout
    assert result.stdout.endswith("green\n")


def test_a_broken_limit_is_red(accepted, folder):
    accepted.clear()
    result = invoke(folder)
    assert result.exit_code == 1
    assert f"BROKEN {folder.name}: false_re_photo 100.00%" in result.stdout


def test_ctrl_c_says_how_to_go_on_and_is_no_broken_limit(monkeypatch, folder):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "check_shot", interrupted)
    result = invoke(folder)
    assert (result.exit_code, "Run the same command again" in result.stderr) == (130, True)


def test_reports(accepted, folder, tmp_path):
    accepted |= {"b1.jpg"}
    paths = [tmp_path / name for name in ("r.json", "r.html", "r.xml")]
    options = zip(("--json", "--html", "--junit"), paths, strict=True)
    assert invoke(folder, *(part for option in options for part in option)).exit_code == 0
    report = json.loads(paths[0].read_text())
    assert report["figures"]["false_accept"]["value"] == 0.5
    assert report["shots"]["b1.jpg"] == {"verdict": "accept", "reason": None, "number": "right"}
    page = paths[1].read_text()
    assert "data:image/jpeg;base64,b1.jpg" in page
    assert "base64,b0.jpg" not in page
    assert page.count("<svg") >= 4
    number = page.partition("<h3>Number, in shots</h3>")[2].partition("<h3>")[0]
    assert "<title>4 shots</title>" in number  # all numbers read with confidence 0.99
    assert "http" not in page.replace("http-equiv", "")
    root = ET.parse(paths[2]).getroot()
    assert (root.get("tests"), root.get("failures")) == ("1", "0")


@pytest.mark.usefixtures("accepted")
def test_limits_may_be_elsewhere_or_missing(folder, tmp_path):
    (folder / "suite.toml").unlink()
    assert invoke(folder).exit_code == 0
    limits = tmp_path / "limits.toml"
    limits.write_text("[number_read]\nat_least = 1.1\n")
    assert invoke(folder, "--limits", limits).exit_code == 1


def test_an_error_is_in_the_report(folder, tmp_path, monkeypatch):
    error = {"error": {"code": "broken_picture", "detail": "damaged"}}
    monkeypatch.setattr(module, "check_shot", lambda _folder, _policy, file: (file, error))
    page = tmp_path / "r.html"
    assert invoke(folder, "--html", page).exit_code == 1
    assert "broken_picture" in page.read_text()


def test_junit_names_broken_limits(accepted, folder, tmp_path):
    accepted.clear()
    invoke(folder, "--junit", tmp_path / "r.xml")
    root = ET.parse(tmp_path / "r.xml").getroot()
    assert root.get("failures") == "1"
    assert root.find("testcase/failure").get("message") == "it is 1"


def test_against_lists_changed_answers(accepted, folder, tmp_path):
    invoke(folder, "--baseline", tmp_path / "old.json")
    accepted |= {"b0.jpg"}
    for path in folder.glob("*.answers.jsonl"):
        path.unlink()
    page = tmp_path / "r.html"
    result = invoke(folder, "--against", tmp_path / "old.json", "--html", page)
    assert result.exit_code == 0
    assert f"not worse {folder.name}: false_accept 1 new errors, 0 fixed" in result.stdout
    assert "1 shots with another answer" in result.stdout
    assert "before re-photo" in page.read_text()


@pytest.mark.usefixtures("accepted")
def test_shots_that_the_older_run_lacks_are_counted(folder, tmp_path):
    old = tmp_path / "old.json"
    invoke(folder, "--json", old)
    report = json.loads(old.read_text())
    del report["shots"]["g1.jpg"]
    old.write_text(json.dumps(report))
    result = invoke(folder, "--against", old)
    missing = f"{folder.name}: 1 of 4 shots not compared, the older run lacks them"
    assert missing in result.stdout.splitlines()


def test_a_policy_shows_both_rates_before_and_after(accepted, folder, tmp_path):
    accepted.discard("g0.jpg")
    policy = tmp_path / "policy.toml"
    policy.write_text("hand_over_at = 4\n")
    page = tmp_path / "r.html"
    result = invoke(folder, "--policy", policy, "--html", page)
    lines = [line for line in result.stdout.splitlines() if line.startswith("false_")]
    assert re.search(r" 0\.00% \(0/2.* 50\.00% \(1/2", lines[0])
    assert re.search(r" 100\.00% \(2/2.* 0\.00% \(0/2", lines[1])
    assert "before and after" in page.read_text()


@pytest.mark.usefixtures("accepted")
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda folder: (folder / "suite.toml").write_text("[x]\nat_most = 1"),
            "x: there is no such figure",
        ),
        (
            lambda folder: (folder / "suite.toml").write_text("[several]\nat_least = 1"),
            "several: cannot be measured",
        ),
        (lambda folder: (folder / "manifest.jsonl").write_text("{}"), "Field required"),
        (lambda folder: (folder / "manifest.jsonl").unlink(), "cannot be read"),
    ],
)
def test_wrong_usage_is_named(folder, change, message):
    change(folder)
    result = invoke(folder)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not list(folder.glob("*answers.jsonl"))


@pytest.mark.usefixtures("accepted")
def test_a_wrong_policy_is_named_before_any_photo_is_checked(folder, tmp_path):
    policy = tmp_path / "policy.toml"
    policy.write_text("hand_over = 4\n")
    result = invoke(folder, "--policy", policy)
    assert result.exit_code == 2
    assert "hand_over" in result.stderr
    assert not list(folder.glob("*answers.jsonl"))


@pytest.mark.usefixtures("accepted")
def test_a_report_that_cannot_be_written_is_named_before_any_photo_is_checked(folder, tmp_path):
    result = invoke(folder, "--html", tmp_path / "none" / "r.html")
    assert result.exit_code == 2
    assert "there is no folder" in result.stderr
    assert not (folder / "run.answers.jsonl").exists()
