"""Messages over HTTP: which are listed, marked and exported."""

import csv
import io

import pytest

from api.store.photos.outgoing import NOBODY
from api.store.tables.batches import PHOTOS
from tests.api.desk.audit import acts
from tests.api.desk.re_photos.made import PHONE_NUMBER, night, sent_back
from tests.api.fakes import NUMBER
from tests.api.store.filled import json_answer, photo


@pytest.fixture
def decided(desk, sri):
    """Two photos of one phone number sent back by the list, one by key in the queue."""
    id_, ids = night(
        desk,
        (PHONE_NUMBER, sent_back("blur")),
        (PHONE_NUMBER, sent_back("dark")),
        ("Siti", json_answer(0.5)),
        ("Made", json_answer(0.5)),
    )
    sri.post("/re-photos/confirm", photo=ids[:2], batch=id_)
    sri.post(f"/photos/{ids[2]}/decide", again="glare")
    sri.post(f"/photos/{ids[3]}/decide", decision="accept")
    return id_, ids


@pytest.mark.usefixtures("decided")
def test_messages_of_the_list_and_of_the_queue_are_listed_by_citizen(sri):
    page = sri.get("/messages").text
    assert page.count('class="recipient"') == 2
    assert "Ada 2 foto yang perlu dikirim ulang." in page
    assert "https://wa.me/6281290009001?text=Ada%202%20foto" in page
    assert 'rel="noreferrer"' in page
    assert "Siti" in page
    assert "Made" not in page
    assert NUMBER not in page


def test_a_mark_is_set_shown_filtered_and_removed(desk, sri, decided):
    id_, ids = decided
    sri.post("/messages/sent", photo=ids[:1], batch=id_)
    assert photo(desk.store, ids[0])["sent_by"] == "sri"
    assert "Ada 2 foto" not in sri.get(f"/messages?batch={id_}").text
    assert sri.get("/messages?mark=sent").text.count('class="recipient sent"') == 1
    assert "Ada 2 foto" in sri.get("/messages?mark=all").text
    assert "terkirim</span>" in sri.get(f"/batches/{id_}").text
    assert "oleh sri" in sri.get(f"/photos/{ids[0]}").text
    answer = sri.post("/messages/sent", photo=ids[:1], batch=id_, mark="sent", remove="1")
    assert answer.headers["Location"] == f"/desk/messages?batch={id_}&mark=sent"
    assert photo(desk.store, ids[0])["sent_at"] is None
    assert [act["subject"] for act in acts(desk, "mark_sent") + acts(desk, "unmark_sent")] == [
        ids[0],
        ids[0],
    ]


def test_the_script_receives_the_recipient_and_the_number_left(sri, decided):
    _, ids = decided
    asked = {"data": {"photo": ids[:2], "csrf_token": sri.token()}, "headers": {"HX-Request": "1"}}
    part = sri.client.post("/desk/messages/sent", **asked).text
    assert part.count('class="recipient sent"') == 1
    assert '<strong id="unsent" hx-swap-oob="true">1</strong>' in part
    gone = {**asked, "data": {**asked["data"], "photo": ["none"]}}
    assert sri.client.post("/desk/messages/sent", **gone).status_code == 404


def test_an_officer_exports_the_messages_without_numbers(desk, decided):
    id_, _ = decided
    officer = desk.person("budi")
    answer = officer.get(f"/messages.csv?batch={id_}")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [(row["Pengirim"], row["File"], row["Alasan"]) for row in rows] == [
        (PHONE_NUMBER, "0.jpg, 1.jpg", "buram, terlalu gelap"),
        ("Siti", "2.jpg", "pantulan cahaya"),
    ]
    assert rows[0]["Pesan"].startswith("Ada 2 foto yang perlu dikirim ulang.")
    assert rows[0]["Nomor WhatsApp"] == "6281290009001"
    assert {row["Terkirim"] for row in rows} == {"belum"}
    assert NUMBER not in answer.text
    (act,) = acts(desk, "export")
    assert (act["subject"], act["detail"]["photos"]) == (id_, 3)
    assert officer.get("/messages.xlsx").data.startswith(b"PK")
    assert officer.get("/messages.pdf").status_code == 404


def test_what_need_not_be_told_is_in_no_list_and_the_photo_says_so(desk, sri, decided):
    id_, (first, *_) = decided
    with desk.store.writing() as connection:
        told = {"sent_at": 1.0, "sent_by": NOBODY}
        connection.execute(PHOTOS.update().where(PHOTOS.c.id == first).values(**told))
    assert first not in sri.get(f"/messages?batch={id_}").text
    card = sri.get(f"/photos/{first}").text
    assert "Tidak diberitahukan" in card
    assert ">terkirim<" not in card
    assert "Terkirim " not in card


def test_many_recipients_come_in_pages(desk, sri, monkeypatch):
    monkeypatch.setattr("api.desk.messages.views.RECIPIENTS_PER_PAGE", 1)
    id_, ids = night(desk, ("a", sent_back("blur")), ("b", sent_back("blur")))
    sri.post("/re-photos/confirm", photo=ids, batch=id_)
    first = sri.get(f"/messages?batch={id_}").text
    assert first.count('class="recipient"') == 1
    assert f"?batch={id_}&amp;page=2" in first
    assert "berikutnya" not in sri.get(f"/messages?batch={id_}&page=2").text
