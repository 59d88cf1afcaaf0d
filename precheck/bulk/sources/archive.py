"""Reads zip archives in memory; no member is ever written to a disk.

Declared sizes are not trusted: the bytes read are counted. Members with unsafe paths, links,
encrypted members and archives nested deeper than MAX_NESTING are refused.
"""

import io
import stat
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from precheck.bulk.sources.files import (
    SIGNATURE_BYTES,
    FileKind,
    FileRefusal,
    FoundFile,
    IgnoredFile,
    PhotoFile,
    RefusalCode,
    admit,
    classify,
    printable_name,
    safe_member_path,
    too_large,
)
from precheck.bulk.sources.whatsapp import ChatSenders, chat_senders, is_chat_text, is_sticker
from precheck.bulk.sources.zip_directory import directory_bytes
from precheck.decode.guards import DEFAULT_GUARDS

MAX_NESTING = 2
"""Levels of archives within the given archive."""
MAX_NESTED_BYTES = 100_000_000
"""Size of an archive within another, which is held in memory."""
MAX_DIRECTORY_BYTES = 16_000_000
"""Size of an archive's central directory: about 150,000 members."""
MAX_EXPANSION = 100
"""Bytes unpacked per byte of the archive; photos hardly compress."""
MIN_BUDGET_BYTES = 100_000_000
"""Bytes that may be unpacked from any archive, however small."""
CHUNK_BYTES = 1 << 20

ZIP_ERRORS = (
    *(BadZipFile, zlib.error, EOFError, OSError, ValueError),
    NotImplementedError,  # an unknown compression method
    RuntimeError,  # an encrypted member
)
"""Raised by zipfile on damaged and hostile archives."""
ENCRYPTED_FLAG = 0x1
UNIX_SYSTEM = 3


class ArchiveBomb(Exception):
    """An archive unpacks to more than its budget."""


@dataclass(slots=True)
class UnpackBudget:
    """Bytes that may still be unpacked."""

    left: int

    def read(self, stream: IO[bytes], max_bytes: int) -> bytes:
        """Read at most `max_bytes` of a member. Raises ArchiveBomb."""
        out = bytearray()
        while len(out) < max_bytes and (
            chunk := stream.read(min(CHUNK_BYTES, max_bytes - len(out)))
        ):
            self.left -= len(chunk)
            if self.left < 0:
                raise ArchiveBomb
            out += chunk
        return bytes(out)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveContext:
    """Names and budget of the archive that is being read."""

    name: str
    """Prefix of its members' names."""
    place: str
    """Prefix of its members' places; empty for the given archive."""
    budget: UnpackBudget
    """Shared by all nested archives."""
    max_photo_bytes: int
    depth: int = 0

    def member_name(self, path: str) -> str:
        """Return the name of a member."""
        return f"{self.name}/{path}"

    def refuse(self, code: RefusalCode, detail: str) -> FileRefusal:
        """Return the refusal of the whole archive."""
        return FileRefusal(self.name, code, detail)


def archive_members(
    archive: IO[bytes],
    name: str,
    place: str = "",
    max_photo_bytes: int = DEFAULT_GUARDS.max_bytes,
) -> Iterator[FoundFile]:
    """Yield every file in a zip archive and in the archives within it."""
    size = archive.seek(0, io.SEEK_END)
    budget = UnpackBudget(MIN_BUDGET_BYTES + MAX_EXPANSION * size)
    context = ArchiveContext(name=name, place=place, budget=budget, max_photo_bytes=max_photo_bytes)
    try:
        yield from _all_members(archive, context)
    except ArchiveBomb:
        detail = f"It unpacks to more than {MAX_EXPANSION} times its size."
        yield context.refuse(RefusalCode.ARCHIVE_BOMB, detail)


