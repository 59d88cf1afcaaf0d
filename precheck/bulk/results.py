"""The file of results: one JSON object a line, written as each photo is done.

A run that was broken off leaves whole lines and perhaps the beginning of one, which is cut off when
the next run opens the file. A photo that was checked again has a newer row further down; only
`tidy`, at the end of a run, drops the older.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

from precheck.bulk.pile import Pile
from precheck.command import Exit, status
from precheck.render import Json

BEGINNINGS = (b"", b"{", b"\0")
"""First byte of a line that was broken off: nothing, or zeros where the power failed."""


class NotResults(Exception):
    """The file is something else, or another run is writing to it. str(error) is safe to show."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What must be known of a row that stands in the file."""

    key: str | None
    """None where it must be tried again."""
    pile: Pile
    status: Exit
    pages: int
    """Of the photo's file."""


class Results:
    """The file, open for one run alone."""

    def __init__(self, path: Path) -> None:
        """Open or make the file, and read what it holds. Raises NotResults, OSError."""
        self._path = path
        self._out = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+b")
        self._superseded = False
        try:
            fcntl.flock(self._out, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.kept = dict(_kept(self._out, path))
        except BlockingIOError as error:
            self._out.close()
            raise NotResults(f"{path}: another run is writing to it.") from error
        except NotResults:
            self._out.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._out.close()

    def add(self, row: Json) -> Kept:
        """Write a row, at once."""
        name = str(row["file"])
        self._superseded |= name in self.kept
        self._out.write(json.dumps(row).encode("ascii") + b"\n")
        self._out.flush()
        self.kept[name] = kept(row)
        return self.kept[name]

    def tidy(self) -> None:
        """Leave one row a photo, the newest."""
        if not self._superseded:
            return
        fresh = self._path.with_name(f".{self._path.name}.tidy")
        with fresh.open("wb") as out:
            fresh.chmod(0o600)
            for line in _newest(self._path):
                out.write(line)
        fresh.replace(self._path)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield every row of a tidy file, one at a time."""
        with self._path.open("rb") as lines:
            yield from map(json.loads, lines)


def kept(row: Json) -> Kept:
    """Return what must be known of a row."""
    image: Any = row.get("image")
    key = row.get("key")
    return Kept(
        key=None if key is None else str(key),
        pile=Pile(str(row["pile"])),
        status=status(row),
        pages=image["pages"] if image else 1,
    )


def _kept(lines: IO[bytes], path: Path) -> Iterator[tuple[str, Kept]]:
    """Yield the whole rows of the file, and cut off what was broken off."""
    end = 0
    for line in lines:
        if not line.endswith(b"\n"):
            if line[:1] not in BEGINNINGS:
                raise _not_ours(path)
            break
        try:
            row = json.loads(line)
            yield row["file"], kept(row)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise _not_ours(path) from error
        end += len(line)
    lines.seek(end)
    lines.truncate()


def _not_ours(path: Path) -> NotResults:
    return NotResults(f"{path}: holds something else than results; nothing was changed.")


def _newest(path: Path) -> Iterator[bytes]:
    last: dict[str, int] = {}
    with path.open("rb") as lines:
        for at, line in enumerate(lines):
            last[json.loads(line)["file"]] = at
    keep = set(last.values())
    with path.open("rb") as lines:
        yield from (line for at, line in enumerate(lines) if at in keep)
