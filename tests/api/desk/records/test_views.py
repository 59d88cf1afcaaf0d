"""Decisions and the audit trail are listed and exported."""

import json
import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from api.store import audit_trail
from api.store.accounts import Role
from tests.api.desk.audit import acts
from tests.api.desk.batches_made import filled
from tests.api.desk.pictured import answer, brought
from tests.api.fakes import NUMBER
from tests.api.store.filled import json_answer


def test_decisions_are_listed_and_exported_without_numbers(desk, sri):
    _, (right, wrong, sure) = filled(
        desk, json_answer(0.6, state="doubtful"), json_answer(0.7), json_answer(0.99)
    )
    sri.post(f"/photos/{right}/decide", decision="confirm", number=NUMBER)
    sri.post(f"/photos/{wrong}/decide", again="dark")
    sri.post(f"/photos/{sure}/decide", again="blur")
    sri.post("/undo")
    qa = desk.person("qory", Role.QA)
    page = qa.get("/decisions").text
    assert page.count('<th scope="row">') == 4
    assert "dibenarkan" in page
    assert qa.get("/decisions?overrides=1").text.count('<th scope="row">') == 2
    assert qa.get("/decisions?who=nobody").text.count('<th scope="row">') == 0
    answer = qa.get("/decisions.jsonl")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    kept = [(one["decision"], one["reason"], one["number"], one["weight"]) for one in lines]
    assert kept == [("accept", None, "confirmed", 1), ("re-photo", "dark", None, 1)]
    assert lines[0]["measures"] == {"glare": {"value": 0.1}}
    assert NUMBER not in answer.text + page
    assert acts(desk, "export")[0]["who"] == "qory"


def test_long_lists_have_pages(desk, sri, monkeypatch):
    monkeypatch.setattr("api.desk.records.audit_trail_views.ENTRIES_PER_PAGE", 2)
    for at in range(3):
        with desk.store.writing() as connection:
            audit_trail.add(connection, "ani", "export", f"{at:026}")
        time.sleep(0.002)  # ids are ordered by time
    page = sri.get("/trail?act=export").text
    assert [f"{at:026}</code>" in page for at in range(3)] == [False, True, True]
    more = page.partition('href="?act=export&amp;before=')[2].partition('"')[0]
    older = sri.get(f"/trail?act=export&before={more}").text
    assert [f"{at:026}</code>" in older for at in range(3)] == [True, False, False]
    assert 'href="?act=export&amp;before=' not in older


def test_a_picture_seen_is_told_in_words(desk, sri):
    (id_,) = brought(desk, answer())
    for name in ("document", "picture", "number"):
        sri.get(f"/photos/{id_}/{name}.jpg?masked=1")
    page = sri.get("/trail").text
    for said in ("dokumen", "foto", "nomor"):
        assert f"sebagai: {said} · nomor: tersamar" in page


def test_opening_a_photo_is_one_row_with_its_name_and_the_second(desk, sri):
    (id_,) = brought(desk, answer(state="doubtful"))
    sri.get(f"/photos/{id_}")
    for name in ("document", "number"):
        sri.get(f"/photos/{id_}/{name}.jpg")
    page = sri.get("/trail").text
    assert page.count("membuka foto, melihat nomor lengkap, melihat gambar") == 1
    assert page.count("melihat gambar</td>") == 1
    assert "sebagai: dokumen · nomor: tampak; sebagai: nomor · nomor: tampak" in page
    assert ">0.png <small" in page
    assert re.search(r"\d\d-\d\d-\d{4} \d\d\.\d\d\.\d\d WIB", page)
    sri.get(f"/photos/{id_}")
    assert sri.get("/trail").text.count("<td>membuka foto") == 2
    assert sri.get("/trail?act=view_picture").text.count("<td>melihat gambar") == 1


def test_who_may_not_see_photos_reads_no_names_of_theirs(desk, sri):
    (id_,) = brought(desk, answer())
    sri.get(f"/photos/{id_}")
    page = desk.person("adi", Role.ADMIN).get("/trail").text
    assert "0.png" not in page
    assert f"<code>{id_}</code>" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [("from={today}&to={today}", True), ("from={tomorrow}", False), ("to={yesterday}", False)],
)
def test_the_trail_has_days(sri, query, found):
    today = datetime.now(ZoneInfo("Asia/Jakarta")).date()
    around = {"yesterday": today - timedelta(days=1), "tomorrow": today + timedelta(days=1)}
    page = sri.get(f"/trail?{query.format(today=today, **around)}").text
    assert ("Tidak ada catatan" in page) != found


def test_the_audit_trail_is_filtered(desk, sri):
    id_, _ = filled(desk, json_answer(0.5))
    sri.get("/queue")
    assert "membuka foto" in sri.get("/trail").text
    assert "membuka foto</option>" in sri.get("/trail?who=budi").text
    assert "Tidak ada catatan yang cocok" in sri.get("/trail?who=budi").text
    assert len(id_) == 26
