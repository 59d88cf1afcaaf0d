"""Rows of the audit trail as a page shows them: opening a photo is one, ids have names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from api.store import batches
from api.store.database.vault import Vault
from api.store.photos import pages
from api.store.tables.batches import BATCHES
from api.store.tables.officers import ACCOUNTS

LOOKS = frozenset({"view_photo", "view_picture", "view_number"})
"""Entries that opening a photo adds."""
OPENING_SECONDS = 120


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One or several entries of one act."""

    entries: Sequence[RowMapping]
    """The newest first."""

    @property
    def first(self) -> RowMapping:
        """The entry that began it."""
        return self.entries[-1]

    @property
    def id(self) -> str:
        """Id of the oldest entry: the next page begins before it."""
        return str(self.first["id"])


def folded(entries: Iterable[RowMapping]) -> Iterator[TrailRow]:
    """Yield a row for each act, the newest first: what one person saw of one photo is one."""
    row: list[RowMapping] = []
    for entry in entries:
        if row and not _continues(row[-1], entry):
            yield TrailRow(row)
            row = []
        row.append(entry)
    if row:
        yield TrailRow(row)


def _continues(later: RowMapping, entry: RowMapping) -> bool:
    same = (later["who"], later["subject"]) == (entry["who"], entry["subject"])
    looks = {later["act"], entry["act"]} <= LOOKS and later["act"] != "view_photo"
    return same and looks and later["at"] - entry["at"] < OPENING_SECONDS


def names_of(
    connection: Connection, vault: Vault, subjects: Iterable[str | None], *, of_photos: bool
) -> Mapping[str, str]:
    """Return the names of batches and accounts by id; of photos only where those may be seen."""
    ids = sorted({subject for subject in subjects if subject})
    found: dict[str, str] = {}
    accounts = select(ACCOUNTS.c.id, ACCOUNTS.c.name).where(ACCOUNTS.c.id.in_(ids))
    found |= {row.id: row.name for row in connection.execute(accounts)}
    if not of_photos:
        return found
    query = select(BATCHES).where(BATCHES.c.id.in_(ids))
    for row in connection.execute(query).mappings():
        found[row["id"]] = batches.open_name(vault, row) or row["line"] or row["owner"]
    for one in pages.load(connection, vault, ids):
        found[one.photo["id"]] = one.names.file
    return found