def _all_members(archive: IO[bytes], context: ArchiveContext) -> Iterator[FoundFile]:
    try:
        if directory_bytes(archive) > MAX_DIRECTORY_BYTES:
            yield context.refuse(RefusalCode.TOO_LARGE, "The archive has too many members.")
            return
        opened = ZipFile(archive)
    except ZIP_ERRORS:
        detail = "The archive is damaged or no zip archive."
        yield context.refuse(RefusalCode.BROKEN_ARCHIVE, detail)
        return
    with opened:  # of two members with one name the later counts; a name may be empty
        files = (info for info in opened.infolist() if not info.filename.endswith("/"))
        infos = {info.filename: info for info in files}
        sent = _chat_senders(opened, infos, context.budget)
        for info in infos.values():
            yield from _member(opened, info, sent, context)


def _chat_senders(
    opened: ZipFile, infos: Mapping[str, ZipInfo], budget: UnpackBudget
) -> ChatSenders | None:
    """Return who sent each file of a chat export; None if the archive is none."""
    chat = next((info for name, info in infos.items() if is_chat_text(name)), None)
    if chat is None:
        return None
    try:
        with opened.open(chat) as stream:
            text = budget.read(stream, DEFAULT_GUARDS.max_bytes)
    except ZIP_ERRORS:
        return {}
    return chat_senders(text.decode("utf-8", "replace"))


def _member(
    opened: ZipFile, info: ZipInfo, sent: ChatSenders | None, context: ArchiveContext
) -> Iterator[FoundFile]:
    path = safe_member_path(info.filename)
    if path is None:
        name = context.member_name(printable_name(info.filename))
        detail = "The member's path leads out of the archive or is no path."
        yield FileRefusal(name, RefusalCode.UNSAFE_PATH, detail)
        return
    name = context.member_name(path)
    if refusal := _refusal(info):
        yield FileRefusal(name, *refusal)
        return
    if sent is not None and is_sticker(path):
        yield IgnoredFile(name=name)
        return
    try:
        yield from _read(opened, info, path, sent or {}, context)
    except ZIP_ERRORS:
        detail = "The archive is damaged here: its member cannot be unpacked."
        yield FileRefusal(name, RefusalCode.BROKEN_ARCHIVE, detail)


def _refusal(info: ZipInfo) -> tuple[RefusalCode, str] | None:
    if info.create_system == UNIX_SYSTEM and stat.S_ISLNK(info.external_attr >> 16):
        return RefusalCode.SYMLINK, "The member is a link to another file."
    if info.flag_bits & ENCRYPTED_FLAG:
        return RefusalCode.LOCKED_ARCHIVE, "The member asks for a password: pack it without one."
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return RefusalCode.UNSUPPORTED_ARCHIVE, "The member is packed in a way that is not read."
    return None


def _read(
    opened: ZipFile, info: ZipInfo, path: str, sent: ChatSenders, context: ArchiveContext
) -> Iterator[FoundFile]:
    name, place = context.member_name(path), context.place + path
    with opened.open(info) as stream:
        head = context.budget.read(stream, SIGNATURE_BYTES)
        kind = classify(path, head)
        limits = {FileKind.PHOTO: context.max_photo_bytes, FileKind.ZIP: MAX_NESTED_BYTES}
        max_bytes = limits.get(kind, 0)
        data = head + context.budget.read(stream, max(0, max_bytes + 1 - len(head)))
    if kind is not FileKind.ZIP:
        sender = sent.get(path.rpartition("/")[2])
        file = PhotoFile(name=name, place=place, data=data, sent=sender)
        yield admit(kind, file, context.max_photo_bytes)
    elif len(data) > max_bytes:
        yield too_large(name, max_bytes)
    elif context.depth == MAX_NESTING:
        detail = f"Archives are opened {MAX_NESTING} deep, no deeper."
        yield FileRefusal(name, RefusalCode.UNSUPPORTED_ARCHIVE, detail)
    else:
        inner = replace(context, name=name, place=f"{place}/", depth=context.depth + 1)
        yield from _all_members(io.BytesIO(data), inner)
