"""Keys of callers."""

from sqlalchemy import Column, Double, String, Table

from api.store.tables.columns import ID_TYPE, MAC_TYPE, METADATA, TEXT_TYPE

API_KEYS = Table(  # rows are never deleted: a service that had a key is never open again
    "api_keys",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    Column("name", String(32), nullable=False),  # the caller's
    Column("sha256", MAC_TYPE, nullable=False, unique=True),
    Column("scopes", TEXT_TYPE, nullable=False),  # check+batches
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double),
    Column("revoked_at", Double),
    Column("last_used_on", String(10)),  # a day, never a time
)
