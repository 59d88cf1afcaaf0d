"""One item's row: masked unless asked, and never without a row."""

import json
from concurrent.futures.process import BrokenProcessPool

import pytest

from precheck.bulk import row as module
from precheck.bulk.chat import Sent
from precheck.bulk.found import Source
from precheck.bulk.item import Asked, Item
from precheck.bulk.row import lost_row, row_of
from precheck.errors import UNREADY
from precheck.options import Options
from tests.bulk.made import FORMATS, JPEG, PHOTOS

PHOTO = (PHOTOS / "00002.jpg").read_bytes()
NUMBER = "3514132405149041"
SENT = Sent("Budi", "2023-12-05T21:41:00")


def item(data=PHOTO, *, sent=None, page=1, place="sub/a.jpg", options=None, **asked):
    source = Source(name=f"in/{place}", place=place, data=data, sent=sent)
    wanted = Asked(options=options or Options(), policy="default", **asked)
    return Item(source=source, asked=wanted, page=page)


def test_a_number_is_masked():
    told = row_of(item(sent=SENT))
    assert told["number"]["state"] == "read"
    assert told["number"]["masked"] == "3514********9041"
    assert NUMBER not in json.dumps(told)
    assert told["number"]["digits"] is None
    assert (told["reference"], told["sent_at"]) == ("Budi", "2023-12-05T21:41:00")
    assert (told["file"], told["pile"], told["overlay"]) == ("in/sub/a.jpg", "accept", None)


def test_a_number_is_told_in_full_and_thumbnails_are_made_where_asked():
    told = row_of(item(full_numbers=True, thumbnails=True))
    assert told["number"]["value"] == NUMBER
    assert len(told["number"]["digits"]) == 16
    assert told["reference"] == "sub"
    assert told["overlay"].startswith("data:image/jpeg;base64,")
    assert len(told["overlay"]) < 60_000


def test_what_cannot_be_decoded_is_a_row_that_is_kept():
    told = row_of(item(b"nothing"))
    assert told.keys() == {"file", "key", "pile", "error"}
    assert (told["pile"], told["error"]["code"]) == ("error", "not_a_picture")


@pytest.mark.parametrize("missing", UNREADY)
def test_a_missing_tool_or_model_is_tried_again(monkeypatch, missing):
    def reader():
        raise missing("tesseract")

    monkeypatch.setattr(module, "reader", reader)
    assert row_of(item()).keys() == {"file", "pile", "error"}


@pytest.mark.parametrize(
    ("error", "code"), [(BrokenProcessPool("x"), "worker_died"), (ValueError(NUMBER), "crash")]
)
def test_a_lost_photo_is_a_row_that_is_tried_again(error, code):
    told = lost_row(item(), error)
    assert told["error"]["code"] == code
    assert "key" not in told
    assert NUMBER not in json.dumps(told)


SAME = item()
CHANGES = {
    "bytes": item(JPEG),
    "sender": item(sent=SENT),
    "sender's time": item(sent=Sent("Budi", None)),
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
        other = Item(source=other.source, asked=Asked(options=Options(), policy="abc"))
    else:
        monkeypatch.setattr(f"precheck.bulk.item.{part}", lambda *_: "other")
    assert other.key != before


def test_only_paged_formats_have_pages():
    three = item((FORMATS / "three_pages.pdf").read_bytes(), place="a.pdf")
    assert three.name == "in/a.pdf#1"
    assert [page.name for page in three.further(3)] == ["in/a.pdf#2", "in/a.pdf#3"]
    assert three.further(3)[0].further(3) == ()
    assert item().further(3) == ()
