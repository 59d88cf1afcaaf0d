"""What officers drop becomes photos of a batch: folders, zips, chat exports, single files."""

import io
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from zipfile import ZipFile

from api.received import found_in, names_of
from api.store.intake import Upload
from precheck.bulk import archive
from precheck.bulk.directory import directory_bytes
from precheck.bulk.found import Found, Refused, Skipped, Source


@dataclass(frozen=True, slots=True)
class Dropped:
    """One file as the browser gives it."""

    path: str
    """From the folder that was dropped; only a name where a file was."""
    data: bytes = field(repr=False)


@dataclass(slots=True)
class Taken:
    """What became of the files of one request."""

    added: int = 0
    known: int = 0
    """Already in the batch."""
    skipped: int = 0
    """No photos, and they do not claim to be: a chat's text, stickers, videos."""
    refused: list[dict[str, str]] = field(default_factory=list)
    """Name and code of each."""


def found(dropped: Dropped) -> Iterator[Found]:
    """Yield the photos, and what is none, in one dropped file; one in a folder may be anything."""
    return found_in(dropped.path, dropped.data, asked="/" not in dropped.path)


def upload(source: Source, top: str) -> Upload:
    """Return a photo as it goes into the batch.

    Its reference, by which photos stand together, is the chat's sender; else the folder, below
    `top`; else its name.
    """
    folder, _, file = source.name.rpartition("/")
    below = posixpath.relpath(folder or ".", top)
    reference = PurePosixPath(file).stem if below == "." else below
    told = source.sent.sender if source.sent else reference
    return Upload(data=source.data, names=names_of(source, told))


def tell(taken: Taken, one: Refused | Skipped) -> None:
    """Count what is no photo."""
    if isinstance(one, Skipped):
        taken.skipped += 1
    else:
        taken.refused.append({"name": one.name, "code": str(one.code)})


def top(dropped: Dropped) -> str:
    """Return the folder that tells no photos apart, for all of an archive lie in it."""
    data = io.BytesIO(dropped.data)
    try:
        if directory_bytes(data) > archive.MAX_DIRECTORY_BYTES:
            return "."
        with ZipFile(data) as opened:
            folders = [posixpath.dirname(i.filename) for i in opened.infolist() if not i.is_dir()]
    except archive.DAMAGE:  # which is told of the archive itself
        return "."
    within = posixpath.commonpath(folders) if folders and all(folders) else ""
    return posixpath.join(dropped.path, within)
