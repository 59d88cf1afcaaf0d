"""The file of results: one JSON object a line, written as soon as its photo is checked.

An interrupted run leaves complete lines and at most one incomplete line, which the next run cuts
off. A photo that is checked again gets a new line; `tidy` drops the older one.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

from precheck.answer.as_json import Json
from precheck.bulk.results.triage import Triage
from precheck.command import Exit, exit_status

INCOMPLETE_LINE_STARTS = (b"", b"{", b"\0")
"""First byte of an incomplete line; zero bytes come from a power cut."""


class BadResultFile(Exception):
    """The file holds something else, or another run writes to it. str(error) is safe to show."""


@dataclass(frozen=True, slots=True)
class StoredRow:
    """The part of a row that a run keeps in memory."""

    key: str | None
    """None if the file must be tried again."""
    triage: Triage
    status: Exit
    pages: int
    """Pages of the photo's file."""


class ResultFile:
    """The file of results, locked for one run."""

    def __init__(self, path: Path) -> None:
        """Open or create the file and read its rows. Raises BadResultFile, OSError."""
        self._path = path
        self._out = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+b")
        self._has_older_rows = False
        try:
            fcntl.flock(self._out, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.stored = dict(_read_rows(self._out, path))
        except BlockingIOError as error:
            self._out.close()
            raise BadResultFile(f"{path}: another run is writing to it.") from error
        except BadResultFile:
            self._out.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._out.close()

    def add(self, row: Json) -> StoredRow:
        """Write a row and flush it."""
        name = str(row["file"])
        self._has_older_rows |= name in self.stored
        self._out.write(json.dumps(row).encode("ascii") + b"\n")
        self._out.flush()
        self.stored[name] = stored_row(row)
        return self.stored[name]

    def tidy(self) -> None:
        """Keep only the newest row of each photo."""
        if not self._has_older_rows:
            return
        fresh = self._path.with_name(f".{self._path.name}.tidy")
        with fresh.open("wb") as out:
            fresh.chmod(0o600)
            out.writelines(_newest_lines(self._path))
        fresh.replace(self._path)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield every row of a tidy file, one at a time."""
        with self._path.open("rb") as lines:
            yield from map(json.loads, lines)


def stored_row(row: Json) -> StoredRow:
    """Return the part of a row that is kept in memory."""
    image: Any = row.get("image")
    key = row.get("key")
    return StoredRow(
        key=None if key is None else str(key),
        triage=Triage(str(row["pile"])),
        status=exit_status(row),
        pages=image["pages"] if image else 1,
    )


def _read_rows(lines: IO[bytes], path: Path) -> Iterator[tuple[str, StoredRow]]:
    """Yield the complete rows of the file by name, and cut off an incomplete one."""
    end = 0
    for line in lines:
        if not line.endswith(b"\n"):
            if line[:1] not in INCOMPLETE_LINE_STARTS:
                raise _foreign_file(path)
            break
        try:
            row = json.loads(line)
            name, stored = row["file"], stored_row(row)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise _foreign_file(path) from error
        if not isinstance(name, str):
            raise _foreign_file(path)
        yield name, stored
        end += len(line)
    lines.seek(end)
    lines.truncate()


def _foreign_file(path: Path) -> BadResultFile:
    return BadResultFile(f"{path}: holds something else than results; nothing was changed.")


def _newest_lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as lines:
        newest = {json.loads(line)["file"]: at for at, line in enumerate(lines)}
        keep = set(newest.values())
        lines.seek(0)
        yield from (line for at, line in enumerate(lines) if at in keep)
