"""About how many photos there are, by their names alone: for the time left, not for the work."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from precheck.bulk.archive import DAMAGE, MAX_DIRECTORY_BYTES
from precheck.bulk.directory import directory_bytes
from precheck.bulk.kinds import PICTURES


def expected(paths: Iterable[Path], leave: Path | None = None) -> int:
    """Count the photos in files, folders and archives, but for one folder that is left."""
    return sum(_in_file(file) for path in paths for file in _files(path, leave))


def _files(path: Path, leave: Path | None) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        here = Path(folder)
        if leave is not None:
            folders[:] = [name for name in folders if here / name != leave]
        yield from (here / name for name in files)


def _in_file(path: Path) -> int:
    if path.suffix.lower() != ".zip":
        return _is_picture(path.name)
    try:
        with path.open("rb") as archive:
            if directory_bytes(archive) > MAX_DIRECTORY_BYTES:
                return 1
            with ZipFile(archive) as opened:
                return sum(_is_picture(name) for name in opened.namelist())
    except DAMAGE:
        return 1


def _is_picture(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in PICTURES
