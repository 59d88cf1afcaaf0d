"""The office's suite: decided photos, kept by consent, and what two officers said of each."""

from sqlalchemy import Boolean, Column, Double, Index, LargeBinary, Table

from api.store.tables.columns import CODE_TYPE, ID_TYPE, JSON_TYPE, MAC_TYPE, METADATA, TEXT_TYPE

SUITE_PHOTOS = Table(
    "suite_photos",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column("photo_id", ID_TYPE, nullable=False, unique=True),
    Column("at", Double, nullable=False),  # of the first opinion: the decision
    Column("sender_mac", MAC_TYPE),  # keyed HMAC of who sent it
    Column("answer", JSON_TYPE, nullable=False),  # where the document lies: `document`, `image`
    Column("day", CODE_TYPE, nullable=False),  # the stratum: the office's day of the decision,
    Column("type", CODE_TYPE, nullable=False),  # document type in force,
    Column("doubtful", Boolean, nullable=False),  # and whether the machine was in doubt
    Column("draw", MAC_TYPE, nullable=False),  # keyed HMAC: which of a stratum are dropped
    Column("first_who", TEXT_TYPE, nullable=False),
    Column("first_opinion", CODE_TYPE, nullable=False),  # accept | re-photo
    Column("second_who", TEXT_TYPE),
    Column("second_opinion", CODE_TYPE),  # accept | re-photo | borderline
    Column("second_at", Double),
    Column("sealed_bytes", LargeBinary, nullable=False),  # the file as uploaded; last, as SQLite
    # reads all that stands before what it looks for
    Index(None, "at"),
    Index(None, "sender_mac"),
)
