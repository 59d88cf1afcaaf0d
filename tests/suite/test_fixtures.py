"""The committed fixtures are a suite of their own: its limits, as counts, hold on every build."""

from pathlib import Path

from click.testing import CliRunner

from precheck.suite.cli import suite

FIXTURES = Path(__file__).parent.parent / "fixtures"


def test_the_fixtures_keep_their_limits(tmp_path):
    report = tmp_path / "report.json"
    told = CliRunner().invoke(suite, ["run", str(FIXTURES), "--json", str(report), "--jobs", "1"])
    assert told.exit_code == 0, told.output
    assert report.exists()
