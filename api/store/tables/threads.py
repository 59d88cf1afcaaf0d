"""Conversations that officers hold with citizens: a thread from the call for one to its end."""

from sqlalchemy import Column, Double, ForeignKey, Index, LargeBinary, String, Table

from api.store.tables.columns import CODE_TYPE, ID_TYPE, MAC_TYPE, METADATA, TEXT_TYPE

THREADS = Table(  # while one is open, its conversation is not answered by the dialogue
    "threads",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column("conversation_id", ID_TYPE, nullable=False),
    Column("sender_mac", MAC_TYPE, nullable=False),
    Column("channel", CODE_TYPE, nullable=False),
    Column("number_id", TEXT_TYPE, nullable=False),
    Column("line", TEXT_TYPE),
    Column("lang", String(3), nullable=False),
    Column("submission_id", ID_TYPE),  # the application under way when it began
    Column("opened_at", Double, nullable=False),
    Column("changed_at", Double, nullable=False),  # of the last message
    Column("waits_since", Double),  # first message that no officer has answered; null: none
    Column("officer", TEXT_TYPE),  # who wrote last
    Column("closed_at", Double),
    Column("closed_by", TEXT_TYPE),  # officer, or `citizen`
    Index(None, "conversation_id"),
    Index(None, "sender_mac"),
    Index(None, "closed_at", "waits_since"),
    Index(None, "changed_at"),
)

THREAD_MESSAGES = Table(
    "thread_messages",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column("thread_id", ID_TYPE, ForeignKey("threads.id", ondelete="CASCADE"), nullable=False),
    Column("at", Double, nullable=False),
    Column("author", CODE_TYPE, nullable=False),  # citizen | officer | service
    Column("officer", TEXT_TYPE),  # who wrote it
    Column("sealed_text", LargeBinary),
    Column("sealed_file", LargeBinary),  # a file that is in no application
    Column("kind", CODE_TYPE, nullable=False),  # of the citizen's message
    Column("photo_id", ID_TYPE),  # a photo that was filed in the application
    Column("reply_id", ID_TYPE),  # in the outbox
    Index(None, "thread_id"),
)
