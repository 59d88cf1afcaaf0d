"""Submissions: a citizen's application for one service."""

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    false,
)

from api.store.tables.columns import CODE_TYPE, ID_TYPE, JSON_TYPE, MAC_TYPE, METADATA, TEXT_TYPE

SUBMISSIONS = Table(  # its photos are those of its batch
    "submissions",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column("created_at", Double, nullable=False, index=True),
    Column("updated_at", Double, nullable=False),  # of the last photo
    Column("owner", TEXT_TYPE, nullable=False),  # the key's name, or `channel`
    Column("service", CODE_TYPE, nullable=False),
    Column("variant", CODE_TYPE, nullable=False),
    Column("lang", String(3), nullable=False),
    Column("line", TEXT_TYPE),
    Column("batch_id", ID_TYPE, ForeignKey("batches.id", ondelete="SET NULL"), index=True),
    Column("reference_mac", MAC_TYPE),
    Column("sealed_reference", LargeBinary),
    Column("state", CODE_TYPE, nullable=False),  # open | complete | officer | cancelled | expired
    Column("completed_at", Double),
    Column("stale", Boolean, nullable=False, server_default=false()),  # an officer has decided
    # the officers
    Column("step", CODE_TYPE),  # `store.stages`; null: the papers tell how far it is
    Column("step_at", Double),
    Column("officer", TEXT_TYPE),  # to whom it is assigned
    Column("touched_at", Double),  # the last photo or act of an officer
    Column("closed_at", Double),  # from which its retention counts
    Column("sealed_word", LargeBinary),  # of the officer to the citizen about the step
    Column("sealed_note", LargeBinary),  # among officers
    # the chat
    Column("conversation_id", ID_TYPE),  # in which it was begun; null: by a caller
    Column("tell_at", Double),  # when the step is told to the citizen; null: not, or told already
    Column("told_step", CODE_TYPE),  # the last step that was told
    # copied from the photos, for statistics
    Column("rounds", Integer, nullable=False, server_default="0"),  # photos that were answered
    Column("sent_back", Integer, nullable=False, server_default="0"),
    Column("saved", Integer, nullable=False, server_default="0"),
    Column("spared", JSON_TYPE),  # `submissions.spared`; null: last changed by an older version
    Index(None, "owner", "reference_mac"),
    Index(None, "state", "updated_at"),
    Index(None, "conversation_id"),
    Index(None, "tell_at"),
    Index(None, "closed_at"),
    Index(None, "completed_at"),
)
