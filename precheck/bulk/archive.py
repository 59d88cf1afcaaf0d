"""Zip archives, read in memory: nothing of them is ever written to a disk.

Sizes that an archive tells of itself are not believed: what is read is counted. Paths that lead
out, links, locked members and archives in archives beyond NESTED are told, not followed.
"""

import io
import stat
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from precheck.bulk.chat import Sent, is_chat, is_sticker, sent_files
from precheck.bulk.directory import directory_bytes
from precheck.bulk.found import Found, Refusal, Refused, Skipped, Source
from precheck.bulk.kinds import HEAD, Kind, admitted, kind_of, too_large
from precheck.bulk.paths import printable, safe
from precheck.decode import GUARDS

NESTED = 2
"""Archives within archives that are opened."""
MAX_NESTED_BYTES = 100_000_000
"""Of an archive within another: it is held in memory."""
MAX_DIRECTORY_BYTES = 16_000_000
"""Of an archive's table of contents: about 150,000 members."""
MAX_RATIO = 100
"""Bytes read for each byte of the archive; photos hardly shrink at all."""
FREE = 100_000_000
"""Bytes read whatever the ratio."""
CHUNK = 1 << 20

DAMAGE = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises on damaged and hostile archives: NotImplementedError of a compression that it
does not know, RuntimeError of a member that asks for a password."""
ENCRYPTED = 0x1
UNIX = 3


class Bomb(Exception):
    """An archive unpacks to far more than any archive of photos."""


@dataclass(slots=True)
class Budget:
    """Bytes that may still be unpacked."""

    left: int

    def read(self, stream: IO[bytes], most: int) -> bytes:
        """Return at most so many bytes of a member. Raises Bomb."""
        out = bytearray()
        while len(out) < most and (chunk := stream.read(min(CHUNK, most - len(out)))):
            self.left -= len(chunk)
            if self.left < 0:
                raise Bomb
            out += chunk
        return bytes(out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Where an archive stands, and how much of it may be unpacked."""

    name: str
    """As its members' rows begin."""
    place: str
    """As its members' places begin; empty for the archive that was given."""
    budget: Budget
    depth: int = 0

    def at(self, path: str) -> str:
        """Return the name of a member."""
        return f"{self.name}/{path}"

    def refused(self, code: Refusal, detail: str) -> Refused:
        """Return the refusal of the archive as a whole."""
        return Refused(self.name, code, detail)


def members(archive: IO[bytes], name: str, place: str = "") -> Iterator[Found]:
    """Yield everything in a zip archive, archives in it included, one after the other."""
    size = archive.seek(0, io.SEEK_END)
    budget = Budget(FREE + MAX_RATIO * size)
    within = Within(name=name, place=place, budget=budget)
    try:
        yield from _opened(archive, within)
    except Bomb:
        yield within.refused(
            Refusal.ARCHIVE_BOMB, f"It unpacks to more than {MAX_RATIO} times its size."
        )


def _opened(archive: IO[bytes], within: Within) -> Iterator[Found]:
    try:
        if directory_bytes(archive) > MAX_DIRECTORY_BYTES:
            yield within.refused(Refusal.TOO_LARGE, "The archive has too many members.")
            return
        opened = ZipFile(archive)
    except DAMAGE:
        yield within.refused(Refusal.BROKEN_ARCHIVE, "The archive is damaged or no zip archive.")
        return
    with opened:
        infos = {info.filename: info for info in opened.infolist() if not info.is_dir()}
        sent = _sent(opened, infos, within.budget)
        for info in infos.values():  # of two of one name the later counts, as everywhere
            yield from _member(opened, info, sent, within)


def _sent(
    opened: ZipFile, infos: Mapping[str, ZipInfo], budget: Budget
) -> Mapping[str, Sent] | None:
    """Return who sent the files of a chat export; None where this is none."""
    chat = next((info for name, info in infos.items() if is_chat(name)), None)
    if chat is None:
        return None
    try:
        with opened.open(chat) as stream:
            text = budget.read(stream, GUARDS.max_bytes)
    except DAMAGE:
        return {}
    return sent_files(text.decode("utf-8", "replace"))


def _member(
    opened: ZipFile, info: ZipInfo, sent: Mapping[str, Sent] | None, within: Within
) -> Iterator[Found]:
    path = safe(info.filename)
    refused = _refused(info, path)
    if refused is not None:
        yield Refused(within.at(path or printable(info.filename)), *refused)
        return
    assert path is not None
    if sent is not None and is_sticker(path):
        yield Skipped(name=within.at(path))
        return
    try:
        yield from _read(opened, info, path, sent or {}, within)
    except DAMAGE:
        detail = "The archive is damaged here: its member cannot be unpacked."
        yield Refused(within.at(path), Refusal.BROKEN_ARCHIVE, detail)


def _refused(info: ZipInfo, path: str | None) -> tuple[Refusal, str] | None:
    if path is None:
        return Refusal.UNSAFE_PATH, "The member's path leads out of the archive or is no path."
    if info.create_system == UNIX and stat.S_ISLNK(info.external_attr >> 16):
        return Refusal.SYMLINK, "The member is a link to another file."
    if info.flag_bits & ENCRYPTED:
        return Refusal.LOCKED_ARCHIVE, "The member asks for a password: pack it without one."
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return Refusal.UNSUPPORTED_ARCHIVE, "The member is packed in a way that is not read."
    return None


def _read(
    opened: ZipFile, info: ZipInfo, path: str, sent: Mapping[str, Sent], within: Within
) -> Iterator[Found]:
    name = within.at(path)
    with opened.open(info) as stream:
        head = within.budget.read(stream, HEAD)
        kind = kind_of(path, head)
        most = {Kind.PHOTO: GUARDS.max_bytes, Kind.ZIP: MAX_NESTED_BYTES}.get(kind, 0)
        data = head + within.budget.read(stream, max(0, most + 1 - len(head)))
    if kind is not Kind.ZIP:
        who = sent.get(path.rpartition("/")[2])
        yield admitted(kind, Source(name=name, place=within.place + path, data=data, sent=who))
    elif len(data) > most:
        yield too_large(name, most)
    else:
        yield from _nested(data, path, within)


def _nested(data: bytes, path: str, within: Within) -> Iterator[Found]:
    inner = replace(
        within, name=within.at(path), place=f"{within.place}{path}/", depth=within.depth + 1
    )
    if inner.depth > NESTED:
        yield inner.refused(
            Refusal.UNSUPPORTED_ARCHIVE, f"Archives are opened {NESTED} deep, no deeper."
        )
    else:
        yield from _opened(io.BytesIO(data), inner)
