"""Replies: in order per citizen, each accepted once; on both databases."""

import time
from dataclasses import replace

import pytest

from api.channels import deliveries
from api.channels.waha import parsing
from api.channels.work.sending import WINDOW_CLOSED
from api.store.channels import outbox, outcomes
from api.store.channels.outbox import NewReply
from tests.api.channels.made import loaded, on_sqlite
from tests.api.channels.work.conftest import CONFIRM, Office
from tests.servers import graph as g
from tests.servers import waha as waha_server

DAY = 86400.0
OTHER = g.SENDER.format(9002)


@pytest.fixture
def answered(office):
    """An office with one reply to send."""
    office.receive(g.text("1"))
    office.work()
    return office


def fail(office, *faults):
    office.graph.faults["messages"].extend(faults)


@on_sqlite
def test_a_rejected_reply_is_given_up(answered):
    fail(answered, ("status", 400, (), 131026))
    answered.send()
    reply = answered.row("replies")
    assert (reply.state, reply.code, reply.sealed_payload) == ("failed", "131026", None)
    assert answered.send(later=DAY) == 0


def test_retry_after_is_honoured_by_the_whole_number(answered):
    answered.receive(g.text("2", sender=OTHER))
    answered.work()
    fail(answered, ("status", 429, [("Retry-After", "50")]))
    (first, second) = answered.reserve()
    answered.sender.send(first)
    with answered.store.writing() as connection:  # as if it had not been reserved yet
        outbox.retry(connection, second, time.time(), "x", unsure=False)
        outbox.pause_number(connection, first, time.time() + 50)
    assert answered.send(later=48) == 0
    assert answered.send(later=52) == 2
    assert len(answered.graph.sent) == 2


def test_a_try_that_is_not_taken_settles_no_doubt_about_an_earlier_one(answered):
    fail(answered, ("accepted", None), ("status", 429))
    answered.send()
    assert answered.send(later=6) == 1
    reply = answered.row("replies")
    assert (reply.state, reply.unsure, reply.code) == ("sending", True, "429")
    answered.hear(reply.id)
    assert (answered.row("replies").state, answered.send(later=DAY)) == ("sent", 0)


@pytest.mark.parametrize("told", [(500, b""), (200, b"x" * 1_000_001)], ids=["down", "too long"])
def test_a_chat_that_cannot_be_read_leaves_the_doubt(store, waha, tmp_path, told):
    office = Office(store, loaded(tmp_path, waha=waha.url, top=CONFIRM))
    deliveries.store(store, office.settings, parsing.delivery(waha_server.message(body="1")))
    office.work()
    waha.faults.append("accepted")
    waha.faults_of_chats.append(told)
    assert [office.send(later=at) for at in (0, 6, 60)] == [1, 1, 1]
    assert (office.row("replies").state, len(waha.sent)) == ("sent", 1)


@on_sqlite
def test_tries_are_farther_and_farther_apart(answered):
    fail(answered, *[("status", 400, (), 131056)] * 3)
    assert [answered.send(later=at) for at in (0, 0.5, 2, 4, 8, 15, 30)] == [1, 0, 1, 0, 1, 0, 1]
    assert len(answered.graph.sent) == 1


def test_an_unsure_reply_waits_for_its_status(answered):
    fail(answered, ("accepted", None))
    answered.send()
    reply = answered.row("replies")
    assert (reply.state, reply.unsure) == ("sending", True)
    assert answered.send(later=4) == 0
    answered.hear(reply.id)
    assert answered.row("replies").state == "sent"
    assert answered.send(later=DAY) == 0
    assert len(answered.graph.sent) == 1


@on_sqlite
def test_an_unsure_reply_without_a_status_is_sent_again(answered):
    fail(answered, ("status", 500))
    answered.send()
    assert answered.send(later=4) == 0
    assert answered.send(later=6) == 1
    assert (len(answered.graph.sent), answered.row("replies").state) == (1, "sent")


@on_sqlite
def test_a_crash_after_the_post_is_resolved_by_the_status(answered):
    (row,) = answered.reserve()  # posted, accepted, and then the worker died
    assert answered.reserve(later=30) == []
    answered.hear(row.id, "delivered")
    assert answered.reserve(later=40) == []
    assert answered.row("replies").state == "delivered"


