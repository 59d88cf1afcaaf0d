"""Rows of the channels' tables as the store reads them."""

from sqlalchemy import select

from api.store import rows
from api.store.channels.stored import StoredConversation, StoredMessage, StoredReply
from api.store.channels.threads import Thread
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS
from api.store.tables.threads import THREADS

CLASSES = {
    CONVERSATIONS: StoredConversation,
    CHANNEL_MESSAGES: StoredMessage,
    CHANNEL_REPLIES: StoredReply,
    THREADS: Thread,
}


def stored(store, table):
    """Return the rows of a table, the oldest first."""
    with store.reading() as connection:
        return rows.every(connection, CLASSES[table], select(table).order_by(table.c.id))
