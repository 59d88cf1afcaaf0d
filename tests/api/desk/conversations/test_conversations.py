"""Officers read what a citizen writes, answer within the rules of WhatsApp, and end it."""

import re
import time

import pytest
from sqlalchemy import select

from api.http import number_templates
from api.store import audit_trail
from api.store.accounts import Role
from api.store.channels import conversations, inbox, outbox, threads
from api.store.channels.conversations import Address
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS
from api.store.tables.threads import THREADS
from tests.api.channels.stored import stored
from tests.api.desk.conversations.made import CITIZENS, thread
from tests.api.desk.pictured import photo

NONCE = re.compile(r'name="nonce" value="([^"]+)"')
FRESH = re.compile(r'hx-get="/desk(/conversations/[^"]+)"')
LAST = re.compile(r'name="last" value="([^"]+)"')


def answers(store):
    """Return the texts of the replies that wait."""
    return [outbox.reply(store.vault, one) for one in stored(store, CHANNEL_REPLIES)]


def row(store):
    (one,) = stored(store, THREADS)
    return one


def acts(store):
    with store.reading() as connection:
        return [one["act"] for one in audit_trail.latest(connection)]


def close_window(store):
    with store.writing() as connection:
        connection.execute(CONVERSATIONS.update().values(window_until=1.0))


def write(visitor, id_, text="Silakan datang besok.", nonce=None):
    nonce = nonce or NONCE.search(visitor.get(f"/conversations/{id_}").text)[1]
    return visitor.post(f"/conversations/{id_}/reply", text=text, nonce=nonce)


def test_what_the_citizen_writes_is_listed_and_read(desk, sri):
    id_ = thread(desk.store, "petugas", "KK saya <b>hilang</b>")
    listed = sri.get("/conversations").text
    assert f"/desk/conversations/{id_}" in listed
    assert CITIZENS in listed
    assert "Menunggu sejak" in listed
    shown = sri.get(f"/conversations/{id_}").text
    assert "KK saya &lt;b&gt;hilang&lt;/b&gt;" in shown
    assert "view_conversation" in acts(desk.store)


def test_an_answer_is_queued_once(desk, sri):
    id_ = thread(desk.store, "petugas")
    nonce = NONCE.search(sri.get(f"/conversations/{id_}").text)[1]
    for _ in range(2):
        assert write(sri, id_, nonce=nonce).status_code == 302
    (sent,) = answers(desk.store)
    assert (sent.to, sent.text) == (CITIZENS, "Silakan datang besok.")
    assert (row(desk.store).waits_since, row(desk.store).officer) == (None, "sri")
    shown = sri.get(f"/conversations/{id_}").text
    assert "menunggu dikirim" in shown
    assert acts(desk.store).count("write_citizen") == 1


@pytest.mark.parametrize(
    ("channel", "template", "said", "sent"),
    [
        ("cloud", False, "tidak punya template", 0),
        ("cloud", True, "dikirim sebagai template", 1),
        ("waha", False, "Kirim ke warga", 1),
    ],
)
def test_after_the_24_hours_only_a_template_goes_out(desk, sri, channel, template, said, sent):
    number_templates.note(desk.app, [("cloud", "1")] if template else [])
    id_ = thread(desk.store, "petugas", channel=channel)
    close_window(desk.store)
    shown = sri.get(f"/conversations/{id_}").text
    assert said in shown
    assert ("<textarea" in shown) is bool(sent)
    write(sri, id_, nonce="0" * 26)
    assert len(answers(desk.store)) == sent


def test_the_end_lets_the_bot_answer_again_and_says_so(desk, sri):
    id_ = thread(desk.store, "petugas")
    last = LAST.search(sri.get(f"/conversations/{id_}").text)[1]
    assert sri.post(f"/conversations/{id_}/return", last=last).status_code == 302
    assert "Petugas sudah selesai" in answers(desk.store)[0].text
    assert row(desk.store).closed_by == "sri"
    assert write(sri, id_, nonce="0" * 26).status_code == 409
    assert f"/desk/conversations/{id_}" not in sri.get("/conversations").text
    assert f"/desk/conversations/{id_}" in sri.get("/conversations?closed=1").text
    assert "<textarea" not in sri.get(f"/conversations/{id_}").text


