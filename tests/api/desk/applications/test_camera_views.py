"""The desk's button for a camera link: sent in the chat, or shown to be passed on."""

import re
import time
from dataclasses import replace

import pytest
from sqlalchemy import select

from api.store import submissions
from api.store.channels import outbox
from api.store.tables.threads import THREADS
from api.submissions.rules import EXTENSION
from tests.api.desk.applications.made import applied
from tests.api.desk.audit import acts
from tests.api.desk.conversations.made import thread

PUBLIC = "https://dukcapil.example.go.id"
BUTTON = "Kirim tautan kamera"


@pytest.fixture
def budi(desk, monkeypatch):
    rules = replace(desk.app.extensions[EXTENSION], public_url=PUBLIC, camera_seconds=3600.0)
    monkeypatch.setitem(desk.app.extensions, EXTENSION, rules)
    return desk.person("budi")


def waiting(desk):
    with desk.store.writing() as connection:
        rows = outbox.take(connection, "w", time.time() + 60, hold=60, limit=9)
        return [outbox.reply(desk.store.vault, row).text for row in rows]


def test_the_button_is_beside_each_awaited_paper_alone(desk, budi):
    page = budi.get(f"/applications/{applied(desk, ('kk',))}").text
    assert re.findall(r'name="slot" value="(\w+)" aria-label="Kirim', page) == ["ktp"]
    assert BUTTON not in budi.get(f"/applications/{applied(desk, reference='x')}").text


def test_without_a_public_address_there_is_no_button(desk):
    wati = desk.person("wati")
    id_ = applied(desk, ("kk",))
    assert BUTTON not in wati.get(f"/applications/{id_}").text
    assert wati.post(f"/applications/{id_}/camera", slot="ktp").status_code == 409


def test_it_is_sent_in_the_citizens_chat(desk, budi):
    thread_id = thread(desk.store)
    with desk.store.writing() as connection:
        query = select(THREADS.c.conversation_id).where(THREADS.c.id == thread_id)
        conversation_id = connection.scalar(query)
    id_ = applied(desk, ("kk",), conversation_id=conversation_id)
    assert budi.post(f"/applications/{id_}/camera", slot="ktp").status_code == 302
    (text,) = waiting(desk)
    assert f"KTP-el: {PUBLIC}/capture/" in text
    page = budi.get(f"/applications/{id_}").text
    assert "Tautan kamera dikirim" in page
    assert "mengirim tautan kamera" in page
    assert len(acts(desk, "send_camera_link")) == 1


def test_where_there_is_no_chat_the_officer_is_shown_the_link(desk, budi):
    id_ = applied(desk, ("kk",))
    budi.post(f"/applications/{id_}/camera", slot="ktp")
    assert f"{PUBLIC}/capture/" in budi.get(f"/applications/{id_}").text
    assert waiting(desk) == []


def test_no_link_is_made_for_a_paper_that_is_in(desk, budi):
    id_ = applied(desk, ("kk",))
    assert budi.post(f"/applications/{id_}/camera", slot="kk").status_code == 409
    with desk.store.reading() as connection:
        assert submissions.get(connection, id_).state == "open"
