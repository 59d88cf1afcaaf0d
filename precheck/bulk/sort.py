"""Sorts photos into folders by class: by hard link where the disk allows it, else by copy."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from precheck.bulk.results.triage import Triage
from precheck.bulk.sources.check_item import CheckItem

MAX_STEM_BYTES = 200
"""Most file systems limit a file name to 255 bytes."""


def sort_item(folder: Path, triage: Triage, item: CheckItem) -> None:
    """Put an item's file into the folder of its class and remove it from the others.

    A page is sorted as its whole file, under the page's name. Raises OSError.
    """
    names = tuple(_names(item))
    for other in Triage:
        if other is not triage:
            for name in names:
                if _holds(folder / other / name, item):
                    (folder / other / name).unlink()
    for name in names:
        target = folder / triage / name
        if _holds(target, item):
            return
        if not os.path.lexists(target):
            _put(item, target)
            return


def _names(item: CheckItem) -> Iterator[Path]:
    """Yield the file's own name, then one that no file of other content can have."""
    place = Path(item.file.place)
    page = f"#{item.page}" if item.paged else ""
    stem = place.stem.encode()[:MAX_STEM_BYTES].decode(errors="ignore") + page
    yield place.with_name(f"{stem}{place.suffix}")
    yield place.with_name(f"{stem}~{item.file.digest[:12]}{place.suffix}")


def _holds(target: Path, item: CheckItem) -> bool:
    """Return whether the target is a file of the same bytes."""
    if target.is_symlink() or not target.is_file():
        return False
    data = item.file.data
    return target.stat().st_size == len(data) and target.read_bytes() == data


def _put(item: CheckItem, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if item.file.path is not None:
        try:
            os.link(item.file.path.resolve(), target)
        except OSError:
            shutil.copyfile(item.file.path, target)
    else:
        target.write_bytes(item.file.data)
