"""Rows of the channels are deleted after their time."""

import pytest
from sqlalchemy import func, select

from api.store.channels import conversations, inbox, outbox, outcomes, retention
from api.store.channels.conversations import Address
from api.store.channels.inbox import MAX_AGE_SECONDS, NewMessage
from api.store.channels.outbox import NewReply
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS
from tests.api.channels.stored import stored

NOW, DAY = 1_700_000_000.0, 86400.0
ADDRESS = Address(channel="cloud", number_id="1", sender="628")


@pytest.fixture
def message(store):
    new = NewMessage(address=ADDRESS, message_id="1", sent_at=NOW, payload={"text": "x"})
    with store.writing() as connection:
        inbox.add(connection, store.vault, new, NOW)
    return new


def expire(store, now):
    with store.writing() as connection:
        retention.expire(connection, now)
        return [
            connection.scalar(select(func.count()).select_from(table))
            for table in (CONVERSATIONS, CHANNEL_MESSAGES)
        ]


def handle(store):
    with store.writing() as connection:
        lease = conversations.take(connection, "w", NOW, 30)
        reply = NewReply(to="628", text="x", buttons=(), picture=b"x")
        outbox.add(connection, store.vault, lease.conversation, [reply], NOW)
        inbox.finish(connection, lease.message.id, NOW, None)
        conversations.release(connection, lease, None, expires_at=NOW + 3 * DAY)


@pytest.mark.usefixtures("message")
def test_a_conversation_expires_and_its_messages_stay_known(store):
    handle(store)
    assert expire(store, NOW + 3 * DAY - 1) == [1, 1]
    assert expire(store, NOW + 3 * DAY) == [0, 1]
    assert expire(store, NOW + 14 * DAY + 1) == [0, 0]


def test_a_repetition_is_known_until_it_is_too_old(store, message):
    handle(store)
    for at in (NOW, NOW + MAX_AGE_SECONDS, NOW + 20 * DAY):
        expire(store, at)
        with store.writing() as connection:
            assert not inbox.add(connection, store.vault, message, at)


@pytest.mark.usefixtures("message")
def test_a_waiting_message_is_kept_for_a_week(store):
    expire(store, NOW + MAX_AGE_SECONDS)
    (row,) = stored(store, CHANNEL_MESSAGES)
    assert row.state == "queued"
    assert expire(store, NOW + MAX_AGE_SECONDS + 1) == [1, 1]
    (row,) = stored(store, CHANNEL_MESSAGES)
    assert (row.state, row.sealed_payload) == ("dead", None)
    with store.writing() as connection:
        assert conversations.take(connection, "w", NOW + 8 * DAY, 30) is None
    assert expire(store, NOW + 8 * DAY) == [0, 1]


@pytest.mark.usefixtures("message")
@pytest.mark.parametrize(
    ("days", "replies", "named"), [(2.9, 1, 1), (3.0, 0, 0)], ids=["goes on", "has ended"]
)
def test_a_sender_is_known_no_longer_than_its_conversation(store, days, replies, named):
    handle(store)
    with store.writing() as connection:
        (row,) = outbox.take(connection, "w", NOW, hold=30, limit=1)
        outcomes.mark_sent(connection, row.id, NOW, keep=True)
    expire(store, NOW + days * DAY)
    with store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(CHANNEL_REPLIES)) == replies
        known = select(func.count(CHANNEL_MESSAGES.c.sender_mac))
        assert connection.scalar(known) == named


@pytest.mark.usefixtures("message")
def test_a_reply_that_was_just_sent_outlives_its_conversation_by_a_day(store):
    handle(store)
    with store.writing() as connection:
        (row,) = outbox.take(connection, "w", NOW, hold=30, limit=1)
        outcomes.mark_sent(connection, row.id, NOW + 3 * DAY)
    for days, left in ((3.5, 1), (4.1, 0)):
        expire(store, NOW + days * DAY)
        with store.reading() as connection:
            assert connection.scalar(select(func.count()).select_from(CHANNEL_REPLIES)) == left


@pytest.mark.usefixtures("message")
def test_replies_are_purged(store):
    handle(store)
    for before, left in ((NOW, 1), (NOW + 1, 0)):
        with store.writing() as connection:
            retention.purge(connection, before)
            assert connection.scalar(select(func.count()).select_from(CHANNEL_REPLIES)) == left


@pytest.mark.usefixtures("message")
def test_a_reply_keeps_its_picture(store):
    handle(store)
    (row,) = stored(store, CHANNEL_REPLIES)
    assert outbox.reply(store.vault, row).picture == b"x"
