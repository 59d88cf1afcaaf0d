"""Seeks the number's line on the flattened page, by place, size, label and title."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from precheck.candidates import Candidate, candidate_in
from precheck.read.cuts import STRIP, Line, Part, cut
from precheck.read.lines import find_lines
from precheck.read.network import Sign, read_strip
from precheck.titles import title_of

MARGIN = 0.8  # left on both sides of a line, in letter heights
MOST_LINES = 9  # read before the search is given up
SHORTEST = 5.5  # letter heights that a number with its label is long at least
SMALL = 0.66  # of the height looked for; smaller print is looked at last
BEGUN = 4  # digits on a line that may be part of a number
BEYOND = 9  # letter heights that such a line is read beyond its ends
SPARSE = 0.45  # pieces of ink a letter height; a line with fewer may be a pattern
ABOVE = 2  # lines above the number that are read for a title


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One line that the network has read."""

    line: Line
    signs: tuple[Sign, ...]
    candidate: Candidate | None

    @property
    def text(self) -> str:
        """What was read, spaces and all."""
        return "".join(sign.char for sign in self.signs)

    def x_of(self, sign: Sign) -> float:
        """Return where a sign stands, in pixels of the part."""
        scale = STRIP.digits / self.line.height
        return self.line.x0 - MARGIN * self.line.height + sign.x / scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The outcome of the search."""

    best: Seen | None
    title: str | None
    """The type that the title or the label tells."""


def seek(part: Part, kind: str, height: float) -> Found:
    """Read lines from the likeliest on until the number is found, then the title above it."""
    lines = find_lines(part.grey, height)
    seen: list[Seen] = []
    best = None
    for line in _likeliest(lines, part, height):
        seen.append(_look(part, line, kind))
        if _plausible(kind, seen[-1]):
            best = seen[-1]
            break
    if best is None:
        best = _longer(part, seen, kind)
    title = _told(seen) or _told(_above(part, lines, best, kind))
    if kind == "kk" and best is not None and not _alone(best, title):
        best = None
    return Found(best=best, title=title)


def _likeliest(lines: Sequence[Line], part: Part, height: float) -> list[Line]:
    """Order lines: those in the zone from the top down, then those round about by nearness.

    Small print and what looks like a pattern come last, scraps not at all.
    """
    middle, reach = (part.top + part.bottom) / 2, (part.bottom - part.top) / 2

    def order(line: Line) -> tuple[bool, float, float]:
        outside = max(0.0, abs(line.base - middle) - reach)
        doubtful = line.height < SMALL * height or line.density < SPARSE
        return doubtful, outside, line.base

    long = [line for line in lines if line.x1 - line.x0 >= SHORTEST * line.height]
    return sorted(long, key=order)[:MOST_LINES]


def _longer(part: Part, seen: Sequence[Seen], kind: str) -> Seen | None:
    """Read lines that begin like a number again, far beyond their ends: a stamp may cut a line."""
    begun = [one for one in seen if sum(sign.char.isdecimal() for sign in one.signs) >= BEGUN]
    for one in begun:
        more = BEYOND * one.line.height
        right = min(part.grey.shape[1], one.line.x1 + more)
        line = replace(one.line, x0=max(0, one.line.x0 - more), x1=right)
        again = _look(part, line, kind)
        if _plausible(kind, again):
            return again
    return None


def _look(part: Part, line: Line, kind: str) -> Seen:
    strip = cut(part.grey, line, STRIP, MARGIN)
    signs = read_strip(strip)
    return Seen(line=line, signs=signs, candidate=candidate_in(kind, signs))


def _plausible(kind: str, seen: Seen) -> bool:
    """Say whether the line may be the number's own: a name before it makes it a table's row."""
    found = seen.candidate
    if found is None:
        return False
    letters = sum(char.isalpha() for char in found.before)
    return kind == "akta" or found.labelled or letters <= 3


def _alone(best: Seen, title: str | None) -> bool:
    """Say whether a KK number is vouched for by its label or by the title above."""
    return title == "kk" or (best.candidate is not None and best.candidate.labelled)


def _told(seen: Sequence[Seen] | Iterator[Seen]) -> str | None:
    return next((told for told in (title_of(one.text) for one in seen) if told), None)


def _above(part: Part, lines: Sequence[Line], best: Seen | None, kind: str) -> Iterator[Seen]:
    if best is None or kind == "nik":
        return
    higher = [line for line in lines if line.base < best.line.base - 0.8 * best.line.height]
    long = [line for line in higher if line.x1 - line.x0 >= SHORTEST * line.height]
    for line in sorted(long, key=lambda line: -line.base)[:ABOVE]:
        yield _look(part, line, kind)
