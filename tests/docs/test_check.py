"""What docs/check.md says of options and codes is so; lists of types and languages are whole."""

from pathlib import Path

import pytest

from precheck.cli import check_files
from precheck.decision.verdict import Code
from precheck.measures import MEASURES
from precheck.office.policy import Office
from precheck.options import LANGUAGES, TYPES

DOCS = Path(__file__).resolve().parents[2] / "docs"
TEXT = (DOCS / "check.md").read_text()
LINES = [(path.name, line) for path in DOCS.glob("*.md") for line in path.read_text().splitlines()]


def test_every_option_stands_there():
    for option in check_files.params[1:]:
        assert f"`{option.opts[0]}" in TEXT, option.name


def test_every_type_code_and_measure_stands_there():
    for name in (*TYPES, *Code, *MEASURES):
        assert f"`{name}`" in TEXT, name


def test_every_detail_stands_there():
    for text in Office.load().settings.texts["en"].reasons.values():
        for detail in text.details:
            assert f"`{detail}`" in TEXT, detail


def test_when_a_photo_goes_to_an_officer():
    assert Office.load().settings.hand_over_at == 3
    assert "from the third on `next` is `officer`" in TEXT


@pytest.mark.parametrize(
    ("mark", "names", "pages"),
    [
        ("akta_kematian", TYPES, {"bot.md", "check.md", "python.md", "qa.md", "settings.md"}),
        ("`id` (default)", LANGUAGES, {"bot.md", "check.md", "python.md"}),
    ],
    ids=["types", "languages"],
)
def test_every_list_is_whole(mark, names, pages):
    lists = [(page, line) for page, line in LINES if mark in line]
    assert {page for page, _ in lists} == pages
    assert not [page for page, line in lists if any(name not in line for name in names)]
