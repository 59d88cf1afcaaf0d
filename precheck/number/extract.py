"""Reads the document's number from the flattened page.

The line net finds the number and reads it several times; if it is not certain, tesseract reads the
same crop. All readings vote character by character, the number's format can reject the result, and
a logistic model gives the probability that the whole number is correct.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np

from precheck.capture import Page, Points, TextMap, Zone
from precheck.document.subject import Subject
from precheck.number.candidates import normalise
from precheck.number.confidence import ReadingEvidence, model
from precheck.number.find import FoundLine, find_number_line
from precheck.number.judge import is_whole, judge, reading_evidence
from precheck.number.legible import has_legible_print, is_legible
from precheck.number.readings import elect, number_line, read_again
from precheck.number.result import Expected, Number, NumberState
from precheck.number_formats import akta
from precheck.number_formats.formats import NUMBER_FORMATS
from precheck.number_formats.parts import InvalidNumber
from precheck.ocr.crops import Box, PageCrop, TextLine, crop_zone
from precheck.ocr.tesseract import Reader
from precheck.office.policy import Office
from precheck.options import Options

ZONE_MARGIN = (0.15, 0.07)  # added on each side, in shares of the page: printings differ

HEAD_BOXES: Mapping[str, Box] = {
    "kk": (0.0, 0.0, 1.0, 0.26),
    "nik": (0.0, 0.0, 1.0, 0.4),
    "akta": (0.0, 0.0, 1.0, 0.55),
}
"""The part of a page of unknown layout that can hold the number, in shares of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a page of unknown layout: only a number by its label or form counts there."""

    print_size: float = 1.0
    """Height of the number's digits, over that in the known layouts."""


HEADS = Head(), Head(print_size=0.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The number and its evidence."""

    number: Number
    evidence: ReadingEvidence | None = None
    """None if no well-formed number was found."""
    text: str | None = None
    """The reading, also if the number is unread."""


def extract(  # noqa: PLR0913 - the last two have defaults
    page: Page,
    kind: str,
    place: Zone | Head,
    reader: Reader,
    *,
    text: TextMap | None = None,
    today: date | None = None,
) -> Extraction:
    """Read the number of a kind in and near its zone, or in the head. Raises ToolMissing.

    text: of the page; lines that it shows to be illegible are not read.
    """
    height = model()["height"][kind] * page.flat.shape[0]
    if isinstance(place, Head):
        box, margin, height = HEAD_BOXES[kind], (0.0, 0.0), height * place.print_size
    else:
        box, margin = place.box, ZONE_MARGIN
    part = crop_zone(page.flat, box, margin)
    legible = partial(is_legible, text, part) if text else (lambda _line: True)
    best = find_number_line(part, kind, height, legible)
    unread = Extraction(number=Number(kind=kind, state=NumberState.UNREAD))
    if best is None or (isinstance(place, Head) and not _is_own(kind, best)):
        return unread
    readings = read_again(kind, part, best, reader, today)
    result = elect(kind, readings, today)
    try:
        parts = NUMBER_FORMATS[kind].parse(result.text, today)
    except InvalidNumber:
        return unread
    evidence = reading_evidence(best, readings, result, parts)
    number = judge(parts, result, evidence, whole=is_whole(best, readings, parts))
    number = replace(
        number,
        box=_box(page, part, number_line(best)),
        printed=number.value and as_printed(number.value, best.number.text),
    )
    return Extraction(number=number, evidence=evidence, text=parts.number)


def as_printed(number: str, reading: str) -> str:
    """Return the number with the separators of a reading; without, if that is of other length.

    >>> as_printed("3514-LU-12052019-9004", "35l4.LU.12052019.9004")
    '3514.LU.12052019.9004'
    """
    signs = [sign for sign in number if sign.isalnum()]
    if len(signs) != sum(map(str.isalnum, reading)):
        return number
    own = iter(signs)
    return "".join(next(own) if sign.isalnum() else sign for sign in reading)


def _is_own(kind: str, found: FoundLine) -> bool:
    """Return whether a number anywhere on the page is the document's own: by its label or form.

    That of a KK always is: `find_number_line` requires the label or the title above.
    """
    siak = kind == "akta" and akta.SIAK.fullmatch(normalise(kind, found.number.text)[0])
    return kind == "kk" or found.number.labelled or bool(siak)


def _box(page: Page, part: PageCrop, line: TextLine) -> Points:
    """Return the number's four corners in photo pixels, clockwise from its own top left."""
    ends = ((line.x0, line.height), (line.x1, line.height), (line.x1, 0.0), (line.x0, 0.0))
    flat = [(x + part.x, line.base_at(x) - up + part.y, 1.0) for x, up in ends]
    mapped = np.array(flat) @ page.to_photo.T
    return np.asarray(mapped[:, :2] / mapped[:, 2:], np.float32)


def read_number(
    subject: Subject, text: TextMap, options: Options, office: Office, reader: Reader | None
) -> Number | None:
    """Read the document's number; None for a type without one, or without a reader.

    A number that its zone does not hold is searched in the whole head, then in small print there,
    for printings differ; but not where the head's largest print cannot be read, and illegible
    lines there are left out. In the zone all are read: the line net reads darker print than people
    do. text: of the page.
    """
    documents = office.settings.documents
    document = documents[subject.document.type]
    if not document.number or reader is None:
        return None
    zone = document.must_read(subject.form)[0]
    number = extract(subject.page, document.number, zone, reader).number
    for head in HEADS if has_legible_print(text, HEAD_BOXES[document.number]) else ():
        if number.state is not NumberState.READ:
            found = extract(subject.page, document.number, head, reader, text=text)
            number = more_certain(number, found.number)
    rivals = sum(documents[seen.type].number == document.number for seen in subject.rivals)
    return compare_expected(among_sheets(number, rivals), options.expected_number)


def compare_expected(number: Number, expected: str | None) -> Number:
    """Return the number with its comparison to the expected one, made in constant time."""
    if expected is None:
        return number
    if number.value is None:
        return replace(number, expected=Expected.CANNOT_TELL)
    wanted = normalise(number.kind, NUMBER_FORMATS[number.kind].compact(expected))[0]
    same = hmac.compare_digest(number.value.encode(), wanted.encode())
    return replace(number, expected=Expected.MATCH if same else Expected.DIFFERS)


def more_certain(one: Number, other: Number) -> Number:
    """Return the reading of the higher state, then confidence; the first one on a tie."""
    states = list(NumberState)  # from the most certain
    return max(one, other, key=lambda n: (-states.index(n.state), n.confidence or 0.0))


def among_sheets(number: Number, rivals: int) -> Number:
    """Return the number, doubtful if any of `rivals` further sheets may be the requested one.

    Each sheet is equally likely to be the requested one: the confidence is divided among them.
    """
    if not rivals:
        return number
    confidence = None if number.confidence is None else number.confidence / (1 + rivals)
    if number.state is NumberState.READ:
        doubtful = NumberState.DOUBTFUL
        number = replace(number, state=doubtful, value=None, printed=None, candidate=number.value)
    return replace(number, confidence=confidence)
