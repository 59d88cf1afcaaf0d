"""Finds the number's line on the flattened page, by place, print height, label and title."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from precheck.document.titles import title_of
from precheck.number.candidates import Candidate, find_candidate, normalise
from precheck.number.line_order import MIN_NUMBER_LENGTH, order_lines
from precheck.number_formats.formats import NUMBER_LABELS, is_valid
from precheck.ocr.crops import READER_STRIP, PageCrop, TextLine, crop_line
from precheck.ocr.line_reader import Character, read_strip
from precheck.ocr.lines import find_lines
from precheck.office.documents import types_with

SIDE_MARGIN = 0.8  # left on both sides of a line, in letter heights
MIN_PARTIAL_DIGITS = 4  # on a line that may hold a part of the number
RULE_HEIGHT = 0.24  # of a dotted rule, in shares of the line's measured height
EXTENSION = 9  # letter heights that a line is read beyond its ends
MAX_NAME_LETTERS = 3  # before a number without label; with more it is a row of a table
MAX_LINES_ABOVE = 2  # above the number, read for a title or a label
MAX_LABEL_DROP = 6  # letter heights from a label down to its number
WHOLE_AKTA = re.compile(r"/(19|20)[0-9]{2}$|-[0-9]{4,6}$")
"""The end of a complete akta number: the year, or the sequence of the SIAK form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLine:
    """One line as the line net read it."""

    line: TextLine
    signs: tuple[Character, ...]
    candidate: Candidate | None

    @property
    def text(self) -> str:
        """The text with its spaces."""
        return "".join(sign.char for sign in self.signs)

    @property
    def number(self) -> Candidate:
        """The candidate of a line that has one."""
        assert self.candidate is not None
        return self.candidate

    def x_of(self, sign: Character) -> float:
        """Return the x of a character's middle, in pixels of the part."""
        scale = READER_STRIP.digits / self.line.height
        return self.line.x0 - SIDE_MARGIN * self.line.height + sign.x / scale


def find_number_line(
    part: PageCrop,
    kind: str,
    height: float,
    legible: Callable[[TextLine], bool] = lambda _line: True,
) -> FoundLine | None:
    """Return the line of the number, or None.

    Lines are read in order of plausibility until one is certain. A KK number without a label
    counts only below the title. height: of the number's digits, in pixels of the part. legible:
    whether a line may be readable; others are ignored.
    """
    lines = [line for line in find_lines(part.grey, height) if legible(line)]
    found: list[FoundLine] = []
    for line in order_lines(lines, part, height):
        found.append(read_line(part, line, kind))
        if _is_plausible(kind, found[-1]) and _is_certain(kind, found[-1]):
            break
    best = _best(kind, found) or _extend(part, found, kind)
    best = best and _with_label(part, lines, best, kind)
    if kind != "kk" or best is None or best.number.labelled:
        return best
    return best if _has_kk_title(found) or _has_kk_title(_above(part, lines, best, kind)) else None


def _extend(part: PageCrop, found: Sequence[FoundLine], kind: str) -> FoundLine | None:
    """Read lines that begin like a number again beyond their ends: a stamp may split a line."""
    for one in found:
        if sum(sign.char.isdecimal() for sign in one.signs) < MIN_PARTIAL_DIGITS:
            continue
        reach = EXTENSION * one.line.height
        right = min(part.grey.shape[1], one.line.x1 + reach)
        line = replace(one.line, x0=max(0, one.line.x0 - reach), x1=right)
        for again in _reread(part, line, kind):
            if _is_plausible(kind, again):
                return again
    return None


def _reread(part: PageCrop, line: TextLine, kind: str) -> Iterator[FoundLine]:
    """Read a line; for an akta also as if a dotted rule was measured as part of its letters."""
    yield read_line(part, line, kind)
    if kind == "akta":
        yield read_line(part, line.raised(RULE_HEIGHT), kind)


def _with_label(part: PageCrop, lines: Sequence[TextLine], best: FoundLine, kind: str) -> FoundLine:
    """Mark an akta number as labelled if its label stands far before or above it.

    Typewritten numbers are apart from their printed label, and not on its line.
    """
    if kind != "akta" or best.number.labelled:
        return best
    if _label_before(part, best) or _label_above(part, lines, best):
        return replace(best, candidate=replace(best.number, labelled=True))
    return best


def _label_before(part: PageCrop, best: FoundLine) -> bool:
    left = max(0.0, best.line.x0 - EXTENSION * best.line.height)
    return any(
        again.candidate is not None and again.candidate.labelled and _same_place(best, again)
        for again in _reread(part, replace(best.line, x0=left), "akta")
    )


def _label_above(part: PageCrop, lines: Sequence[TextLine], best: FoundLine) -> bool:
    """Return whether a line right above, overlapping the number's columns, ends with its label."""
    over = [line for line in lines if line.x0 < best.line.x1 and line.x1 > best.line.x0]
    return any(
        NUMBER_LABELS["akta"].search("".join(found.text.split()))
        for found in _above(part, over, best, "akta")
        if best.line.base - found.line.base <= MAX_LABEL_DROP * best.line.height
    )


def _same_place(one: FoundLine, other: FoundLine) -> bool:
    """Return whether two readings have the number begin at most half a digit apart."""
    apart = one.x_of(one.number.signs[0]) - other.x_of(other.number.signs[0])
    return abs(apart) <= 0.5 * one.line.height


def read_line(part: PageCrop, line: TextLine, kind: str) -> FoundLine:
    """Read a line, and find the number of a kind in it."""
    signs = read_strip(crop_line(part.grey, line, READER_STRIP, SIDE_MARGIN))
    return FoundLine(line=line, signs=signs, candidate=find_candidate(kind, signs))


def _is_plausible(kind: str, found: FoundLine) -> bool:
    """Return whether the line may hold the document's own number, not that of a table row."""
    if found.candidate is None:
        return False
    letters = sum(char.isalpha() for char in found.candidate.before)
    return kind == "akta" or found.candidate.labelled or letters <= MAX_NAME_LETTERS


def _is_certain(kind: str, found: FoundLine) -> bool:
    """Return whether no better line need be read: by the label or the form of the number.

    Older akta numbers end in a year; text read into a background pattern rarely does.
    """
    if kind != "akta" or found.number.labelled:
        return True
    text = normalise(kind, found.number.text)[0]
    return bool(WHOLE_AKTA.search(text)) and is_valid(kind, text)


def _best(kind: str, found: Sequence[FoundLine]) -> FoundLine | None:
    plausible = [one for one in found if _is_plausible(kind, one)]
    certain = (one for one in plausible if _is_certain(kind, one))
    return next(certain, plausible[0] if plausible else None)


def _has_kk_title(found: Iterable[FoundLine]) -> bool:
    return any(title_of(one.text) in types_with("kk") for one in found)


def _above(
    part: PageCrop, lines: Sequence[TextLine], best: FoundLine, kind: str
) -> Iterator[FoundLine]:
    """Yield the nearest lines above the number's, the lowest first."""
    higher = [line for line in lines if line.base < best.line.base - 0.8 * best.line.height]
    long = [line for line in higher if line.x1 - line.x0 >= MIN_NUMBER_LENGTH * line.height]
    for line in sorted(long, key=lambda line: -line.base)[:MAX_LINES_ABOVE]:
        yield read_line(part, line, kind)
