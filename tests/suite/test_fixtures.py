"""The committed fixtures are a suite that keeps its limits."""

import json
from pathlib import Path

from click.testing import CliRunner

from precheck.suite.cli import suite

FIXTURES = Path(__file__).parent.parent / "fixtures"


def test_the_fixtures_keep_their_limits(tmp_path):
    report = tmp_path / "report.json"
    result = CliRunner().invoke(suite, ["run", str(FIXTURES), "--json", str(report), "--jobs", "1"])
    assert result.exit_code == 0, result.output
    assert report.exists()


def test_two_suites_of_real_answers(tmp_path):
    rows = (FIXTURES / "manifest.jsonl").read_text().splitlines()
    for name, line in (("one", rows[0]), ("two", rows[1])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "photos").symlink_to(FIXTURES / "photos")
        (tmp_path / name / "manifest.jsonl").write_text(line + "\n")
    limits, report = tmp_path / "limits.toml", tmp_path / "report.json"
    limits.write_text("[failed]\nerrors_at_most = 0\n[suites.two.took_ms_median]\nat_most = 0\n")
    folders = [str(tmp_path / name) for name in ("one", "two")]
    options = ["--limits", str(limits), "--json", str(report), "--jobs", "1"]
    result = CliRunner().invoke(suite, ["run", *folders, *options])
    assert result.exit_code == 1, result.output
    assert result.stdout.splitlines()[0].split() == ["figure", "one", "two", "worst"]
    (broken,) = (line for line in result.stdout.splitlines() if "BROKEN" in line)
    assert broken.startswith("BROKEN two: took_ms_median")
    assert json.loads(report.read_text())["suites"]["one"]["shots"].keys() == {"photos/00000.jpg"}
