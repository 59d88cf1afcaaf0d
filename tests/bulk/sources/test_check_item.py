"""Items to check: their keys and their pages."""

import pytest

from precheck.bulk.sources.check_item import CheckItem, RunSettings
from precheck.bulk.sources.whatsapp import ChatSender
from precheck.options import Options
from tests.bulk.made import FORMATS, SENT, item

SAME = item()
CHANGES = {
    "bytes": item(b"other"),
    "sender": item(sent=SENT),
    "sender's time": item(sent=ChatSender("Budi", None)),
    "language": item(options=Options(lang="en")),
    "type": item(options=Options(types=("kk",))),
    "full numbers": item(full_numbers=True),
    "thumbnails": item(thumbnails=True),
    "page": item(page=2),
    "folder": item(place="other/a.jpg"),
}


@pytest.mark.parametrize("changed", CHANGES.values(), ids=CHANGES)
def test_the_key_holds_everything_that_decides_a_row(changed):
    assert item().key == SAME.key
    assert len({SAME.key, *(other.key for other in CHANGES.values())}) == len(CHANGES) + 1
    assert changed.key != SAME.key


@pytest.mark.parametrize("part", ["policy", "models_version", "version"])
def test_the_key_holds_policy_and_versions(monkeypatch, part):
    before = item().key
    other = item()
    if part == "policy":
        other = CheckItem(file=other.file, settings=RunSettings(options=Options(), policy="abc"))
    else:
        monkeypatch.setattr(f"precheck.bulk.sources.check_item.{part}", lambda *_: "other")
    assert other.key != before


def test_only_paged_formats_have_pages():
    three = item((FORMATS / "three_pages.pdf").read_bytes(), place="a.pdf")
    assert three.name == "in/a.pdf#1"
    assert [page.name for page in three.further_pages(3)] == ["in/a.pdf#2", "in/a.pdf#3"]
    assert three.further_pages(3)[0].further_pages(3) == ()
    assert item().further_pages(3) == ()
