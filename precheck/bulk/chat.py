"""The text of a WhatsApp chat export: who sent which file, and when.

Android writes `31/12/23 21.41 - Budi: IMG-20231231-WA0001.jpg (file terlampir)` into
`WhatsApp Chat with Budi.txt`, iOS `[31/12/23 21.41.05] Budi: <terlampir: 12-PHOTO-….jpg>` into
`_chat.txt`; order of the date, separators, 12 or 24 hours and words follow the phone's language.
Anybody in the chat may type such a line: of several senders of one file the one whose line bears
WhatsApp's own invisible mark counts; where that tells nothing, nobody does.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

NAME = re.compile(r"_chat\.txt|(WhatsApp Chat|Chat WhatsApp) .+\.txt", re.IGNORECASE)
STICKER = re.compile(r"STK-.*|.*-STICKER-.*", re.IGNORECASE)

MARK = "\u200e"
INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
SPACES = re.compile("[\u00a0\u2009\u202f]")
MESSAGE = re.compile(
    r"\[?(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}),?\s"
    r"(?:pukul\s|at\s)?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\.?)?(?:\]\s|\s-\s)"
    r"(?P<sender>[^:]+):\s(?P<text>.*)",
    re.IGNORECASE,
)
FILE = (
    re.compile(r"<[^<>:]+:\s(?P<file>[^<>]+\.\w{2,5})>"),  # iOS
    re.compile(r"(?P<file>\S.*?\.\w{2,5}) [(<][^()<>]+[)>]"),  # Android, iOS of old
)
DAY_IN_NAME = re.compile(r"(?:IMG-|PHOTO-)(\d{4})-?(\d{2})-?(\d{2})")

Numbers = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Sent:
    """Who sent a file, and when."""

    sender: str
    """As the exporting phone knew them: a name or a number."""
    at: str | None
    """Local time of the exporting phone, ISO 8601; None where the date makes no sense."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message that says that it has a file."""

    file: str
    sender: str
    marked: bool
    date: Numbers
    time: Numbers
    american: bool
    """Whether the clock has twelve hours."""


def is_chat(name: str) -> bool:
    """Say whether a file of this name is the text of a chat export."""
    return NAME.fullmatch(PurePosixPath(name).name) is not None


def is_sticker(name: str) -> bool:
    """Say whether a file of a chat export is a sticker, which is a picture but no photo."""
    return STICKER.fullmatch(PurePosixPath(name).name) is not None


def sent_files(text: str) -> Mapping[str, Sent]:
    """Return who sent each file that the text of a chat names, by the file's name."""
    lines = list(_lines(text.splitlines()))
    order = _order(lines)
    told: dict[str, list[Line]] = {}
    for line in lines:
        told.setdefault(line.file, []).append(line)
    believed = {file: _believed(claims) for file, claims in told.items()}
    return {file: Sent(line.sender, _at(line, order)) for file, line in believed.items() if line}


def _lines(lines: Iterable[str]) -> Iterator[Line]:
    for raw in lines:
        message = MESSAGE.fullmatch(SPACES.sub(" ", INVISIBLE.sub("", raw)).strip())
        found = message and _file(message["text"])
        if message and found:
            yield Line(
                file=found,
                sender=message["sender"].strip().removeprefix("~").strip(),
                marked=MARK in raw.partition(":")[2],
                date=_numbers(re.split(r"[./-]", message["date"])),
                time=_clock(message),
                american=message["half"] is not None,
            )


def _file(text: str) -> str | None:
    found = next((match for form in FILE if (match := form.fullmatch(text.strip()))), None)
    return None if found is None else PurePosixPath(found["file"]).name


def _numbers(parts: Iterable[str]) -> Numbers:
    first, second, third = (int(part) for part in parts)
    return first, second, third


def _clock(message: re.Match[str]) -> Numbers:
    hour, half = int(message["hour"]), (message["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(message["minute"]), int(message["second"] or 0)


def _believed(claims: list[Line]) -> Line | None:
    marked = [line for line in claims if line.marked] or claims
    return marked[0] if len({line.sender for line in marked}) == 1 else None


def _order(lines: list[Line]) -> Numbers:
    """Return where year, month and day stand in the dates of this chat.

    What cannot be a month decides; else the days that the files' own names tell; else the clock.
    """
    if any(line.date[0] > 31 for line in lines):
        return 0, 1, 2
    day_first, month_first = (2, 1, 0), (2, 0, 1)
    for order, place in ((day_first, 0), (month_first, 1)):
        if any(line.date[place] > 12 for line in lines):
            return order
    agreeing = {
        order: sum(
            (line.date[order[1]], line.date[order[2]]) == told for line, told in _named_days(lines)
        )
        for order in (day_first, month_first)
    }
    if agreeing[day_first] != agreeing[month_first]:
        return max(agreeing, key=lambda order: agreeing[order])
    return month_first if any(line.american for line in lines) else day_first


def _named_days(lines: Iterable[Line]) -> Iterator[tuple[Line, tuple[int, int]]]:
    """Yield month and day that a file's name tells, for the lines where it does."""
    for line in lines:
        if found := DAY_IN_NAME.search(line.file):
            yield line, (int(found[2]), int(found[3]))


def _at(line: Line, order: Numbers) -> str | None:
    year, month, day = (line.date[place] for place in order)
    try:
        at = datetime(year if year > 99 else 2000 + year, month, day, *line.time)  # noqa: DTZ001 - no zone is told
    except ValueError:
        return None
    return at.isoformat()
