"""Deletes conversations and messages of chat channels after their time."""

from sqlalchemy import ColumnElement, Connection, Table, exists

from api.store.channels import outcomes
from api.store.channels.inbox import MAX_AGE_SECONDS
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS

DAY = 86400.0
KNOWN_SECONDS = 2 * MAX_AGE_SECONDS
"""Time that a message is known, so that its repetition is recognised; then repetitions are too old
to be taken."""


def expire(connection: Connection, now: float) -> None:
    """Delete expired conversations; give up messages that nobody handled in time."""
    expired = (CONVERSATIONS.c.expires_at <= now) & CONVERSATIONS.c.next_at.is_(None)
    connection.execute(CONVERSATIONS.delete().where(expired))
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


def _goes_on(table: Table) -> ColumnElement[bool]:
    return exists().where(CONVERSATIONS.c.sender_mac == table.c.sender_mac)


def purge(connection: Connection, before: float) -> None:
    """Delete the rows of older replies."""
    connection.execute(CHANNEL_REPLIES.delete().where(CHANNEL_REPLIES.c.created_at < before))
