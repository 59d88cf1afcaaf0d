"""Walks files, folders and archives, one file after the other, in the order of their names."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from precheck.bulk.archive import members
from precheck.bulk.chat import Sent, is_chat, is_sticker, sent_files
from precheck.bulk.found import Found, Refusal, Refused, Skipped, Source
from precheck.bulk.kinds import HEAD, Kind, admitted, kind_of
from precheck.bulk.paths import printable, shown
from precheck.decode import GUARDS


def walk(paths: Iterable[Path], leave: Path | None = None) -> Iterator[Found]:
    """Yield everything found in files, folders and archives, but for one folder that is left.

    Links that were asked for by name are followed, all others are told.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path, path, leave)
        else:
            yield from _file(path, printable(path.name), sent={}, asked=True)


def _folder(folder: Path, top: Path, leave: Path | None) -> Iterator[Found]:
    if leave is not None and leave.exists() and folder.samefile(leave):
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _cannot_open(folder, error)
        return
    sent = _sent(entries)
    for path in entries:
        if path.is_symlink():
            yield Refused(shown(path), Refusal.SYMLINK, "The file is a link to another one.")
        elif path.is_dir():
            yield from _folder(path, top, leave)
        elif sent is not None and is_sticker(path.name):
            yield Skipped(name=shown(path))
        else:
            yield from _file(path, shown(path.relative_to(top)), sent or {})


def _sent(entries: Iterable[Path]) -> Mapping[str, Sent] | None:
    """Return who sent the files of an unpacked chat export; None where this is none."""
    chat = next((path for path in entries if is_chat(path.name) and path.is_file()), None)
    if chat is None:
        return None
    try:
        with chat.open("rb") as stream:
            return sent_files(stream.read(GUARDS.max_bytes).decode("utf-8", "replace"))
    except OSError:
        return {}


def _file(
    path: Path, place: str, sent: Mapping[str, Sent], *, asked: bool = False
) -> Iterator[Found]:
    name = shown(path)
    try:
        with os.fdopen(_opened(path), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                yield Refused(name, Refusal.NOT_A_FILE, "It is a device or a pipe, no file.")
                return
            head = stream.read(HEAD)
            kind = kind_of(path.name, head, asked=asked)
            if kind is Kind.ZIP:
                yield from members(stream, name, "" if asked else f"{place}/")
                return
            most = GUARDS.max_bytes if kind is Kind.PHOTO else 0
            data = head + stream.read(max(0, most + 1 - len(head)))
    except OSError as error:
        yield _cannot_open(path, error)
        return
    who = sent.get(path.name)
    yield admitted(kind, Source(name=name, place=place, data=data, sent=who, path=path))


def _opened(path: Path) -> int:
    """Open a file; without this flag a pipe that nobody writes to would wait for ever."""
    return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)


def _cannot_open(path: Path, error: OSError) -> Refused:
    return Refused(shown(path), Refusal.CANNOT_OPEN, error.strerror or "It cannot be read.")
