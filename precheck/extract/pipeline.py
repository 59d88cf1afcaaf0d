"""From the flattened page to the document's number: read, doubtful, or honestly unread.

The network finds the number and reads it three times; where it is not sure, tesseract reads the
same stretch. All readings vote sign by sign, structure may refuse the outcome and never mends it,
and a logistic model says how likely the whole number is right.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from precheck.capture import Page, Points, Zone
from precheck.extract.evidence import Evidence, model
from precheck.extract.judge import is_whole, judged, weighed
from precheck.extract.readings import counted, read_again, stretch
from precheck.extract.seek import seek
from precheck.number import Number, NumberState
from precheck.numbers import FORMATS, InvalidNumber
from precheck.read import Reader
from precheck.read.cuts import Line, Part, part_of

GROWN = (0.15, 0.07)  # the zone is widened by this share of the page on each side: forms differ


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
    readings = read_again(kind, part, found.best, reader, today)
    count = counted(kind, readings, today)
    try:
        parts = FORMATS[kind].parse(count.text, today)
    except InvalidNumber:
        return Extraction(number=unread, title=found.title)
    evidence = weighed(found.best, readings, count, parts)
    box = _box(page, part, stretch(found.best))
    number = judged(parts, count, evidence, whole=is_whole(found.best, readings, parts))
    number = replace(number, box=box)
    return Extraction(number=number, title=found.title, evidence=evidence, text=parts.number)


def _box(page: Page, part: Part, line: Line) -> Points:
    """Return the number's four corners in photo pixels, clockwise from its own top left."""
    ends = ((line.x0, line.height), (line.x1, line.height), (line.x1, 0.0), (line.x0, 0.0))
    flat = [(x + part.x, line.base_at(x) - up + part.y, 1.0) for x, up in ends]
    seen = np.array(flat) @ page.to_photo.T
    return np.asarray(seen[:, :2] / seen[:, 2:], np.float32)
