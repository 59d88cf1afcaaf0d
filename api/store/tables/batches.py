"""Batches, their files as uploaded, and their photos."""

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
    TextClause,
    UniqueConstraint,
    false,
    text,
)

from api.store.tables.columns import (
    CODE_TYPE,
    ID_TYPE,
    JSON_TYPE,
    MAC_TYPE,
    METADATA,
    TEXT_TYPE,
    batch_id_column,
)

BATCHES = Table(
    "batches",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column("created_at", Double, nullable=False, index=True),
    Column("closed_at", Double),
    Column("owner", TEXT_TYPE, nullable=False),  # the key's name, or `desk`
    Column("origin", CODE_TYPE, nullable=False),  # backlog | handover | desk | check | submission
    Column("rank", Integer, nullable=False),  # lower first: `store.batches.Rank`
    Column("lang", String(2), nullable=False),
    Column("line", TEXT_TYPE),
    Column("sealed_name", LargeBinary),  # display name
)

FILES = Table(  # one row per uploaded file; deleted after its last photo is decided
    "files",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    batch_id_column(),
    Column("file_mac", MAC_TYPE, nullable=False),
    Column("sealed_bytes", LargeBinary, nullable=False),
    UniqueConstraint("batch_id", "file_mac"),
)

PICTURED, UNJUDGED = text("file_id IS NOT NULL"), text("verdict IS NULL")
UNSENT = text("sent_at IS NULL")


def _index_where(name: str, condition: TextClause, *columns: str) -> Index:
    """Return an index of the rows for which the condition is true."""
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


PHOTOS = Table(  # one row per photo or page of a PDF
    "photos",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    batch_id_column(),
    Column("file_id", ID_TYPE, ForeignKey("files.id", ondelete="SET NULL"), index=True),
    Column("file_mac", MAC_TYPE, nullable=False),
    Column("page", Integer, nullable=False),
    Column("position", Integer, nullable=False),  # from 1, in upload order
    Column("added_at", Double, nullable=False),
    Column("rank", Integer, nullable=False),  # the batch's; of a submission, by what came of it
    # the request
    Column("sealed_names", LargeBinary, nullable=False),  # file, folder, reference, sender, sent_at
    Column("reference_mac", MAC_TYPE),
    Column("asked", JSON_TYPE, nullable=False),  # types; [] for auto
    Column("attempt", Integer, nullable=False),
    Column("check_id", ID_TYPE),  # the /check of the same photo
    # of a submission
    Column("slot", CODE_TYPE),  # stated by the sender until it is filed
    Column("part", Integer),  # which photo of its slot, from 1
    Column("filing", CODE_TYPE),  # filed | part | wrong_paper | …; null: not filed yet
    Column("returned_at", Double),  # when an officer returned it to the citizen
    Column("message_mac", MAC_TYPE),  # of the channel's id of the message
    Column("sealed_likeness", LargeBinary),  # signature of the shot
    Column("members_due_at", Double),  # when to read the table of a KK; null: not, or read already
    Column("sealed_members", LargeBinary),  # NIKs in the table of a KK
    # the worker
    Column("state", CODE_TYPE, nullable=False),  # queued | leased | done | dead | expired
    Column("leased_by", TEXT_TYPE),
    Column("lease_until", Double),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("published_at", Double),  # when its id was sent to the broker
    # the automatic answer
    Column("done_at", Double),
    Column("answer", JSON_TYPE),  # the contract's object, without the number
    Column("error", CODE_TYPE),
    Column("verdict", CODE_TYPE),
    Column("next", CODE_TYPE),
    Column("type", CODE_TYPE),
    Column("reason", CODE_TYPE),  # the first reason
    Column("p_accept", Double),
    Column("number_state", CODE_TYPE),
    Column("sealed_number", LargeBinary),  # value, candidate, digits
    Column("number_masked", TEXT_TYPE),
    Column("number_mac", MAC_TYPE),
    Column("sureness", Double),  # 0 at the limit, 1 at p_accept 0 or 1
    Column("features", LargeBinary),  # of p_accept: `store.decisions.lessons`
    # the officers
    Column(
        "for_officer", Boolean, nullable=False, server_default=false()
    ),  # in the officers' queue
    Column(
        "sampled", Boolean, nullable=False, server_default=false()
    ),  # a sure verdict that was sampled
    Column("sampling_probability", Double),  # probability of being in the queue
    Column("queue_reason", CODE_TYPE),  # why it is in the queue
    Column("claimed_by", TEXT_TYPE),
    Column("claim_until", Double),
    Column("decision", CODE_TYPE),  # accept | re-photo
    Column("decision_id", ID_TYPE),
    Column("decision_reason", CODE_TYPE),
    Column("message", String(2000)),  # to the citizen, after the decision
    Column("decided_by", TEXT_TYPE),
    Column("decided_at", Double),
    Column("officer_type", CODE_TYPE),  # document type that an officer set
    Column("sent_at", Double),  # when an officer marked the message as sent
    Column("sent_by", TEXT_TYPE),
    Column("sealed_typed", LargeBinary),  # number that an officer confirmed or typed
    # copied from the answer, for statistics
    Column("service", TEXT_TYPE),
    Column("policy", TEXT_TYPE),
    Column("took_ms", Integer),
    UniqueConstraint("batch_id", "file_mac", "page"),
    Index(None, "state", "rank", "added_at", "position"),
    Index(None, "batch_id", "position"),
    Index(None, "for_officer", "decision", "rank", "sureness"),
    Index(None, "file_mac"),
    Index(None, "reference_mac"),
    Index(None, "number_mac"),
    Index(None, "check_id"),
    Index(None, "members_due_at"),
    _index_where("ix_photos_undoable", PICTURED, "decided_by", "decided_at"),
    _index_where("ix_photos_unjudged", UNJUDGED, "state", "decision", "decided_by"),
    _index_where("ix_photos_unsent", UNSENT, "decision", "batch_id"),
    Index(  # covers the conditions and orders of lists
        "ix_photos_listed",
        *("batch_id", "position", "page", "state", "for_officer", "decision", "verdict"),
        *("officer_type", "type", "decision_reason", "reason", "added_at"),
        *("decided_by", "decided_at", "number_masked", "id"),
    ),
    Index(  # covers the queries of statistics
        "ix_photos_seen",
        *("done_at", "verdict", "batch_id", "type", "reason", "service", "policy"),
        *("reference_mac", "took_ms", "officer_type"),
    ),
)