def test_photos_that_wait_for_their_purpose_are_handled_after_the_end(desk, sri):
    id_ = thread(desk.store, "petugas", file=photo())
    address = Address(channel="cloud", number_id="1", sender=CITIZENS)
    now = time.time()
    held = inbox.NewMessage(address=address, message_id="wamid.1", sent_at=now, payload={})
    with desk.store.writing() as connection:
        assert inbox.add(connection, desk.store.vault, held, now)
        (message,) = connection.scalars(select(CHANNEL_MESSAGES.c.id))
        inbox.hold(connection, message)
        connection.execute(CONVERSATIONS.update().values(next_at=None))
    last = LAST.search(sri.get(f"/conversations/{id_}").text)[1]
    sri.post(f"/conversations/{id_}/return", last=last)
    with desk.store.writing() as connection:
        lease = conversations.take(connection, "w", time.time(), 30)
    assert lease.message.id == message


def test_the_end_waits_for_a_message_that_was_not_read(desk, sri):
    id_ = thread(desk.store, "petugas")
    last = LAST.search(sri.get(f"/conversations/{id_}").text)[1]
    thread(desk.store, "satu lagi")
    sri.post(f"/conversations/{id_}/return", last=last)
    assert row(desk.store).closed_at is None
    assert answers(desk.store) == []


def test_the_end_after_the_24_hours_is_told_to_nobody(desk, sri):
    id_ = thread(desk.store, "petugas")
    close_window(desk.store)
    last = LAST.search(sri.get(f"/conversations/{id_}").text)[1]
    sri.post(f"/conversations/{id_}/return", last=last)
    assert row(desk.store).closed_at is not None
    assert answers(desk.store) == []


def test_a_photo_of_no_application_is_shown_and_noted(desk, sri):
    id_ = thread(desk.store, "petugas", file=photo())
    path = re.search(
        rf'src="/desk(/conversations/{id_}/\w+\.jpg)"', sri.get(f"/conversations/{id_}").text
    )[1]
    picture = sri.get(path)
    assert (picture.status_code, picture.data[:2]) == (200, b"\xff\xd8")
    assert "view_picture" in acts(desk.store)
    with desk.store.writing() as connection:
        threads.close(connection, id_, "sri", 1.0)
        threads.erase_files(connection, 1.0)
    assert sri.get(path).status_code == 404


def test_a_file_that_is_no_picture_is_not_shown(desk, sri):
    id_ = thread(desk.store, "petugas", file=b"no picture")
    path = re.search(
        rf'src="/desk(/conversations/{id_}/\w+\.jpg)"', sri.get(f"/conversations/{id_}").text
    )[1]
    assert sri.get(path).status_code == 404


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"text": " "}, 400), ({"text": "x" * 1001}, 400), ({"nonce": "x"}, 400)],
)
def test_what_is_no_message_is_refused(desk, sri, fields, status):
    id_ = thread(desk.store, "petugas")
    given = {"text": "Baik.", "nonce": "0" * 26, **fields}
    assert sri.post(f"/conversations/{id_}/reply", **given).status_code == status


@pytest.mark.parametrize("role", [Role.QA, Role.ADMIN])
def test_only_officers_read_conversations(desk, role):
    id_ = thread(desk.store, "petugas")
    other = desk.person("budi", role)
    assert other.get("/conversations").status_code == 403
    assert other.get(f"/conversations/{id_}").status_code == 403
    assert other.post(f"/conversations/{id_}/reply", text="x", nonce="0" * 26).status_code == 403


def test_an_unknown_conversation_is_not_found(sri):
    assert sri.get("/conversations/UNKNOWN").status_code == 404
    assert sri.post("/conversations/UNKNOWN/return").status_code == 404


def test_new_messages_are_fetched_once_and_noted(desk, sri):
    id_ = thread(desk.store, "petugas")
    path = FRESH.search(sri.get(f"/conversations/{id_}").text)[1]
    noted = acts(desk.store).count("view_conversation")
    assert sri.get(path).status_code == 204
    assert acts(desk.store).count("view_conversation") == noted
    thread(desk.store, "masih di sana?")
    fresh = sri.get(path).text
    assert "masih di sana?" in fresh
    assert "<textarea" not in fresh
    assert acts(desk.store).count("view_conversation") == noted + 1
    assert sri.get(FRESH.search(fresh)[1]).status_code == 204
    sri.post(f"/conversations/{id_}/return", last=LAST.search(fresh)[1])
    assert row(desk.store).closed_at is not None
    closed = sri.get(FRESH.search(fresh)[1]).text
    assert "sudah selesai" in closed
    assert FRESH.search(closed) is None


def test_a_page_that_asks_by_itself_keeps_no_session_alive(desk, sri):
    id_ = thread(desk.store, "petugas")
    page = sri.get(f"/conversations/{id_}")
    assert "Set-Cookie" in page.headers
    assert "Set-Cookie" not in sri.get(FRESH.search(page.text)[1]).headers
