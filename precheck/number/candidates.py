"""Finds the part of a read line that can be the number, and brings readings to one form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from precheck.number_formats import akta, digits
from precheck.number_formats.formats import NUMBER_LABELS
from precheck.ocr.line_reader import Character

MAX_LABEL_GAP = 4  # from a label to its number, in median distances between characters
LETTER_TO_DIGIT = str.maketrans("OoQDIl|iZzSsBGgq", "0000111122558699")
"""Letters that digits are misread as. They are replaced only behind a label, and counted."""

_NEARLY_SIXTEEN = re.compile(r"[0-9OoQDIl|iZzSsBGgq]{14,18}$")
_SIAK = re.compile(
    r"[0-9OIlZSB]{4}[-–.:_~]*[A-Z01]{2}[-–.:_~]*[0-9OIlZSB]{8}[-–.:_~]*[0-9OIlZSB]{4,6}"
)
_OFFICE = re.compile(r"[._:,-]*([0-9][0-9A-Za-z./-]*/[0-9A-Za-z./-]*[0-9A-Za-z])")
_OFFICE_START = re.compile(r"[0-9]{1,6}(\.[0-9])?/")
_AKTA_LABEL = re.compile(r"N[oea0]{1,2}[mn][oea0]{1,2}r|N[o0]\.|number", re.IGNORECASE)
_YEAR = re.compile(r"(?<=/)[0-9.]{5,8}$")
_VOLUME = re.compile(r"(?<=A\.K)[OISBZA](?=/)")
_CLASS = re.compile(r"^[0-9]{3}\.[0-9]{1,2}(?=/)")
_DOT_AT_DIGIT = re.compile(r"[0-9]\.|\.[0-9]")
_AS_LETTERS = str.maketrans("015824", "OISBZA")
_AS_DIGITS = str.maketrans("OISBZA", "015824")
_KNOWN = ("IST", "DISP", "UNIT", "TP", "KU", "UM", "LU", "LT", "KM", "CS", "WNI", "NON", "KT")
_GROUPS = {group.translate(_AS_LETTERS): group for group in _KNOWN}
_EDGE_CHARACTERS = "._-:;,~|\\/'`\"‘’“”«»()[]{}<>*=+^°· "
"""Characters that no number begins or ends with: specks, rules and the edges of the crop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A part of one line that can be the number."""

    text: str
    """As read, without spaces."""
    signs: tuple[Character, ...]
    labelled: bool
    before: str
    """The text before it on its line, without spaces."""
    gaps: tuple[int, ...] = ()
    """Indices of its characters before which a space suggests a missing part."""


def find_candidate(kind: str, signs: Sequence[Character]) -> Candidate | None:
    """Return the part of the line that looks like a number of the kind, or None."""
    solid, line = [s for s in signs if s.char != " "], "".join(sign.char for sign in signs)
    text, words = "".join(line.split()), digits.word_starts(line)
    span = _akta_span(text, words) if kind == "akta" else _digit_span(kind, line)
    if span is None:
        return None
    start, end = span
    return Candidate(
        text=text[start:end],
        signs=tuple(solid[start:end]),
        labelled=bool(NUMBER_LABELS[kind].search(text[:start])) and _adjoins(solid, start, end),
        before=text[:start],
        gaps=tuple(
            at - start for at in sorted(words) if start < at < end and _is_gap(text, at, words)
        ),
    )


def _is_gap(text: str, at: int, words: frozenset[int]) -> bool:
    """Return whether a space separates two digits, or stands on one side of a slash only."""
    before, after = text[at - 1], text[at]
    one_sided = (before == "/" and at - 1 not in words) or (after == "/" and at + 1 not in words)
    return one_sided or (before.isdecimal() and after.isdecimal())


def _adjoins(signs: Sequence[Character], start: int, end: int) -> bool:
    """Return whether the text before a span ends close to it: else something may lie between."""
    places = [sign.x for sign in signs[:end]]
    gap_limit = MAX_LABEL_GAP * float(np.median(np.diff(places[start:])))
    return places[start] - places[start - 1] <= gap_limit


def _digit_span(kind: str, line: str) -> tuple[int, int] | None:
    """Return the span of 16 digits, or of 14 to 18 similar characters behind the label."""
    if span := digits.find_sixteen(line):
        return span
    text = "".join(line.split()).rstrip(_EDGE_CHARACTERS)
    nearly = _NEARLY_SIXTEEN.search(text)
    return nearly.span() if nearly and NUMBER_LABELS[kind].search(text[: nearly.start()]) else None


def _akta_span(text: str, words: frozenset[int]) -> tuple[int, int] | None:
    """Return the span of a SIAK number, or of an older form.

    An older form begins behind a label; without one, at the start of a word.
    """
    if found := _SIAK.search(text):
        return found.span()
    behind = [label.end() for label in _AKTA_LABEL.finditer(text)]
    later = sorted(word for word in words if word > max(behind, default=-1))
    typical = [word for word in later if _OFFICE_START.match(text, word)]
    spans = (_OFFICE.match(text, start) for start in (*reversed(behind), *typical, *later))
    return next((span.span(1) for span in spans if span), None)


def normalise(kind: str, text: str) -> tuple[str, int]:
    """Return a reading in the form used for comparison, and how many characters were replaced."""
    solid = "".join(text.split()).strip(_EDGE_CHARACTERS)
    if kind != "akta":
        changed = solid.translate(LETTER_TO_DIGIT)
        return changed, _count_changes(solid, changed)
    upper = solid.upper().replace("|", "1")
    if not akta.SIAK.fullmatch(upper) and (found := _SIAK.fullmatch(upper)):
        return _normalise_siak(found[0])
    return _normalise_office(akta.compact(upper))


def _count_changes(text: str, changed: str) -> int:
    return sum(a != b for a, b in zip(text, changed, strict=True))


def _normalise_siak(text: str) -> tuple[str, int]:
    """Put digits where the form has digits and letters where it has letters."""
    solid = re.sub(r"[-–.:_~]", "", text)
    event = solid[4:6].translate(str.maketrans("01", "OI"))
    changed = solid[:4].translate(LETTER_TO_DIGIT) + event + solid[6:].translate(LETTER_TO_DIGIT)
    return akta.compact(changed), _count_changes(solid, changed)


def _normalise_office(text: str) -> tuple[str, int]:
    """Put letters into known groups that were read with digits, as 1ST for IST.

    Volumes have digits, as A.K4. Dots in the year belong to the dotted rule below it.
    """
    if (year := _YEAR.search(text)) and len(plain := year[0].replace(".", "")) == 4:
        text = text[: year.start()] + plain
    groups = re.split(r"([/.-])", text)
    lettered = "".join(_GROUPS.get(group.translate(_AS_LETTERS), group) for group in groups)
    changed = _VOLUME.sub(lambda volume: volume[0].translate(_AS_DIGITS), lettered)
    return changed, _count_changes(text, changed)


def has_stray_dot(text: str) -> bool:
    """Return whether a dot adjoins a digit where older akta forms have none.

    Such a dot belongs to a dotted rule below. Only the leading class, as 474.1, has one.
    """
    return bool(_DOT_AT_DIGIT.search(_CLASS.sub("", text)))
