"""Names of photos sealed together, a block for each span of time in the photos' ids.

A block is valid as long as it counts the photos of its span and knows the last of them. Who deletes
photos forgets their blocks first (`forget`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from api.store.checks import INSERT
from api.store.database.vault import Vault
from api.store.tables.batches import PHOTOS
from api.store.tables.names import BLOCK_CHARS, NAME_BLOCKS

START = func.substr(PHOTOS.c.id, 1, BLOCK_CHARS)
ID_CHARS = 26
TEXT = ("utf-8", "surrogatepass")  # as names of files may be


@dataclass(frozen=True, slots=True)
class Extent:
    """What tells whether a block is as it was read."""

    photos: int
    last: str
    """Greatest id."""


def counted(connection: Connection) -> Mapping[str, Extent]:
    """Return the extent of each block, from the photos themselves."""
    query = select(START, func.count(), func.max(PHOTOS.c.id)).group_by(START)
    return {start: Extent(photos, last) for start, photos, last in connection.execute(query)}


def extent(connection: Connection, start: str) -> Extent:
    """Return the extent of one block, from the photos themselves."""
    query = select(func.count(), func.max(PHOTOS.c.id)).where(within(start))
    return Extent(*connection.execute(query).one())


def within(start: str) -> ColumnElement[bool]:
    """Condition: a photo of this block."""
    return PHOTOS.c.id.between(start.ljust(ID_CHARS, "0"), start.ljust(ID_CHARS, "Z"))


def kept(connection: Connection) -> Mapping[str, Extent]:
    """Return the extent of each block that is sealed."""
    query = select(NAME_BLOCKS.c.start, NAME_BLOCKS.c.photos, NAME_BLOCKS.c.last)
    return {start: Extent(photos, last) for start, photos, last in connection.execute(query)}


def lines(connection: Connection, vault: Vault, start: str) -> str:
    """Return the lines of a block that is sealed."""
    query = select(NAME_BLOCKS.c.sealed_lines).where(NAME_BLOCKS.c.start == start)
    return vault.open(connection.execute(query).scalar_one(), _row(start)).decode(*TEXT)


def keep(connection: Connection, vault: Vault, start: str, extent: Extent, text: str) -> None:
    """Seal the lines of a block in place of those kept before."""
    sealed = vault.seal(text.encode(*TEXT), _row(start))
    row = {"photos": extent.photos, "last": extent.last, "sealed_lines": sealed}
    dialect_insert: Any = INSERT[connection.dialect.name]
    insert = dialect_insert(NAME_BLOCKS).values(start=start, **row)
    connection.execute(insert.on_conflict_do_update(index_elements=["start"], set_=row))


def drop(connection: Connection, starts: Collection[str]) -> None:
    """Delete blocks."""
    connection.execute(NAME_BLOCKS.delete().where(NAME_BLOCKS.c.start.in_(starts)))


def forget(connection: Connection, which: ColumnElement[bool]) -> None:
    """Delete the blocks that hold names of these photos, which are deleted next."""
    starts = select(START).where(which)
    connection.execute(NAME_BLOCKS.delete().where(NAME_BLOCKS.c.start.in_(starts)))


def _row(start: str) -> str:
    return f"names of:{start}"
