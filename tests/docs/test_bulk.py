"""What docs/bulk.md says of options, codes and piles is so."""

import re
from pathlib import Path

from click.testing import CliRunner

from precheck.bulk.cli import bulk
from precheck.bulk.sources.files import RefusalCode
from precheck.cli import main
from precheck.office.policy import Office

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "bulk.md").read_text()


def test_every_option_stands_there():
    for option in bulk.params[1:]:
        assert option.opts[0] in TEXT, option.name


def test_every_code_stands_there():
    for code in RefusalCode:
        assert f"`{code}`" in TEXT


def test_what_near_means():
    doubt = Office.load().settings.decision.doubt.at_most
    assert f"less than {doubt} from the limit" in TEXT


def test_the_first_example_is_right_usage(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    command = re.search(r"precheck (bulk .*?)```", TEXT, re.DOTALL)[1].replace("\\\n", "").split()
    for name in command[1:4]:
        Path(name).mkdir()
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert Path("results.xlsx").exists()