def test_a_crash_before_the_post_is_found_by_the_missing_status(answered):
    answered.reserve()
    assert answered.send(later=36) == 1
    assert len(answered.graph.sent) == 1


def test_a_dead_worker_is_noticed_earlier_where_its_supervisor_lives(answered):
    answered.reserve()
    with answered.store.writing() as connection:
        outbox.renew(connection, "w", time.time(), 900.0)
        outbox.abandon(connection, "w", time.time() + 5)
    assert answered.send(later=4) == 0
    assert answered.send(later=6) == 1


@on_sqlite
def test_a_status_before_the_answer_counts(answered):
    (row,) = answered.reserve()
    answered.hear(row.id)
    answered.sender.send(row)  # its answer comes afterwards
    assert answered.row("replies").state == "sent"


@on_sqlite
def test_a_status_that_comes_amid_the_second_try_ends_it(answered):
    fail(answered, ("accepted", None))
    answered.send()
    (row,) = answered.reserve(later=6)
    answered.hear(row.id)
    answered.sender.send(row)
    assert (len(answered.graph.sent), answered.row("replies").state) == (1, "sent")


@on_sqlite
@pytest.mark.parametrize("call", ["upload", "messages"])
def test_a_picture_that_fails_holds_no_later_text(answered, call):
    talk = answered.row("talks")
    with answered.store.writing() as connection:
        (row,) = outbox.take(connection, "w", time.time(), hold=0.0, limit=1)
        outcomes.mark_sent(connection, row.id, time.time())
        shown = NewReply(to=g.CITIZEN, text="buram", buttons=(), picture=b"x")
        outbox.add(
            connection,
            answered.store.vault,
            talk,
            [shown, replace(shown, text="lalu")],
            time.time(),
        )
    answered.graph.faults[call].append(("status", 500))
    sent = [answered.send(later=at) for at in (0, 1, 6, 7)]
    assert sent == ([1, 1, 0, 0] if call == "upload" else [1, 0, 1, 1])
    said = [(one["type"], one.get("text", one.get("image"))) for one in answered.graph.sent]
    assert said[0] == ("text", {"body": "buram", "preview_url": False})
    assert said[1][0] == "image"


@on_sqlite
def test_each_wait_for_a_status_is_twice_as_long(answered):
    fail(answered, *[("status", 500)] * 3)
    sent = [answered.send(later=at) for at in (0, 4, 6, 9, 11, 19, 21)]
    assert sent == [1, 0, 1, 0, 1, 0, 1]


def test_replies_of_one_citizen_keep_their_order(office):
    for n in range(3):
        office.receive(g.text(f"{n}", f"m{n}"))
        office.work()
    office.receive(g.text("x", "other", sender=OTHER))
    office.work()
    fail(office, ("status", 429, [("Retry-After", "1")]))
    assert office.send() == 2  # one of each citizen
    while office.send(later=3):
        pass
    texts = [text for text in office.graph.texts() if "other" not in text]
    assert texts == ["text: m0", "text: m1", "text: m2"]


@on_sqlite
@pytest.mark.parametrize("template", [True, False])
def test_after_the_window_only_a_template_is_sent(answered, template):
    answered.change("replies", window_until=time.time() - 1)
    if not template:
        answered.take_template()
    answered.send()
    if template:
        assert answered.graph.sent[0]["template"]["name"] == "kabar"
    else:
        assert (answered.graph.sent, answered.row("replies").code) == ([], WINDOW_CLOSED)


def test_the_window_begins_with_the_citizens_last_message(office):
    now = time.time()
    office.receive(g.text("1", at=now - 100))
    office.receive(g.text("2", at=now - 5000))
    assert abs(office.row("talks").window_until - (now - 100 + DAY)) < 2


@on_sqlite
def test_a_reply_that_was_never_accepted_is_given_up_after_a_day(answered):
    answered.change("replies", created_at=time.time() - DAY - 1)
    fail(answered, ("status", 429))
    answered.send()
    assert (answered.row("replies").state, answered.row("replies").code) == ("failed", "429")


@on_sqlite
def test_a_refused_call_is_tried_later(answered):
    fail(answered, ("redirect", "http://evil.example/"))
    answered.send()
    assert (answered.row("replies").state, answered.row("replies").code) == (
        "queued",
        "redirect_refused",
    )
