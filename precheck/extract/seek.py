"""Seeks the number's line on the flattened page, by place, size, label and title."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from precheck.document.titles import title_of
from precheck.extract.candidates import Candidate, candidate_in, normal
from precheck.numbers.labels import LABELS
from precheck.read.cuts import STRIP, Line, Part, cut
from precheck.read.lines import find_lines
from precheck.read.network import Sign, read_strip

MARGIN = 0.8  # left on both sides of a line, in letter heights
MOST_LINES = 24  # read before the search is given up
SHORTEST = 5.5  # letter heights that a number with its label is long at least
SMALL = 0.66  # of the height looked for; smaller print is looked at last
BEGUN = 4  # digits on a line that may be part of a number
NEAR = 2  # of the height looked for; a line farther outside the zone is looked at late
RULED = 0.24  # share of the height told that a dotted rule may be
BEYOND = 9  # letter heights that such a line is read beyond its ends
LARGE = 1.5  # of the height looked for; larger print is a title
SHORT = 9  # letter heights; a shorter line is no label with its number
SPARSE = 0.45  # pieces of ink a letter height; a line with fewer may be a pattern
BARE = 0.25  # with fewer it is one, or soft print whose letters touch
FAR_RIGHT = 0.7  # share of the part's width; a line that begins beyond it lies in the border
WHOLE = re.compile(r"/(19|20)[0-9]{2}$|-[0-9]{4,6}$")
"""How a whole akta number ends: in the year, or in the sequence of the registry's own form."""
ABOVE = 2  # lines above the number that are read for a title or a label
UNDER = 6  # letter heights from a label to the number below it at most


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


def seek(part: Part, kind: str, height: float) -> Seen | None:
    """Read lines from the likeliest on until the number is found.

    A KK number without its label counts only below the title.
    """
    lines = find_lines(part.grey, height)
    seen: list[Seen] = []
    for line in _likeliest(lines, part, height):
        seen.append(_look(part, line, kind))
        if _plausible(kind, seen[-1]) and _certain(kind, seen[-1]):
            break
    best = _best(kind, seen) or _longer(part, seen, kind)
    best = best and _with_label(part, lines, best, kind)
    if kind != "kk" or best is None or (best.candidate is not None and best.candidate.labelled):
        return best
    return best if _titled(seen) or _titled(_above(part, lines, best, kind)) else None


def _likeliest(lines: Sequence[Line], part: Part, height: float) -> list[Line]:
    """Order lines by what speaks against them, then by nearness to the zone, from the top down.

    Scraps are left out.
    """
    middle, reach = (part.top + part.bottom) / 2, (part.bottom - part.top) / 2

    def order(line: Line) -> tuple[float, float, float]:
        base = line.base_at((line.x0 + line.x1) / 2)
        outside = max(0.0, abs(base - middle) - reach)
        against = 0.5 * (outside > 0) + 1.5 * (outside > NEAR * height)
        return _against(line, part, height) + against, outside, base

    long = [line for line in lines if line.x1 - line.x0 >= SHORTEST * line.height]
    return sorted(long, key=order)[:MOST_LINES]


def _against(line: Line, part: Part, height: float) -> float:
    """Weigh what speaks against a line in the zone: small print, a pattern, a border, a title."""
    signs = (
        (line.height < SMALL * height, 2.0),
        (line.density < BARE, 1.0),
        (line.x0 > FAR_RIGHT * part.grey.shape[1], 1.0),
        (line.height > LARGE * height, 0.5),
        (line.x1 - line.x0 < SHORT * line.height, 0.5),
        (line.density < SPARSE, 0.3),
    )
    return sum(weight for odd, weight in signs if odd)


def _longer(part: Part, seen: Sequence[Seen], kind: str) -> Seen | None:
    """Read lines that begin like a number again, far beyond their ends: a stamp may cut a line."""
    begun = [one for one in seen if sum(sign.char.isdecimal() for sign in one.signs) >= BEGUN]
    for one in begun:
        more = BEYOND * one.line.height
        right = min(part.grey.shape[1], one.line.x1 + more)
        line = replace(one.line, x0=max(0, one.line.x0 - more), x1=right)
        for again in _anew(part, line, kind):
            if _plausible(kind, again):
                return again
    return None


def _anew(part: Part, line: Line, kind: str) -> Iterator[Seen]:
    """Look at a line, and at an akta's as if it stood on a rule that was taken for its feet."""
    yield _look(part, line, kind)
    if kind == "akta":
        yield _look(part, line.raised(RULED), kind)


def _with_label(part: Part, lines: Sequence[Line], best: Seen, kind: str) -> Seen:
    """Look for the label of an akta number far before it, or above it, if not on its line.

    Typed numbers stand apart from their printed label, and off its line.
    """
    assert best.candidate is not None
    if kind != "akta" or best.candidate.labelled:
        return best
    if _label_before(part, best) or _label_above(part, lines, best):
        return replace(best, candidate=replace(best.candidate, labelled=True))
    return best


def _label_before(part: Part, best: Seen) -> bool:
    left = max(0.0, best.line.x0 - BEYOND * best.line.height)
    return any(
        again.candidate is not None and again.candidate.labelled and _same_place(best, again)
        for again in _anew(part, replace(best.line, x0=left), "akta")
    )


def _label_above(part: Part, lines: Sequence[Line], best: Seen) -> bool:
    """Say whether one of the lines right above, in the number's column, ends with its label."""
    over = [line for line in lines if line.x0 < best.line.x1 and line.x1 > best.line.x0]
    return any(
        LABELS["akta"].search("".join(seen.text.split()))
        for seen in _above(part, over, best, "akta")
        if best.line.base - seen.line.base <= UNDER * best.line.height
    )


def _same_place(one: Seen, other: Seen) -> bool:
    """Say whether two looks see a number begin at the same place, half a digit apart at most."""
    assert one.candidate is not None
    assert other.candidate is not None
    apart = one.x_of(one.candidate.signs[0]) - other.x_of(other.candidate.signs[0])
    return abs(apart) <= 0.5 * one.line.height


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


def _certain(kind: str, seen: Seen) -> bool:
    """Say whether no better line need be sought: by its label or by the form of the number.

    Old akta numbers end in a year; so does little that is read into a pattern.
    """
    assert seen.candidate is not None
    text = normal(kind, seen.candidate.text)[0]
    return kind != "akta" or seen.candidate.labelled or bool(WHOLE.search(text))


def _best(kind: str, seen: Sequence[Seen]) -> Seen | None:
    found = [one for one in seen if _plausible(kind, one)]
    return next((one for one in found if _certain(kind, one)), found[0] if found else None)


def _titled(seen: Iterable[Seen]) -> bool:
    """Say whether a line is a KK's title."""
    return any(title_of(one.text) == "kk" for one in seen)


def _above(part: Part, lines: Sequence[Line], best: Seen, kind: str) -> Iterator[Seen]:
    higher = [line for line in lines if line.base < best.line.base - 0.8 * best.line.height]
    long = [line for line in higher if line.x1 - line.x0 >= SHORTEST * line.height]
    for line in sorted(long, key=lambda line: -line.base)[:ABOVE]:
        yield _look(part, line, kind)
