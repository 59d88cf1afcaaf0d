"""Estimates how many photos there are, by file names alone, for the progress bar."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from precheck.bulk.sources.archive import MAX_DIRECTORY_BYTES, ZIP_ERRORS
from precheck.bulk.sources.file_kinds import PHOTO_SUFFIXES
from precheck.bulk.sources.zip_directory import directory_bytes


def estimated_photos(paths: Iterable[Path], exclude: Path | None = None) -> int:
    """Count the file names of photos in files, folders and archives, one folder excluded."""
    return sum(_in_file(file) for path in paths for file in _files(path, exclude))


def _files(path: Path, exclude: Path | None) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    files = (each for each in path.rglob("*") if each.is_file())
    yield from (file for file in files if exclude not in file.parents)


def _in_file(path: Path) -> int:
    if path.suffix.lower() != ".zip":
        return _is_photo(path.name)
    try:
        with path.open("rb") as archive:
            if directory_bytes(archive) > MAX_DIRECTORY_BYTES:
                return 1
            with ZipFile(archive) as opened:
                return sum(map(_is_photo, opened.namelist()))
    except ZIP_ERRORS:
        return 1


def _is_photo(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in PHOTO_SUFFIXES
