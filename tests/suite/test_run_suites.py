"""`precheck suite run` on several suites."""

import json
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from precheck.suite import check_shots as module
from precheck.suite.cli import suite
from precheck.suite.report.html import Thumbnails
from tests.suite.made import answer, bad, shot, written


@pytest.fixture
def accepted(monkeypatch):
    """Accept every photo whose name begins with g."""
    monkeypatch.setattr(
        module, "check_shot", lambda _folder, _policy, file: (file, answer(file.startswith("g")))
    )
    monkeypatch.setattr(Thumbnails, "data_url", lambda _, file: f"data:image/jpeg;base64,{file}")


@pytest.fixture
def folders(tmp_path):
    """Two suites; in the second, one of two acceptable photos is sent back."""
    suites = {
        "own": [shot("g0.jpg"), bad("b0.jpg")],
        "second": [shot("g0.jpg", world="html"), shot("x1.jpg", world="pdf"), bad("b0.jpg")],
    }
    for name, shots in suites.items():
        (tmp_path / name).mkdir()
        written(tmp_path / name, shots)
    return [tmp_path / name for name in suites]


def invoke(folders, *options):
    return CliRunner().invoke(suite, ["run", *map(str, folders), "--jobs", "1", *map(str, options)])


def limits(folder, toml):
    path = folder / "limits.toml"
    path.write_text(toml)
    return path


pytestmark = pytest.mark.usefixtures("accepted")


def test_one_table(folders):
    result = invoke(folders)
    assert result.exit_code == 0
    heading, first, *_ = result.stdout.splitlines()
    assert heading.split() == ["figure", "own", "second", "second/html", "second/pdf", "worst"]
    assert first.startswith("false_re_photo")
    assert first.endswith("second/pdf")
    assert "own: no limits" in result.stdout
    assert result.stdout.endswith("\nno limits\n")


def test_a_broken_limit_names_suite_and_figure(folders, tmp_path):
    toml = "[false_re_photo]\nat_most = 0.6\n[suites.second.number_read]\nat_least = 1.1\n"
    path = limits(tmp_path, toml + "[suites.third.auc]\nat_least = 0.9\n")
    result = invoke(folders, "--limits", path, "--junit", tmp_path / "r.xml")
    assert result.exit_code == 1
    assert "BROKEN second: number_read 100.00%" in result.stdout
    assert "BROKEN second/pdf: false_re_photo 100.00%" in result.stdout
    assert "BROKEN own" not in result.stdout
    assert "not run: suites.third" in result.stdout
    failures = [c.get("classname") for c in ET.parse(tmp_path / "r.xml").iterfind(".//failure/..")]
    assert failures == ["second", "second/html", "second/pdf", "second/pdf"]


def test_each_suites_own_limits(folders):
    (folders[1] / "suite.toml").write_text("[false_re_photo]\nerrors_at_most = 0\n")
    result = invoke(folders)
    assert result.exit_code == 1
    assert "BROKEN second: false_re_photo 50.00%" in result.stdout
    assert "BROKEN own" not in result.stdout


def test_one_report_with_a_section_a_suite(folders, tmp_path):
    (tmp_path / "out").mkdir()
    report, page = tmp_path / "out" / "r.json", tmp_path / "r.html"
    assert invoke(folders, "--json", report, "--html", page).exit_code == 0
    found = json.loads(report.read_text())["suites"]
    assert found.keys() == {"own", "second"}
    assert found["second"]["worlds"]["pdf"]["false_re_photo"]["value"] == 1
    names = {path.name for path in report.parent.iterdir()}
    assert names == {"r.json", "r.own.answers.jsonl", "r.second.answers.jsonl"}
    html = page.read_text()
    assert ">Suite own: " in html
    assert "<td>second/pdf" in html
    assert html.count("<html") == html.count("</html>") == 1


def test_suites_are_compared_by_name(folders, tmp_path, monkeypatch):
    old = tmp_path / "old.json"
    invoke(folders, "--baseline", old)
    for folder in folders:
        (folder / "run.answers.jsonl").unlink()
    monkeypatch.setattr(module, "check_shot", lambda _folder, _policy, file: (file, answer()))
    output = invoke(folders, "--against", old, "--junit", tmp_path / "r.xml").stdout
    names = [(c.get("classname"), c.get("name")) for c in ET.parse(tmp_path / "r.xml").getroot()]
    assert ("second", "false_accept against the older run") in names
    assert "not worse own: false_accept 1 new errors, 0 fixed" in output
    assert "not worse second: false_re_photo 0 new errors, 1 fixed" in output


def test_a_suite_that_the_older_run_lacks_is_named(folders, tmp_path):
    old = tmp_path / "old.json"
    invoke(folders[:1], "--baseline", old)
    output = invoke(folders, "--against", old).stdout
    assert "not worse own" in output
    assert "second: not compared" in output


def test_two_suites_of_one_name_are_refused(folders, tmp_path):
    (tmp_path / "more").mkdir()
    other = tmp_path / "more" / "own"
    folders[0].rename(other)
    folders[1].rename(tmp_path / "own")
    result = invoke([other, tmp_path / "own"])
    assert result.exit_code == 2
    assert "another suite is called own too" in result.stderr


def test_an_older_run_of_other_photos_is_refused(folders, tmp_path):
    old = tmp_path / "old.json"
    old.write_text('{"shots": {"z.jpg": {"verdict": null, "reason": null, "number": null}}}')
    result = invoke(folders, "--against", old)
    assert result.exit_code == 2
    assert "has no photo of own" in result.stderr
