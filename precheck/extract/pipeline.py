"""From the flattened page to the document's number: read, doubtful, or honestly unread.

The network finds the number and reads it three times; where it is not sure, tesseract reads the
same stretch. All readings vote sign by sign, structure may refuse the outcome and never mends it,
and a logistic model says how likely the whole number is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from precheck.capture import Page, Points, Zone
from precheck.extract.candidates import normal
from precheck.extract.evidence import Evidence, model
from precheck.extract.judge import is_whole, judged, weighed
from precheck.extract.readings import counted, read_again, stretch
from precheck.extract.seek import Seen, seek
from precheck.number import Number, NumberState
from precheck.numbers import FORMATS, InvalidNumber, akta
from precheck.read import Reader
from precheck.read.cuts import Box, Line, Part, part_of

GROWN = (0.15, 0.07)  # the zone is widened by this share of the page on each side: forms differ

HEADS: Mapping[str, Box] = {
    "kk": (0.0, 0.0, 1.0, 0.26),
    "nik": (0.0, 0.0, 1.0, 0.4),
    "akta": (0.0, 0.0, 1.0, 0.55),
}
"""The part of a page of an unknown printing that the number may stand in, in shares of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The number, and what speaks for it."""

    number: Number
    evidence: Evidence | None = None
    """What speaks for the reading; None where no well-formed number was found."""
    text: str | None = None
    """The reading itself, even where it is too weak to be told."""


def extract(
    page: Page, kind: str, zone: Zone | None, reader: Reader, *, today: date | None = None
) -> Extraction:
    """Read the number of a kind in and round about its zone. Raises ToolMissing.

    zone: None where the printing is unknown: then the whole head is searched, and only a number
    behind its label or of the registry's own form counts.
    """
    height = model()["height"][kind] * page.flat.shape[0]
    box, grown = (HEADS[kind], (0.0, 0.0)) if zone is None else (zone.box, GROWN)
    part = part_of(page.flat, box, grown)
    best = seek(part, kind, height)
    if zone is None and best is not None and not _sure(kind, best):
        best = None
    unread = Number(kind=kind, state=NumberState.UNREAD)
    if best is None:
        return Extraction(number=unread)
    readings = read_again(kind, part, best, reader, today)
    count = counted(kind, readings, today)
    try:
        parts = FORMATS[kind].parse(count.text, today)
    except InvalidNumber:
        return Extraction(number=unread)
    evidence = weighed(best, readings, count, parts)
    number = judged(parts, count, evidence, whole=is_whole(best, readings, parts))
    number = replace(number, box=_box(page, part, stretch(best)))
    return Extraction(number=number, evidence=evidence, text=parts.number)


def _sure(kind: str, found: Seen) -> bool:
    """Say whether a number is the paper's own wherever it stands: by its label or its form.

    A KK's has its label or stands below the title: `seek` tells no other.
    """
    assert found.candidate is not None
    siak = kind == "akta" and akta.SIAK.fullmatch(normal(kind, found.candidate.text)[0])
    return kind == "kk" or found.candidate.labelled or bool(siak)


def _box(page: Page, part: Part, line: Line) -> Points:
    """Return the number's four corners in photo pixels, clockwise from its own top left."""
    ends = ((line.x0, line.height), (line.x1, line.height), (line.x1, 0.0), (line.x0, 0.0))
    flat = [(x + part.x, line.base_at(x) - up + part.y, 1.0) for x, up in ends]
    seen = np.array(flat) @ page.to_photo.T
    return np.asarray(seen[:, :2] / seen[:, 2:], np.float32)
