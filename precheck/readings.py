"""Reads the stretch that holds the number again, by both readers, and lets the readings vote."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from precheck.candidates import normal
from precheck.numbers import is_valid
from precheck.read import Reader
from precheck.read.cuts import STRIP, Line, Part, plain, prepared
from precheck.read.network import read_strip
from precheck.seek import Seen
from precheck.votes import Ballot, Count, vote

TIGHT = 0.3  # letter heights left beside the number: a scrap of a label is read as a digit
NETWORK = 1.2  # weight of a reading of the network
TESSERACT = {"kk": 1.0, "akta": 1.0, "nik": 0.25}
"""Weight of a reading of tesseract, which hardly knows the typeface of the KTP-el."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """Four readings of one stretch, in the form they are compared in."""

    network: tuple[str, str]
    tesseract: tuple[str, str]
    sureness: float
    """The network's probability of its least sure letter or digit."""
    mended: int


def stretch(seen: Seen) -> Line:
    """Return the line cut down to the candidate's own signs."""
    assert seen.candidate is not None
    places = [seen.x_of(sign) for sign in seen.candidate.signs]
    half = 0.6 * float(np.median(np.diff(places)))
    return replace(seen.line, x0=places[0] - half, x1=places[-1] + half)


def read_again(kind: str, part: Part, seen: Seen, reader: Reader) -> Readings:
    """Read the candidate of a line three times more. Raises ToolMissing."""
    assert seen.candidate is not None
    line = stretch(seen)
    again = read_strip(plain(part, line, STRIP, TIGHT))
    first, mended = normal(kind, seen.candidate.text)
    texts = [
        "".join(word.text for word in words) for words in reader.read(prepared(part, line, TIGHT))
    ]
    return Readings(
        network=(first, normal(kind, "".join(sign.char for sign in again))[0]),
        tesseract=(normal(kind, texts[0])[0], normal(kind, texts[1])[0]),
        sureness=min(sign.probability for sign in seen.candidate.signs if sign.char.isalnum()),
        mended=mended,
    )


def counted(kind: str, readings: Readings, today: date | None) -> Count:
    """Vote sign by sign; where structure refuses the outcome, let the whole readings stand."""
    ballots = [Ballot(text, NETWORK) for text in readings.network if text]
    ballots += [Ballot(text, TESSERACT[kind]) for text in readings.tesseract if text]
    count = vote(ballots)
    if is_valid(kind, count.text, today):
        return count
    valid = [ballot for ballot in ballots if is_valid(kind, ballot.text, today)]
    return vote(valid) if valid else count
