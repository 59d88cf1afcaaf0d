"""Files that the desk announced to a batch, and what became of each."""

from sqlalchemy import Column, Double, Index, LargeBinary, Table

from api.store.tables.columns import CODE_TYPE, ID_TYPE, MAC_TYPE, METADATA, batch_id_column

ANNOUNCED = Table(  # one row per file, and per member of a zip that became no new photo
    "announced",
    METADATA,
    Column("id", ID_TYPE, primary_key=True),
    batch_id_column(),
    Column("file_mac", MAC_TYPE),  # as in photos; null: refused unread
    Column("sealed_path", LargeBinary, nullable=False),  # within the folder that was uploaded
    Column("state", CODE_TYPE, nullable=False),  # missing | received | unpacked | twin | known | …
    Column("code", CODE_TYPE),  # why it was refused
    Column("at", Double, nullable=False),  # of the last change
    Index(None, "batch_id", "state"),
    Index(None, "file_mac"),
)
