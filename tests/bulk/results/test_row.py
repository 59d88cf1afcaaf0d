"""Every item gets a row; numbers are masked by default."""

import json
from concurrent.futures.process import BrokenProcessPool

import pytest

from precheck.bulk.results import row as module
from precheck.bulk.results.row import checked_row, crash_row
from precheck.errors import INSTALLATION_ERRORS
from tests.bulk.made import PHOTOS, SENT, item

PHOTO = (PHOTOS / "00002.jpg").read_bytes()
NUMBER = "3514132405149041"


def test_a_number_is_masked():
    row = checked_row(item(PHOTO, sent=SENT))
    assert row["number"]["state"] == "read"
    assert row["number"]["masked"] == "3514********9041"
    assert NUMBER not in json.dumps(row)
    assert row["number"]["digits"] is None
    assert (row["reference"], row["sent_at"]) == ("Budi", "2023-12-05T21:41:00")
    assert (row["file"], row["pile"], row["overlay"]) == ("in/sub/a.jpg", "accept", None)


def test_full_numbers_and_thumbnails_are_optional():
    row = checked_row(item(PHOTO, full_numbers=True, thumbnails=True))
    assert row["number"]["value"] == NUMBER
    assert len(row["number"]["digits"]) == 16
    assert row["reference"] == "sub"
    assert row["overlay"].startswith("data:image/jpeg;base64,")
    assert len(row["overlay"]) < 60_000


def test_a_broken_photo_has_a_row_with_a_key():
    row = checked_row(item(b"nothing"))
    assert row.keys() == {"file", "key", "pile", "error"}
    assert (row["pile"], row["error"]["code"]) == ("error", "not_a_picture")


@pytest.mark.parametrize("missing", INSTALLATION_ERRORS)
def test_a_missing_tool_or_model_is_tried_again(monkeypatch, missing):
    def reader():
        raise missing("tesseract")

    monkeypatch.setattr(module, "reader", reader)
    assert checked_row(item()).keys() == {"file", "pile", "error"}


@pytest.mark.parametrize(
    ("error", "code"), [(BrokenProcessPool("x"), "worker_died"), (ValueError(NUMBER), "crash")]
)
def test_a_crash_is_tried_again(error, code):
    row = crash_row(item(), error)
    assert row["error"]["code"] == code
    assert "key" not in row
    assert NUMBER not in json.dumps(row)
