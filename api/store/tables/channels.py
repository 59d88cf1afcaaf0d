"""Conversations with citizens in a chat channel, their messages, and the replies to them.

A conversation is found by `sender_mac`, the keyed HMAC of channel, number and sender, or by
`alias_mac`, that of the sender's other address. No row refers
to it by a foreign key: messages stay known after their conversation is deleted, so that a repeated
delivery is never handled again.
"""

from sqlalchemy import Boolean, Column, Double, Index, Integer, LargeBinary, Table, false

from api.store.tables.columns import CODE_TYPE, ID_TYPE, MAC_TYPE, METADATA, TEXT_TYPE

DEMO = "demo"
"""The channel whose messages are handled, and whose replies are fetched, by the caller alone."""

CONVERSATIONS = Table(  # one row per citizen and number of the office
    "conversations",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column("sender_mac", MAC_TYPE, nullable=False, unique=True),
    Column("alias_mac", MAC_TYPE),  # of a second address of the citizen
    Column("channel", CODE_TYPE, nullable=False),  # cloud | waha | demo
    Column("number_id", TEXT_TYPE, nullable=False),  # of the office's number
    Column("sealed_sender", LargeBinary, nullable=False),
    Column("sealed_state", LargeBinary),  # what the dialogue keeps
    Column("submission_id", ID_TYPE),  # the application under way
    Column("window_until", Double, nullable=False),  # then only templates reach the citizen
    Column("expires_at", Double, nullable=False),
    Column("next_at", Double),  # when its next message is due; null: none waits
    Column("leased_by", TEXT_TYPE),  # worker
    Column("lease", ID_TYPE),  # one stay of a worker
    Column("lease_until", Double),
    Index(None, "next_at"),
    Index(None, "expires_at"),
    Index(None, "submission_id"),
    Index(None, "alias_mac"),
)

CHANNEL_MESSAGES = Table(  # the inbox: one row per message, however often it is delivered
    "channel_messages",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column("message_mac", MAC_TYPE, nullable=False, unique=True),
    Column("sender_mac", MAC_TYPE),  # null: forgotten
    Column("sent_at", Double, nullable=False),
    Column("received_at", Double, nullable=False),
    Column("sealed_payload", LargeBinary),  # erased when done
    Column("state", CODE_TYPE, nullable=False),  # queued | held | done | dead
    Column("attempts", Integer, nullable=False, server_default="0"),  # stays of workers
    Column("fetches", Integer, nullable=False, server_default="0"),  # postponed downloads
    Column("problem", CODE_TYPE),  # why it was not handled as it came
    Column("done_at", Double),
    Index(None, "sender_mac", "state", "sent_at"),
    Index(None, "received_at"),
)

CHANNEL_REPLIES = Table(  # the outbox: one row per reply
    "channel_replies",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),  # comes back in the statuses of the channel
    Column("sender_mac", MAC_TYPE, nullable=False),  # whose conversation
    Column("channel", CODE_TYPE, nullable=False),
    Column("number_id", TEXT_TYPE, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("position", Integer, nullable=False),  # among the replies of one message
    Column("sealed_payload", LargeBinary),  # recipient and reply; erased when no longer needed
    Column("window_until", Double, nullable=False),
    Column("state", CODE_TYPE, nullable=False),  # queued | sending | sent | delivered | failed
    Column("unsure", Boolean, nullable=False, server_default=false()),  # perhaps accepted already
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_at", Double),  # null: finished
    Column("leased_by", TEXT_TYPE),  # worker whose request is under way
    Column("tried_at", Double),  # the first try
    Column("finished_at", Double),
    Column("code", CODE_TYPE),  # of the last error
    Column("undelivered", CODE_TYPE),  # why an accepted one was sent again; null: it was not
    Column("about", ID_TYPE),  # the photo that it asks about
    Column("sent_mac", MAC_TYPE),  # of the channel's id of the message
    Index(None, "next_at"),
    Index(None, "leased_by"),
    Index(None, "sender_mac", "state"),
    Index(None, "created_at"),
    Index(None, "sent_mac"),
)
