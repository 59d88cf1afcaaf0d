"""Metadata and column types that all tables share."""

import re

from sqlalchemy import JSON, Column, ForeignKey, MetaData, String, Table

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
ID_TYPE = String(26)
ID = re.compile(r"[0-9A-Z]{26}")
"""What an id looks like; no other text is looked for in the database."""
MAC_TYPE = String(64)
CODE_TYPE = String(32)
TEXT_TYPE = String(200)
JSON_TYPE = JSON(none_as_null=True)


def batch_id_column() -> Column[str]:
    """Return the foreign key to a batch; the row is deleted with the batch."""
    return Column("batch_id", ID_TYPE, ForeignKey("batches.id", ondelete="CASCADE"), nullable=False)


META = Table(
    "meta",
    METADATA,
    Column("name", CODE_TYPE, primary_key=True),
    Column("value", TEXT_TYPE, nullable=False),
)
