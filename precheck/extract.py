"""From the flattened page to the document's number: read, doubtful, or honestly unread.

The network finds the number and reads it twice, tesseract reads the same stretch twice; all
readings vote sign by sign, structure may refuse the outcome and never mends it, and a logistic
model says how likely the whole number is right.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from precheck.candidates import normal
from precheck.capture import Page, Points, Zone
from precheck.evidence import Evidence, confidence, log_odds, model
from precheck.number import Digit, Expected, Number, NumberState
from precheck.numbers import FORMATS, InvalidNumber, Parts, regions
from precheck.read import Reader
from precheck.read.cuts import Line, Part, part_of
from precheck.readings import Readings, counted, read_again, stretch
from precheck.seek import Seen, seek
from precheck.votes import Count, shared

GROWN = (0.15, 0.07)  # the zone is widened by this share of the page on each side: forms differ
SURE = 0.95  # support from which a single position counts as read


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The number, and what the title said."""

    number: Number
    title: str | None
    """The type that the title or label line tells, or None where none was read."""
    evidence: Evidence | None = None
    """What speaks for the reading; None where no well-formed number was found."""
    text: str | None = None
    """The reading itself, even where it is too weak to be told."""


def extract(
    page: Page, kind: str, zone: Zone, reader: Reader, *, today: date | None = None
) -> Extraction:
    """Read the number of a kind in and round about its zone. Raises ToolMissing."""
    height = model()["height"][kind] * page.flat.shape[0]
    part = part_of(page.flat, zone.box, GROWN)
    found = seek(part, kind, height)
    unread = Number(kind=kind, state=NumberState.UNREAD)
    if found.best is None:
        return Extraction(number=unread, title=found.title)
    readings = read_again(kind, part, found.best, reader)
    count = counted(kind, readings, today)
    try:
        parts = FORMATS[kind].parse(count.text, today)
    except InvalidNumber:
        return Extraction(number=unread, title=found.title)
    evidence = _evidence(found.best, readings, count, parts)
    box = _box(page, part, stretch(found.best))
    number = replace(_judged(parts, count, evidence), box=box)
    return Extraction(number=number, title=found.title, evidence=evidence, text=parts.number)


def _judged(parts: Parts, count: Count, evidence: Evidence) -> Number:
    chance = confidence(parts.kind, evidence)
    state = _state(parts.kind, evidence, chance)
    if state is NumberState.UNREAD:
        return Number(kind=parts.kind, state=state, confidence=chance)
    return Number(
        kind=parts.kind,
        state=state,
        value=parts.number if state is NumberState.READ else None,
        candidate=None if state is NumberState.READ else parts.number,
        masked=FORMATS[parts.kind].mask(parts.number),
        confidence=chance,
        digits=_digits(count, state),
        flags=parts.flags,
    )


def _evidence(best: Seen, readings: Readings, count: Count, parts: Parts) -> Evidence:
    assert best.candidate is not None
    region = parts.region
    return Evidence(
        network=float(readings.network[0] == count.text),
        network_again=sum(text == count.text for text in readings.network[1:]) / 2,
        tesseract=sum(text == count.text for text in readings.tesseract) / len(readings.tesseract),
        tesseract_signs=float(_all_signs(count.text, readings.tesseract)),
        sureness=log_odds(readings.sureness),
        weakest=min(count.support),
        labelled=float(best.candidate.labelled),
        region_known=float(region is None or regions.name(region[:4]) is not None),
        mended=float(readings.mended),
    )


def _all_signs(text: str, readings: Sequence[str]) -> bool:
    """Say whether each sign of the text stands in its place in one reading at least."""
    return set().union(*(shared(text, reading) for reading in readings)) >= set(range(len(text)))


def _state(kind: str, evidence: Evidence, chance: float) -> NumberState:
    """Call a number read only where two readers of different kind agree on each sign of it.

    On the KTP-el, whose typeface tesseract hardly knows, two readings of the network must.
    """
    limits = model()["limits"]
    network = evidence.network + 2 * evidence.network_again
    agreed = network >= 2 if kind == "nik" else network >= 1 and evidence.tesseract_signs
    if chance >= limits["read"] and agreed:
        return NumberState.READ
    return NumberState.DOUBTFUL if chance >= limits["doubtful"] else NumberState.UNREAD


def _digits(count: Count, state: NumberState) -> tuple[Digit, ...]:
    sure = [support >= SURE or state is NumberState.READ for support in count.support]
    states = [NumberState.READ if known else NumberState.DOUBTFUL for known in sure]
    return tuple(
        Digit(char=char, state=known) for char, known in zip(count.text, states, strict=True)
    )


def _box(page: Page, part: Part, line: Line) -> Points:
    """Return the number's four corners in photo pixels, clockwise from its own top left."""
    ends = ((line.x0, line.height), (line.x1, line.height), (line.x1, 0.0), (line.x0, 0.0))
    flat = [(x + part.x, line.base_at(x) - up + part.y, 1.0) for x, up in ends]
    seen = np.array(flat) @ page.to_photo.T
    return np.asarray(seen[:, :2] / seen[:, 2:], np.float32)


def compared(number: Number, expected: str | None) -> Number:
    """Say how the number read compares with the one expected, in constant time."""
    if expected is None:
        return number
    if number.value is None:
        return replace(number, expected=Expected.CANNOT_TELL)
    wanted = normal(number.kind, FORMATS[number.kind].compact(expected))[0]
    same = hmac.compare_digest(number.value.encode(), wanted.encode())
    return replace(number, expected=Expected.MATCH if same else Expected.DIFFERS)
