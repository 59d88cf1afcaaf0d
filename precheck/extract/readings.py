"""Reads the stretch that holds the number again, by both readers, and lets the readings vote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from precheck.extract.candidates import dotted, normal
from precheck.extract.evidence import log_odds, model
from precheck.extract.seek import Seen
from precheck.extract.votes import Ballot, Count, vote
from precheck.numbers import akta, is_valid
from precheck.read import Reader
from precheck.read.cuts import (
    NARROW,
    STRIP,
    Grey,
    Line,
    Part,
    Size,
    cut,
    plain,
    prepared,
    prepared_again,
)
from precheck.read.network import Sign, read_strip

TIGHT = 0.3  # letter heights left beside the number: a scrap of a label is read as a digit
BEHIND = {"kk": 0.0, "nik": 0.0, "akta": 1.6}
"""Letter heights read behind the number too: akta numbers have no fixed length, and those whose
last digits the first look missed must not be read the same again and again."""
NETWORK = 1.2  # weight of a reading of the network
TESSERACT = {"kk": 1.0, "akta": 0.5, "nik": 0.25}
"""Weight of a reading of tesseract, which hardly knows typewriters and the KTP-el's typeface."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to cut the stretch out for the network."""

    plain: bool
    """Of the brightest channel, levelled; else grey as it is."""
    raised: float = 0.0
    """Share of the line's height that may be a rule below it: see Line.raised."""
    size: Size = STRIP

    def cut(self, part: Part, line: Line) -> Grey:
        """Return the strip."""
        line = line.raised(self.raised)
        if self.plain:
            return plain(part, line, self.size, TIGHT)
        return cut(part.grey, line, self.size, TIGHT)


ONCE = (Way(plain=True), Way(plain=False, size=NARROW))
RAISED = (Way(plain=True, raised=0.12), Way(plain=False, raised=0.12))
HIGHER = (Way(plain=True), Way(plain=True, raised=0.24), Way(plain=False, raised=0.24))
LOOKS: Mapping[str, tuple[tuple[Way, ...], ...]] = {
    "kk": (ONCE,),
    "nik": (ONCE,),
    "akta": (RAISED, HIGHER),  # old akta numbers stand on dotted rules
}
"""What the network reads further, a kind: the next look only where it is not sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The readings of one stretch, in the form they are compared in."""

    network: tuple[str, ...]
    tesseract: tuple[str, ...]
    """Empty where it was not asked."""
    sureness: float
    """Log odds of the least sure letter or digit in the network's readings, −2 to 8."""
    mended: int
    """Letters of the first reading that had to be taken for digits."""


def stretch(seen: Seen) -> Line:
    """Return the line cut down to the candidate's own signs."""
    assert seen.candidate is not None
    places = [seen.x_of(sign) for sign in seen.candidate.signs]
    half = 0.6 * float(np.median(np.diff(places)))
    return replace(seen.line, x0=places[0] - half, x1=places[-1] + half)


def read_again(
    kind: str, part: Part, seen: Seen, reader: Reader, today: date | None = None
) -> Readings:
    """Read the candidate of a line again: by the network, and by tesseract if that is not sure.

    Tesseract is asked for two readings, and for two more where neither is the network's first.
    Raises ToolMissing.
    """
    assert seen.candidate is not None
    first, line = seen.candidate, stretch(seen)
    line = replace(line, x1=line.x1 + BEHIND[kind] * line.height)
    text, mended = normal(kind, first.text)
    sure = _sureness(first.signs)
    readings = Readings(network=(text,), tesseract=(), sureness=sure, mended=mended)
    for look, ways in enumerate(LOOKS[kind]):
        readings = _with(readings, kind, [way.cut(part, line) for way in ways])
        if _enough(kind, readings, look, labelled=first.labelled, today=today):
            return readings
    texts = _texts(kind, reader, prepared(part, line, TIGHT))
    if text not in texts:
        texts += _texts(kind, reader, prepared_again(part, line, TIGHT))
    return replace(readings, tesseract=texts)


def _with(readings: Readings, kind: str, strips: Sequence[Grey]) -> Readings:
    """Add what the network reads on further strips."""
    seen = [read_strip(strip) for strip in strips]
    texts = [normal(kind, "".join(sign.char for sign in signs))[0] for signs in seen]
    sure = min(readings.sureness, *map(_sureness, seen))
    return replace(readings, network=(*readings.network, *texts), sureness=sure)


def _sureness(signs: Sequence[Sign]) -> float:
    return log_odds(min((s.probability for s in signs if s.char.isalnum()), default=0.0))


def _enough(
    kind: str, readings: Readings, look: int, *, labelled: bool, today: date | None
) -> bool:
    """Say whether the network's readings are so sure of one well-formed number that they do.

    An old akta form is so free that a misreading is well formed as well: it must be surer.
    """
    text = readings.network[0]
    form = kind if kind != "akta" else "siak" if akta.SIAK.fullmatch(text) else "office"
    same = len(set(readings.network)) == 1 and not readings.mended
    sure = readings.sureness >= model()["alone"][form][look]
    whole = form != "office" or (labelled and not dotted(text))
    return same and sure and whole and is_valid(kind, text, today)


def _texts(kind: str, reader: Reader, strips: Sequence[Grey]) -> tuple[str, ...]:
    lines = ("".join(word.text for word in words) for words in reader.read(strips))
    return tuple(normal(kind, line)[0] for line in lines)


def counted(kind: str, readings: Readings, today: date | None) -> Count:
    """Vote sign by sign; where structure refuses the outcome, let the whole readings stand."""
    ballots = [Ballot(text, NETWORK) for text in readings.network if text]
    ballots += [Ballot(text, TESSERACT[kind]) for text in readings.tesseract if text]
    count = vote(ballots)
    if is_valid(kind, count.text, today):
        return count
    valid = [ballot for ballot in ballots if is_valid(kind, ballot.text, today)]
    return vote(valid) if valid else count
