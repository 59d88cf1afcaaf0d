"""Deletes conversations and messages of chat channels after their time."""

from sqlalchemy import Connection

from api.store.channels.inbox import MAX_AGE_SECONDS
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS

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
    known = CHANNEL_MESSAGES.c.received_at < now - KNOWN_SECONDS
    connection.execute(CHANNEL_MESSAGES.delete().where(known))


def purge(connection: Connection, before: float) -> None:
    """Delete the rows of older replies."""
    connection.execute(CHANNEL_REPLIES.delete().where(CHANNEL_REPLIES.c.created_at < before))
