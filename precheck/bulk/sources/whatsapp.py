"""Reads the text of a WhatsApp chat export: who sent which file, and when.

Android writes `31/12/23 21.41 - Budi: IMG-20231231-WA0001.jpg (file terlampir)` into
`WhatsApp Chat with Budi.txt`, iOS `[31/12/23 21.41.05] Budi: <terlampir: 12-PHOTO-….jpg>` into
`_chat.txt`. Date order, separators, clock and words follow the phone's language.
Anybody in the chat can type such a line. If lines of several senders name one file, only lines
with WhatsApp's own invisible mark count; if several senders remain, the file has none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

CHAT_TEXT_NAME = re.compile(r"_chat\.txt|(WhatsApp Chat|Chat WhatsApp) .+\.txt", re.IGNORECASE)
STICKER_NAME = re.compile(r"STK-.*|.*-STICKER-.*", re.IGNORECASE)

ATTACHMENT_MARK = "\u200e"
INVISIBLE_CHARS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
SPECIAL_SPACES = re.compile("[\u00a0\u2009\u202f]")
MESSAGE = re.compile(
    r"\[?(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}),?\s"
    r"(?:pukul\s|at\s)?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\.?)?(?:\]\s|\s-\s)"
    r"(?P<sender>[^:]+):\s(?P<text>.*)",
    re.IGNORECASE,
)
ATTACHMENT_FORMS = (
    re.compile(r"<[^<>:]+:\s(?P<file>[^<>]+\.\w{2,5})>"),  # iOS
    re.compile(r"(?P<file>\S.*?\.\w{2,5}) [(<][^()<>]+[)>]"),  # Android, old iOS
)
DATE_IN_FILE_NAME = re.compile(r"(?:IMG-|PHOTO-)(\d{4})-?(\d{2})-?(\d{2})")

Triple = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class ChatSender:
    """Who sent a file, and when."""

    sender: str
    """Name or number, as the exporting phone knew it."""
    at: str | None
    """Local time of the exporting phone, ISO 8601; None if the date is invalid."""


ChatSenders = Mapping[str, ChatSender]
"""By name of the file."""


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """A line of the chat that names an attached file."""

    file: str
    sender: str
    marked: bool
    """Whether it has WhatsApp's invisible mark."""
    date: Triple
    """In the order written."""
    time: Triple
    """Hour from 0 to 23, minute, second."""
    twelve_hours: bool
    """Whether the clock has twelve hours."""


def is_chat_text(name: str) -> bool:
    """Return whether a file of this name is the text of a chat export."""
    return CHAT_TEXT_NAME.fullmatch(PurePosixPath(name).name) is not None


def is_sticker(name: str) -> bool:
    """Return whether a file of a chat export is a sticker, which is not a photo."""
    return STICKER_NAME.fullmatch(PurePosixPath(name).name) is not None


def chat_senders(text: str) -> ChatSenders:
    """Return who sent each file that a chat's text names."""
    lines = list(_attachment_lines(text.splitlines()))
    order = _date_order(lines)
    by_file: dict[str, list[AttachmentLine]] = {}
    for line in lines:
        by_file.setdefault(line.file, []).append(line)
    trusted = filter(None, map(_trusted_line, by_file.values()))
    return {line.file: ChatSender(line.sender, _iso_time(line, order)) for line in trusted}


def _attachment_lines(lines: Iterable[str]) -> Iterator[AttachmentLine]:
    for raw in lines:
        clean = SPECIAL_SPACES.sub(" ", INVISIBLE_CHARS.sub("", raw)).strip()
        message = MESSAGE.fullmatch(clean)
        file = message and _attached_file(message["text"])
        if message and file:
            yield AttachmentLine(
                file=file,
                sender=message["sender"].strip().removeprefix("~").strip(),
                marked=ATTACHMENT_MARK in raw.partition(":")[2],
                date=_triple(re.split(r"[./-]", message["date"])),
                time=_time_of_day(message),
                twelve_hours=message["half"] is not None,
            )


def _attached_file(text: str) -> str | None:
    matches = (form.fullmatch(text.strip()) for form in ATTACHMENT_FORMS)
    return next((PurePosixPath(match["file"]).name for match in matches if match), None)


def _triple(parts: Iterable[str]) -> Triple:
    first, second, third = (int(part) for part in parts)
    return first, second, third


def _time_of_day(message: re.Match[str]) -> Triple:
    hour, half = int(message["hour"]), (message["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(message["minute"]), int(message["second"] or 0)


def _trusted_line(lines: list[AttachmentLine]) -> AttachmentLine | None:
    marked = [line for line in lines if line.marked] or lines
    return marked[0] if len({line.sender for line in marked}) == 1 else None


def _date_order(lines: list[AttachmentLine]) -> Triple:
    """Return the places of year, month and day in the dates of this chat.

    A value that cannot be a month decides, else the dates in file names, else the clock.
    """
    if any(line.date[0] > 31 for line in lines):
        return 0, 1, 2
    day_first, month_first = (2, 1, 0), (2, 0, 1)
    for order, place in ((day_first, 0), (month_first, 1)):
        if any(line.date[place] > 12 for line in lines):
            return order
    agreeing = {
        order: sum(
            (line.date[order[1]], line.date[order[2]]) == named
            for line, named in _dates_in_file_names(lines)
        )
        for order in (day_first, month_first)
    }
    if agreeing[day_first] != agreeing[month_first]:
        return max(agreeing, key=lambda order: agreeing[order])
    return month_first if any(line.twelve_hours for line in lines) else day_first


def _dates_in_file_names(
    lines: Iterable[AttachmentLine],
) -> Iterator[tuple[AttachmentLine, tuple[int, int]]]:
    """Yield each line whose file name holds a date, with its month and day."""
    for line in lines:
        if found := DATE_IN_FILE_NAME.search(line.file):
            yield line, (int(found[2]), int(found[3]))


def _iso_time(line: AttachmentLine, order: Triple) -> str | None:
    year, month, day = (line.date[place] for place in order)
    try:
        at = datetime(year if year > 99 else 2000 + year, month, day, *line.time)  # noqa: DTZ001 - the export names no time zone
    except ValueError:
        return None
    return at.isoformat()
