"""Sorts photos into folders: by hard link where the disk allows it, else by copy."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from precheck.bulk.item import Item
from precheck.bulk.pile import Pile

LONGEST = 200
"""Bytes of a file's name, which most disks limit to 255."""


def sort(folder: Path, pile: Pile, item: Item) -> None:
    """Put a photo's file into the folder of its pile, and take it out of any other.

    A page is its whole file, named after the page. Raises OSError.
    """
    names = tuple(_names(item))
    for other in Pile:
        if other is not pile:
            _take_out(item, (folder / other / name for name in names))
    for name in names:
        target = folder / pile / name
        if _holds(target, item):
            return
        if not os.path.lexists(target):
            _put(item, target)
            return


def _names(item: Item) -> Iterator[Path]:
    """Yield where the file may go: second a name that only files of this content have."""
    place = Path(item.source.place)
    page = f"#{item.page}" if item.paged else ""
    stem = place.stem.encode()[:LONGEST].decode(errors="ignore") + page
    yield place.with_name(f"{stem}{place.suffix}")
    yield place.with_name(f"{stem}~{item.source.digest[:12]}{place.suffix}")


def _holds(target: Path, item: Item) -> bool:
    """Say whether this very file, or one of the same bytes, lies there."""
    if target.is_symlink() or not target.is_file():
        return False
    data = item.source.data
    return target.stat().st_size == len(data) and target.read_bytes() == data


def _take_out(item: Item, targets: Iterator[Path]) -> None:
    for target in targets:
        if _holds(target, item):
            target.unlink()


def _put(item: Item, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if item.source.path is not None:
        try:
            os.link(item.source.path.resolve(), target)
        except OSError:
            shutil.copyfile(item.source.path, target)
    else:
        target.write_bytes(item.source.data)
