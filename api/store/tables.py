"""The tables. Times are seconds since 1970 (UTC); ids are ULIDs.

Columns named `sealed_…` are encrypted and bound to their row; those named `…_mac` are keyed HMACs.
Nothing else here holds a picture, a number, a file name or a citizen's reference.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
ID = String(26)
MAC = String(64)
NAME = String(64)
CODE = String(32)
TEXT = String(200)
DOCUMENT = JSON(none_as_null=True)


def _of_batch() -> Column[str]:
    return Column("batch_id", ID, ForeignKey("batches.id", ondelete="CASCADE"), nullable=False)


META = Table(
    "meta",
    METADATA,
    Column("name", CODE, primary_key=True),
    Column("value", TEXT, nullable=False),
)

BATCHES = Table(
    "batches",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("created_at", Double, nullable=False, index=True),
    Column("closed_at", Double),
    Column("owner", TEXT, nullable=False),  # the key's name, or `desk`
    Column("origin", CODE, nullable=False),  # backlog | handover | desk | check
    Column("rank", Integer, nullable=False),  # lower first: 0 hand-over, 1 urgent, 2 backlog
    Column("lang", String(2), nullable=False),
    Column("line", TEXT),
    Column("sealed_name", LargeBinary),  # what an officer called it
)

FILES = Table(  # one a file as it came; goes when its last photo is decided
    "files",
    METADATA,
    Column("id", ID, primary_key=True),
    _of_batch(),
    Column("file_mac", MAC, nullable=False),
    Column("sealed_bytes", LargeBinary, nullable=False),
    UniqueConstraint("batch_id", "file_mac"),
)

PHOTOS = Table(  # the ledger: one a photo or page of a PDF
    "photos",
    METADATA,
    Column("id", ID, primary_key=True),
    _of_batch(),
    Column("file_id", ID, ForeignKey("files.id", ondelete="SET NULL"), index=True),
    Column("file_mac", MAC, nullable=False),
    Column("page", Integer, nullable=False),
    Column("position", Integer, nullable=False),  # from 1, in the order they came
    Column("added_at", Double, nullable=False),
    Column("rank", Integer, nullable=False),  # the batch's
    # what was asked
    Column("sealed_names", LargeBinary, nullable=False),  # file, folder, reference, sender, sent_at
    Column("reference_mac", MAC),
    Column("asked", DOCUMENT, nullable=False),  # types; [] for auto
    Column("attempt", Integer, nullable=False),
    Column("check_id", ID),  # the /check that it follows
    # the work
    Column("state", CODE, nullable=False),  # queued | leased | done | dead | expired
    Column("leased_by", TEXT),
    Column("lease_until", Double),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("published_at", Double),  # when its id went to the broker
    # the machine's answer
    Column("done_at", Double),
    Column("answer", DOCUMENT),  # the contract's object, without the number
    Column("error", CODE),
    Column("verdict", CODE),
    Column("next", CODE),
    Column("type", CODE),
    Column("reason", CODE),  # the first
    Column("p_accept", Double),
    Column("number_state", CODE),
    Column("sealed_number", LargeBinary),  # value, candidate, digits
    Column("number_masked", TEXT),
    Column("number_mac", MAC),
    Column("sureness", Double),  # 0 at the limit or a doubtful number, 1 farthest from doubt
    # the officers
    Column("for_officer", Boolean, nullable=False, server_default=false()),  # stands in the queue
    Column("sampled", Boolean, nullable=False, server_default=false()),  # a sure one, drawn
    Column("sampling_probability", Double),  # of standing in the queue
    Column("claimed_by", TEXT),
    Column("claim_until", Double),
    Column("decision", CODE),  # accept | re-photo
    Column("decision_id", ID),
    Column("decision_reason", CODE),
    Column("message", String(2000)),  # what the citizen is told after the decision
    Column("decided_by", TEXT),
    Column("decided_at", Double),
    Column("sealed_typed", LargeBinary),  # the number that an officer confirmed or typed
    # of the answer again, for figures
    Column("service", TEXT),
    Column("policy", TEXT),
    Column("took_ms", Integer),
    UniqueConstraint("batch_id", "file_mac", "page"),
    Index(None, "state", "rank", "added_at", "position"),
    Index(None, "batch_id", "position"),
    Index(None, "for_officer", "decision", "rank", "sureness"),
    Index(None, "reference_mac"),
    Index(None, "number_mac"),
    Index(None, "check_id"),
    Index(  # all that figures need, so that they read no photo's answer
        "ix_photos_seen",
        *("done_at", "verdict", "batch_id", "type", "reason", "service", "policy"),
        *("reference_mac", "took_ms"),
    ),
)

CHECKS = Table(  # one a /check
    "checks",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("at", Double, nullable=False),
    Column("owner", TEXT, nullable=False),  # the key's name
    Column("line", TEXT),
    Column("reference_mac", MAC),
    Column("file_mac", MAC, nullable=False),
    Column("asked", DOCUMENT, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("type", CODE),
    Column("verdict", CODE),
    Column("next", CODE),
    Column("p_accept", Double),
    Column("reason", CODE),  # the first
    Column("error", CODE),  # why there is no verdict
    Column("reasons", DOCUMENT, nullable=False),
    Column("notes", DOCUMENT, nullable=False),
    Column("measures", DOCUMENT, nullable=False),
    Column("number_state", CODE),
    Column("took_ms", Integer),
    Column("version", DOCUMENT, nullable=False),
    Column("service", TEXT),  # of the version again, for figures
    Column("policy", TEXT),
    UniqueConstraint("owner", "reference_mac", "attempt", "file_mac"),
    Index(None, "reference_mac", "at"),
    Index(  # all that figures need, so that they read no row's measures
        "ix_checks_seen",
        *("at", "verdict", "line", "type", "reason", "service", "policy"),
        *("reference_mac", "took_ms"),
    ),
)

DECISIONS = Table(  # append-only: what officers decided, with what the machine had said
    "decisions",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("at", Double, nullable=False, index=True),
    Column("act", CODE, nullable=False),  # decide | undo
    Column("group_id", ID, nullable=False, index=True),  # one act may decide many
    Column("who", TEXT, nullable=False),
    Column("subject", CODE, nullable=False),  # photo | check
    Column("subject_id", ID, nullable=False, index=True),
    Column("batch_id", ID, index=True),
    Column("decision", CODE),
    Column("reason", CODE),
    Column("number", CODE),  # confirmed | corrected
    Column("line", TEXT),
    Column("type", CODE),
    Column("verdict", CODE),
    Column("p_accept", Double),
    Column("reasons", DOCUMENT),
    Column("measures", DOCUMENT),
    Column("version", DOCUMENT),
    Column("sampled", Boolean),
    Column("sampling_probability", Double),
)

TRAIL = Table(  # append-only: who looked at or exported what
    "trail",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("at", Double, nullable=False, index=True),
    Column("who", TEXT, nullable=False),
    Column("act", CODE, nullable=False),
    Column("subject", TEXT),
    Column("detail", DOCUMENT),
)

POSTS = Table(  # decisions that wait to be posted to the caller
    "posts",
    METADATA,
    Column("decision_id", ID, primary_key=True),
    Column("photo_id", ID, ForeignKey("photos.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_at", Double),  # none: posted, given up or overtaken
    Column("sent_at", Double),
    Column("status", Integer),  # the last answer's; none: no answer
    Index(None, "next_at"),
)

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("name", NAME, nullable=False, unique=True),
    Column("role", CODE, nullable=False),  # officer | supervisor | qa | admin
    Column("password", TEXT, nullable=False),  # argon2
    Column("created_at", Double, nullable=False),
    Column("disabled_at", Double),
    Column("failed", Integer, nullable=False, server_default="0"),
    Column("locked_until", Double),
    Column("session", ID, nullable=False),  # changes when every sign-in must end
)
