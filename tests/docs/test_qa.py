"""What docs/qa.md says of options, keys and figures is so."""

from pathlib import Path

from precheck.suite.cli import calibrate, run_suite, steady
from precheck.suite.figures.all_figures import all_figures
from precheck.suite.steady.edits import EDITS
from precheck.suite.steady.steadiness import steady_figures

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "qa.md").read_text()


def test_every_option_stands_there():
    for option in (*run_suite.params[1:], *calibrate.params[1:], *steady.params[1:]):
        assert option.opts[0] in TEXT, option.name


def test_every_figure_stands_there():
    follows = "`follows_…`"
    for name in all_figures(()) | steady_figures(()):
        assert f"`{name}`" in TEXT or (name.startswith("follows_") and follows in TEXT), name


def test_every_edit_stands_there():
    for name in EDITS:
        assert f"| `{name}` |" in TEXT, name
