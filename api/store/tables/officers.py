"""Accounts of officers, their decisions with what these teach, callbacks, and the audit trail."""

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

DECISIONS = Table(  # append-only: decisions with a copy of the automatic verdict
    "decisions",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column("at", Double, nullable=False, index=True),
    Column("act", CODE_TYPE, nullable=False),  # decide | undo
    Column("group_id", ID_TYPE, nullable=False, index=True),  # one act may decide several photos
    Column("who", TEXT_TYPE, nullable=False),
    Column("subject", CODE_TYPE, nullable=False),  # photo | check
    Column("subject_id", ID_TYPE, nullable=False, index=True),
    Column("batch_id", ID_TYPE, index=True),
    Column("decision", CODE_TYPE),
    Column("reason", CODE_TYPE),
    Column("number", CODE_TYPE),  # confirmed | corrected
    Column("line", TEXT_TYPE),
    Column("type", CODE_TYPE),
    Column("officer_type", CODE_TYPE),  # document type that the officer set
    Column("verdict", CODE_TYPE),
    Column("p_accept", Double),
    Column("reasons", JSON_TYPE),
    Column("measures", JSON_TYPE),
    Column("version", JSON_TYPE),
    Column("sampled", Boolean),
    Column("sampling_probability", Double),
)

LESSONS = Table(  # what a decision teaches; deleted after `learning_days`
    "lessons",
    METADATA,
    Column("decision_id", ID_TYPE, primary_key=True),
    Column("at", Double, nullable=False, index=True),
    Column("photo_id", ID_TYPE, nullable=False, index=True),
    Column("features", LargeBinary, nullable=False),  # of p_accept: `store.decisions.lessons`
    Column("sender_mac", MAC_TYPE, index=True),  # keyed HMAC of who sent it
)

TRAIL = Table(  # append-only: the audit trail
    "trail",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column("at", Double, nullable=False, index=True),
    Column("who", TEXT_TYPE, nullable=False),
    Column("act", CODE_TYPE, nullable=False),
    Column("subject", TEXT_TYPE),
    Column("detail", JSON_TYPE),
)

POSTS = Table(  # callbacks that report decisions to the caller
    "posts",
    METADATA,
    Column("decision_id", ID_TYPE, primary_key=True),
    Column(
        "photo_id", ID_TYPE, ForeignKey("photos.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_at", Double),  # null: delivered, given up or replaced
    Column("sent_at", Double),
    Column("status", Integer),  # HTTP status of the last attempt; null: no answer
    Index(None, "next_at"),
)

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("role", CODE_TYPE, nullable=False),  # officer | supervisor | qa | admin
    Column("password", TEXT_TYPE, nullable=False),  # argon2
    Column("must_change", Boolean, nullable=False, server_default=false()),  # a first password
    Column("created_at", Double, nullable=False),
    Column("disabled_at", Double),
    Column("failed", Integer, nullable=False, server_default="0"),  # unused
    Column("locked_until", Double),  # unused
    Column("session", ID_TYPE, nullable=False),  # changes when all sessions must end
)

SIGN_INS = Table(  # wrong passwords of the last minutes
    "sign_ins",
    METADATA,
    Column("account_id", ID_TYPE, primary_key=True),
    Column("origin", MAC_TYPE, primary_key=True),  # keyed HMAC of an address or a device
    Column("known", Boolean, nullable=False),  # a device on which the account signed in before
    Column("failed", Integer, nullable=False),
    Column("at", Double, nullable=False),  # of the latest
)
