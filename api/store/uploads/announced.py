"""Files that a page of the desk announces to a batch before it sends them, and their state.

What is announced and still missing is how an upload that broke off is recognised and continued.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, Connection, select

from api.store.database.vault import Vault
from api.store.photos import intake
from api.store.tables.announced import ANNOUNCED
from api.store.uploads import same_files
from api.store.uploads.states import HELD, FileState
from precheck.answer.as_json import new_id

_HOLDS_BACK = frozenset({FileState.KNOWN, FileState.UNPACKED})
"""States of a file that may hold photos of other batches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFile:
    """A file that a page can send."""

    path: str
    """Within the folder that is uploaded."""
    mac: str
    """`intake.file_mac` of its content."""


@dataclass(slots=True, kw_only=True)
class FileOutcome:
    """What became of a file, or of a member of an archive."""

    path: str
    state: FileState
    mac: str | None = None
    code: str | None = None
    """Why it was refused."""


@dataclass(slots=True, kw_only=True)
class AnnouncedFile(FileOutcome):
    """A row: a file that was announced, or a member of an archive that became no new photo."""

    id: str


@dataclass(frozen=True, slots=True)
class UploadLedger:
    """The rows of one batch, in one transaction."""

    connection: Connection
    vault: Vault
    batch_id: str

    def announce(
        self, files: Sequence[LocalFile], now: float, *, anyway: bool = False
    ) -> list[AnnouncedFile]:
        """Record files and return their rows: the missing ones are to be sent.

        A file that was announced before keeps its state, but a refused one is awaited again.
        anyway: files of other batches are added too.
        """
        intake.lock(self.connection, self.batch_id)
        macs = {file.mac for file in files}
        here: dict[str | None, list[AnnouncedFile]] = {}
        for row in self._rows_of(macs):
            here.setdefault(row.mac, []).append(row)
        inside = same_files.within(self.connection, self.vault, macs, self.batch_id)
        known = same_files.elsewhere(self.connection, self.vault, macs, self.batch_id)
        self._forget_unsent({file.path for file in files})
        announced = []
        for file in files:
            rows = here.setdefault(file.mac, [])
            own = _row_of(file, rows)
            if own is None:
                held = file.mac in inside or any(row.state in HELD for row in rows)
                state = FileState.TWIN if held else FileState.MISSING
                if not held and not anyway and file.mac in known:
                    state = FileState.KNOWN
                own = self.record(FileOutcome(path=file.path, state=state, mac=file.mac), now)
                rows.append(own)
            elif own.state is FileState.REFUSED or (anyway and own.state in _HOLDS_BACK):
                self.settle(own, FileState.MISSING, now)
            announced.append(own)
        return announced

    def expect(self, file: LocalFile, now: float, *, anyway: bool = False) -> AnnouncedFile:
        """Return the row of a file that comes in. Only a missing file is still to be added.

        Its content may have changed since it was announced; then the old row is dropped.
        """
        rows = list(self._rows_of([file.mac]))
        own = _row_of(file, rows)
        if own is not None and own.state is FileState.MISSING:
            return own
        if not rows:
            for row in self.listed([FileState.MISSING]):
                if row.path == file.path:
                    self._delete(row)
        return self.announce([file], now, anyway=anyway)[0]

    def refuse(self, paths: Iterable[str], code: str, now: float) -> None:
        """Record files that the page does not send; a file recorded before is not again."""
        known = {row.path for row in self._unsent()}
        for path in paths:
            if path not in known:
                self.record(FileOutcome(path=path, state=FileState.REFUSED, code=code), now)

    def settle(
        self, row: AnnouncedFile, state: FileState, now: float, code: str | None = None
    ) -> None:
        """Set what became of an announced file."""
        row.state, row.code = state, code
        changed = {"state": state, "code": code, "at": now}
        self.connection.execute(ANNOUNCED.update().where(ANNOUNCED.c.id == row.id).values(changed))

    def record(self, outcome: FileOutcome, now: float) -> AnnouncedFile:
        """Insert a row."""
        row = AnnouncedFile(id=new_id(), **asdict(outcome))
        self.connection.execute(
            ANNOUNCED.insert().values(
                id=row.id,
                batch_id=self.batch_id,
                file_mac=row.mac,
                sealed_path=self.vault.seal_json(row.path, f"announced:{row.id}"),
                state=row.state,
                code=row.code,
                at=now,
            )
        )
        return row

    def forget_members(self, archive: AnnouncedFile) -> None:
        """Delete the rows of an archive's members: it came in once more."""
        for row in self.listed(tuple(FileState)):
            if row.path.startswith(f"{archive.path}/"):
                self._delete(row)

    def listed(self, states: Collection[FileState]) -> list[AnnouncedFile]:
        """Return the batch's rows in these states, in the order of their paths."""
        rows = self._rows(ANNOUNCED.c.state.in_(states))
        return sorted(rows, key=lambda row: row.path.casefold())

    def _unsent(self) -> Iterator[AnnouncedFile]:
        """Yield the rows of files that the page did not send."""
        return self._rows((ANNOUNCED.c.state == FileState.REFUSED) & ANNOUNCED.c.file_mac.is_(None))

    def _forget_unsent(self, paths: Collection[str]) -> None:
        """Delete the rows of files that the page can send now: they have shrunk."""
        for row in list(self._unsent()):
            if row.path in paths:
                self._delete(row)

    def _delete(self, row: AnnouncedFile) -> None:
        self.connection.execute(ANNOUNCED.delete().where(ANNOUNCED.c.id == row.id))

    def _rows_of(self, macs: Iterable[str]) -> Iterator[AnnouncedFile]:
        for part in same_files.in_parts(macs):
            yield from self._rows(ANNOUNCED.c.file_mac.in_(part))

    def _rows(self, which: ColumnElement[bool]) -> Iterator[AnnouncedFile]:
        query = select(ANNOUNCED).where(ANNOUNCED.c.batch_id == self.batch_id, which)
        for row in self.connection.execute(query.order_by(ANNOUNCED.c.id)).mappings().all():
            yield AnnouncedFile(
                id=row["id"],
                path=self.vault.open_json(row["sealed_path"], f"announced:{row['id']}"),
                mac=row["file_mac"],
                state=FileState(row["state"]),
                code=row["code"],
            )


def _row_of(file: LocalFile, rows: Iterable[AnnouncedFile]) -> AnnouncedFile | None:
    return next((row for row in rows if _same_path(row.path, file.path)), None)


def _same_path(one: str, other: str) -> bool:
    """Return whether the paths name one file; either may begin at a folder further up."""
    return f"/{one}".endswith(f"/{other}") or f"/{other}".endswith(f"/{one}")
