"""Deletes conversations and messages of chat channels after their time."""

from sqlalchemy import ColumnElement, Connection, Table, exists, select

from api.store import batches
from api.store.channels import outcomes, threads
from api.store.channels.inbox import MAX_AGE_SECONDS
from api.store.submissions import DEMO_OWNER
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS
from api.store.tables.submissions import SUBMISSIONS
from api.store.tables.threads import THREADS

DAY = 86400.0
KNOWN_SECONDS = 2 * MAX_AGE_SECONDS
"""Time that a message is known, so that its repetition is recognised; then repetitions are too old
to be taken."""


def expire(connection: Connection, now: float) -> None:
    """Delete expired conversations; give up messages that nobody handled in time.

    A conversation stays while its citizen is still to be told about one of its applications, and
    while an officer holds it. One of the demo goes with its applications.
    """
    expired = (CONVERSATIONS.c.expires_at <= now) & CONVERSATIONS.c.next_at.is_(None)
    _delete_demo(connection, expired)
    held = exists().where(THREADS.c.conversation_id == CONVERSATIONS.c.id, threads.OPEN)
    connection.execute(CONVERSATIONS.delete().where(expired, ~_has_application(), ~held))
    said = expired & CONVERSATIONS.c.sealed_state.is_not(None)
    connection.execute(CONVERSATIONS.update().where(said, ~held).values(sealed_state=None))
    late = CHANNEL_MESSAGES.c.state.in_(("queued", "held")) & (
        CHANNEL_MESSAGES.c.received_at < now - MAX_AGE_SECONDS
    )
    connection.execute(
        CHANNEL_MESSAGES.update()
        .where(late)
        .values(state="dead", problem="expired", done_at=now, sealed_payload=None)
    )
    ended = CHANNEL_MESSAGES.c.sender_mac.is_not(None) & ~_goes_on(CHANNEL_MESSAGES)
    connection.execute(CHANNEL_MESSAGES.update().where(ended).values(sender_mac=None))
    outcomes.erase_accepted(connection, now)
    _delete_replies(connection, now)
    known = CHANNEL_MESSAGES.c.received_at < now - KNOWN_SECONDS
    connection.execute(CHANNEL_MESSAGES.delete().where(known))


def _delete_replies(connection: Connection, now: float) -> None:
    """Delete the rows of finished replies whose conversation has ended."""
    finished = CHANNEL_REPLIES.c.next_at.is_(None) & (CHANNEL_REPLIES.c.finished_at < now - DAY)
    connection.execute(CHANNEL_REPLIES.delete().where(finished, ~_goes_on(CHANNEL_REPLIES)))


def _delete_demo(connection: Connection, expired: ColumnElement[bool]) -> None:
    """Delete the demo's applications whose conversation has expired, or is gone."""
    goes_on = exists().where(CONVERSATIONS.c.id == SUBMISSIONS.c.conversation_id, ~expired)
    ours = (SUBMISSIONS.c.owner == DEMO_OWNER) & SUBMISSIONS.c.batch_id.is_not(None)
    for batch_id in connection.scalars(select(SUBMISSIONS.c.batch_id).where(ours, ~goes_on)).all():
        batches.delete(connection, batch_id)


def _has_application() -> ColumnElement[bool]:
    """Condition: an application of the conversation is not closed, or its closing not yet told."""
    reported = SUBMISSIONS.c.closed_at.is_not(None) & SUBMISSIONS.c.tell_at.is_(None)
    lives = SUBMISSIONS.c.batch_id.is_not(None) & (SUBMISSIONS.c.state != "expired")
    return exists().where(SUBMISSIONS.c.conversation_id == CONVERSATIONS.c.id, lives, ~reported)


def _goes_on(table: Table) -> ColumnElement[bool]:
    return exists().where(CONVERSATIONS.c.sender_mac == table.c.sender_mac)


def purge(connection: Connection, before: float) -> None:
    """Delete older threads, and the rows of older replies."""
    threads.purge(connection, before)
    connection.execute(CHANNEL_REPLIES.delete().where(CHANNEL_REPLIES.c.created_at < before))
