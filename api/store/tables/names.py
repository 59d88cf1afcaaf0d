"""Names of photos sealed together, so that a process need not open those of each photo."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from api.store.tables.columns import ID_TYPE, METADATA

BLOCK_CHARS = 5
"""First characters of the ids of a block, which tell the time: 9.3 hours."""

NAME_BLOCKS = Table(
    "name_blocks",
    METADATA,
    Column("start", String(BLOCK_CHARS), primary_key=True),  # first characters of its photos' ids
    Column("photos", Integer, nullable=False),
    Column("last", ID_TYPE, nullable=False),  # greatest id
    Column("sealed_lines", LargeBinary, nullable=False),  # of `photos.name_index`
)
