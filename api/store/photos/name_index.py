"""The names of all photos, decrypted once per process, so that a text is found in a moment.

Names are encrypted in the database, which therefore cannot search them; they are kept in memory
alone. Photos are held in blocks by the time in their ids: only a block whose photos changed is read
again, and one whose photos are deleted is forgotten at the next search. A block whose time is over
is also sealed as a whole (`seal`), so that a process opens one value instead of thousands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, select

from api.store import name_blocks
from api.store.database.store import Store
from api.store.database.vault import Vault
from api.store.name_blocks import ID_CHARS, Extent
from api.store.photos import intake
from api.store.photos.intake import Names
from api.store.tables.batches import PHOTOS
from precheck.answer.as_json import new_id

LEAST_PHONE_DIGITS = 8
PHONE = re.compile(r"\+?[\d\s().\-\u2010-\u2015]+")
COUNTRY_OR_ZERO = re.compile(r"^(?:62|0)+(?=8)")
"""What stands before an Indonesian mobile number, in whichever writing."""


@dataclass(frozen=True, slots=True)
class _Block:
    extent: Extent
    lines: str
    """A line a photo: its names in lower case, then its id."""


class NameIndex:
    """The names of one database's photos."""

    def __init__(self) -> None:
        self._blocks: dict[str, _Block] = {}
        self._lock = Lock()

    def find(self, connection: Connection, vault: Vault, text: str) -> set[str]:
        """Return the ids of the photos with a name that contains the text.

        A phone number is found in any writing: 0812…, +62 812-…, 62812….
        """
        with self._lock:
            self._refresh(connection, vault)
            blocks = list(self._blocks.values())
        return {id_ for block in blocks for id_ in _lines_with(block.lines, needle(text))}

    def _refresh(self, connection: Connection, vault: Vault) -> None:
        here = name_blocks.counted(connection)
        same = {
            start: block for start, block in self._blocks.items() if block.extent == here.get(start)
        }
        changed = {start: extent for start, extent in here.items() if start not in same}
        sealed = name_blocks.kept(connection) if changed else {}
        for start, extent in changed.items():
            whole = sealed.get(start) == extent
            read = name_blocks.lines if whole else _read
            same[start] = _Block(extent, read(connection, vault, start))
        self._blocks = same


def of(vault: Vault) -> NameIndex:
    """Return this process's index of the database that the vault belongs to."""
    with _LOCK:
        return _INDEXES.setdefault(vault, NameIndex())


_INDEXES: WeakKeyDictionary[Vault, NameIndex] = WeakKeyDictionary()
_LOCK = Lock()


def seal(store: Store) -> None:
    """Seal the blocks whose time is over, and drop those whose photos have changed since."""
    now = new_id()
    with store.reading() as connection:
        here, sealed = name_blocks.counted(connection), name_blocks.kept(connection)
    if outdated := [start for start, extent in sealed.items() if here.get(start) != extent]:
        with store.writing() as connection:
            name_blocks.drop(connection, outdated)
    for start, extent in here.items():
        if sealed.get(start) == extent or now.startswith(start):
            continue
        with store.reading() as connection:  # other writers do not wait for it
            lines = _read(connection, store.vault, start)
        with store.writing() as connection:
            if name_blocks.extent(connection, start) == extent:
                name_blocks.keep(connection, store.vault, start, extent, lines)


def needle(text: str) -> str:
    """Return what is looked for in a line.

    >>> needle("+62 812-9000-9046") == needle("081290009046") == needle("6281290009046")
    True
    """
    plain = text.casefold().strip()
    digits = re.sub(r"\D", "", plain)
    if PHONE.fullmatch(plain) and len(digits) >= LEAST_PHONE_DIGITS:
        return COUNTRY_OR_ZERO.sub("", digits)
    return plain


def _line(names: Names) -> str:
    """Return the names in lower case; digits of a phone number stand there without separators."""
    parts = [part for part in (names.path, names.reference, names.sender) if part]
    bare = (re.sub(r"\D", "", part) for part in parts if PHONE.search(part))
    numbers = {digits for digits in bare if len(digits) >= LEAST_PHONE_DIGITS}
    joined = "\t".join((*dict.fromkeys(parts), *sorted(numbers - set(parts))))
    return joined.casefold().replace("\n", " ")


def _read(connection: Connection, vault: Vault, start: str) -> str:
    query = select(PHOTOS.c.id, PHOTOS.c.sealed_names).where(name_blocks.within(start))
    photos = connection.execution_options(yield_per=1000).execute(query).mappings()
    return "".join(f"{_line(intake.open_names(vault, photo))}{photo['id']}\n" for photo in photos)


def _lines_with(lines: str, wanted: str) -> Iterator[str]:
    """Yield the ids of the lines whose names contain it."""
    at = lines.find(wanted)
    while at >= 0 and (end := lines.find("\n", at)) >= 0:
        if at + len(wanted) <= end - ID_CHARS:
            yield lines[end - ID_CHARS : end]
        at = lines.find(wanted, end + 1)
