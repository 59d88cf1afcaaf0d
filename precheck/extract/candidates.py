"""Which stretch of a line could be the number: weak by its pattern, lifted by label and place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from precheck.numbers import akta
from precheck.numbers.labels import LABELS
from precheck.read.network import Sign

DIGITS = 16
MOST_PIECES = 6  # that spaces part 16 digits into; a pattern is read as many noughts
GAP = 4  # signs' widths from a label to its number at most
LOOKALIKES = str.maketrans("OoQDIl|iZzSsBGgq", "0000111122558699")
"""Letters that a digit is misread for; put right only behind a label, and each one costs."""

_SIXTEEN = re.compile(r"(?=([0-9]{16}))")
_NEARLY = re.compile(r"[0-9OoQDIl|iZzSsBGgq]{14,18}$")
_SIAK = re.compile(
    r"[0-9OIlZSB]{4}[-–.:_~]*[A-Z01]{2}[-–.:_~]*[0-9OIlZSB]{8}[-–.:_~]*[0-9OIlZSB]{4,6}"
)
_OFFICE = re.compile(r"[._:,-]*([0-9][0-9A-Za-z./-]*/[0-9A-Za-z./-]*[0-9A-Za-z])")
_PLAINLY = re.compile(r"[0-9]{1,6}(\.[0-9])?/")
_LABEL = re.compile(r"N[oea0]{1,2}[mn][oea0]{1,2}r|N[o0]\.|number", re.IGNORECASE)
_YEAR = re.compile(r"(?<=/)[0-9.]{5,8}$")
_VOLUME = re.compile(r"(?<=A\.K)[OISBZA](?=/)")
_CLASS = re.compile(r"^[0-9]{3}\.[0-9]{1,2}(?=/)")
_DOT = re.compile(r"[0-9]\.|\.[0-9]")
_AS_LETTERS = str.maketrans("015824", "OISBZA")
_AS_DIGITS = str.maketrans("OISBZA", "015824")
_KNOWN = ("IST", "DISP", "UNIT", "TP", "KU", "UM", "LU", "LT", "KM", "CS", "WNI", "NON", "KT")
_GROUPS = {group.translate(_AS_LETTERS): group for group in _KNOWN}
_SCRAPS = "._-:;,~|\\/'`\"‘’“”«»()[]{}<>*=+^°· "
"""Signs that no number begins or ends with: specks, rules and the edges of a cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stretch of one line that could be the number."""

    text: str
    """As it was read, without spaces."""
    signs: tuple[Sign, ...]
    labelled: bool
    before: str
    """What stands before it on its line, without spaces."""
    gaps: tuple[int, ...] = ()
    """Before which of its signs a space shows that something may be missing."""


def candidate_in(kind: str, signs: Sequence[Sign]) -> Candidate | None:
    """Return the stretch of the line that looks like a number of the kind, or None."""
    solid = [sign for sign in signs if sign.char != " "]
    text, words = "".join(sign.char for sign in solid), _words(signs)
    span = _akta_span(text, words) if kind == "akta" else _digit_span(kind, text, words)
    if span is None:
        return None
    start, end = span
    return Candidate(
        text=text[start:end],
        signs=tuple(solid[start:end]),
        labelled=bool(LABELS[kind].search(text[:start])) and _near(solid, start, end),
        before=text[:start],
        gaps=tuple(
            at - start for at in sorted(words) if start < at < end and _parts(text, at, words)
        ),
    )


def _parts(text: str, at: int, words: frozenset[int]) -> bool:
    """Say whether a space parts two digits, or a sign from a stroke that stands close on its other.

    Who sets strokes apart does so on both sides.
    """
    before, after = text[at - 1], text[at]
    apart = (before == "/" and at - 1 not in words) or (after == "/" and at + 1 not in words)
    return apart or (before.isdecimal() and after.isdecimal())


def _near(signs: Sequence[Sign], start: int, end: int) -> bool:
    """Say whether what stands before a stretch stands right before it: a thumb may lie between."""
    places = [sign.x for sign in signs[:end]]
    return places[start] - places[start - 1] <= GAP * float(np.median(np.diff(places[start:])))


def _words(signs: Sequence[Sign]) -> frozenset[int]:
    """Return where words begin, counted without spaces."""
    starts, at, after_space = set(), 0, True
    for sign in signs:
        if sign.char == " ":
            after_space = True
            continue
        if after_space:
            starts.add(at)
        at, after_space = at + 1, False
    return frozenset(starts)


def _digit_span(kind: str, text: str, words: frozenset[int]) -> tuple[int, int] | None:
    """Return 16 digits that no further ones adjoin but across a space, or nearly so many signs."""
    for found in _SIXTEEN.finditer(text):
        start, end = found.span(1)
        pieces = 1 + len(words.intersection(range(start + 1, end)))
        if pieces <= MOST_PIECES and _ends(text, start, words) and _ends(text, end, words):
            return start, end
    tail = text.rstrip(_SCRAPS)
    if (nearly := _NEARLY.search(tail)) and LABELS[kind].search(tail[: nearly.start()]):
        return nearly.span()
    return None


def _ends(text: str, at: int, words: frozenset[int]) -> bool:
    """Say whether a run of digits may begin or end at a place."""
    return at in words or not text[max(0, at - 1) : at + 1].isdecimal() or at in (0, len(text))


def _akta_span(text: str, words: frozenset[int]) -> tuple[int, int] | None:
    """Return the stretch of a SIAK number, or of an old form.

    An old form begins behind the label where one can be read, else with a word of its own.
    """
    if found := _SIAK.search(text):
        return found.span()
    behind = [label.end() for label in _LABEL.finditer(text)]
    later = sorted(word for word in words if word > max(behind, default=-1))
    plainly = [word for word in later if _PLAINLY.match(text, word)]
    spans = (_OFFICE.match(text, start) for start in (*reversed(behind), *plainly, *later))
    return next((span.span(1) for span in spans if span), None)


def normal(kind: str, text: str) -> tuple[str, int]:
    """Return a reading in the form readings are compared in, and how many letters it mended."""
    solid = "".join(text.split()).strip(_SCRAPS)
    if kind != "akta":
        mended = solid.translate(LOOKALIKES)
        return mended, sum(a != b for a, b in zip(solid, mended, strict=True))
    upper = solid.upper().replace("|", "1")
    if not akta.SIAK.fullmatch(upper) and (found := _SIAK.fullmatch(upper)):
        return _mended_siak(found[0])
    return _mended_office(akta.compact(upper))


def _mended_siak(text: str) -> tuple[str, int]:
    """Put digits where the form wants digits and letters where it wants letters."""
    bare = re.sub(r"[-–.:_~]", "", text)
    event = bare[4:6].translate(str.maketrans("01", "OI"))
    mended = bare[:4].translate(LOOKALIKES) + event + bare[6:].translate(LOOKALIKES)
    return akta.compact(mended), sum(a != b for a, b in zip(bare, mended, strict=True))


def _mended_office(text: str) -> tuple[str, int]:
    """Put letters where a known group of letters was read with digits in it, as 1ST for IST.

    Volumes have digits, as A.K4. Dots in the year are those of the rule below it.
    """
    if (year := _YEAR.search(text)) and len(bare := year[0].replace(".", "")) == 4:
        text = text[: year.start()] + bare
    groups = re.split(r"([/.-])", text)
    lettered = "".join(_GROUPS.get(group.translate(_AS_LETTERS), group) for group in groups)
    mended = _VOLUME.sub(lambda volume: volume[0].translate(_AS_DIGITS), lettered)
    return mended, sum(a != b for a, b in zip(text, mended, strict=True))


def dotted(text: str) -> bool:
    """Say whether a dot stands by a digit where old akta forms have none: one of a rule below.

    They have one in the class that they may begin with, as 474.1.
    """
    return bool(_DOT.search(_CLASS.sub("", text)))
