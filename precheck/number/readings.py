"""Reads the found number again with both readers, and takes a vote over all readings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from precheck.capture import Grey
from precheck.number.candidates import has_stray_dot, normalise
from precheck.number.confidence import log_odds, model
from precheck.number.find import FoundLine
from precheck.number.votes import Ballot, VoteResult, vote
from precheck.number_formats import akta
from precheck.number_formats.formats import is_valid
from precheck.ocr.crops import (
    READER_STRIP,
    SMALL_READER_STRIP,
    PageCrop,
    StripSize,
    TextLine,
    crop_colourless_line,
    crop_line,
    more_tesseract_inputs,
    tesseract_inputs,
)
from precheck.ocr.line_reader import Character, read_strip
from precheck.ocr.tesseract import Reader

NUMBER_MARGIN = 0.3  # letter heights beside the number; with more, label remains read as digits
TRAILING_MARGIN = {"kk": 0.0, "nik": 0.0, "akta": 1.6}
"""Further letter heights behind the number: akta numbers have no fixed length, and the first
reading may have missed their last digits."""
LINE_NET_WEIGHT = 1.2  # in the vote
MIN_CONFIRMABLE_LOG_ODDS = log_odds(0.7)
"""Of the least certain character of the line net's first reading, from which tesseract is asked.
Of 57 lines with less it confirmed none, and took 36 ms for each."""
TESSERACT_WEIGHTS = {"kk": 1.0, "akta": 0.5, "nik": 0.25}
"""Weights in the vote: tesseract hardly knows typewriters and the KTP's typeface."""


@dataclass(frozen=True, slots=True)
class StripVariant:
    """A way to crop the number for the line net."""

    levelled: bool
    """Brightest channel divided by the paper's brightness; else grey as it is."""
    rule: float = 0.0
    """Height of a dotted rule under the number, in shares of the line's: see Line.raised."""
    size: StripSize = READER_STRIP

    def crop(self, part: PageCrop, line: TextLine) -> Grey:
        """Return the strip."""
        line = line.raised(self.rule)
        if self.levelled:
            return crop_colourless_line(part, line, self.size, NUMBER_MARGIN)
        return crop_line(part.grey, line, self.size, NUMBER_MARGIN)


_UNRULED = (StripVariant(levelled=True), StripVariant(levelled=False, size=SMALL_READER_STRIP))
_LOW_RULE = (StripVariant(levelled=True, rule=0.12), StripVariant(levelled=False, rule=0.12))
_HIGH_RULE = (
    StripVariant(levelled=True),
    StripVariant(levelled=True, rule=0.24),
    StripVariant(levelled=False, rule=0.24),
)
NUMBER_PASSES: Mapping[str, tuple[tuple[StripVariant, ...], ...]] = {
    "kk": (_UNRULED,),
    "nik": (_UNRULED,),
    "akta": (_LOW_RULE, _HIGH_RULE),  # older akta numbers stand on dotted rules
}
"""By kind, the strips of each further pass of the line net; it ends once the net is certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """All readings of one number, normalised for comparison."""

    network: tuple[str, ...]
    """Of the line net; the first one is the candidate's."""
    tesseract: tuple[str, ...] = ()
    """Empty if tesseract was not run."""
    certain: bool = False
    """Whether the line net is so certain that tesseract need not be run."""
    sureness: float
    """Log odds of the least certain letter or digit in the line net's readings, −2 to 8."""
    mended: int
    """Letters of the first reading that were replaced by digits."""


def number_line(found: FoundLine) -> TextLine:
    """Return the line cut to the candidate's own characters."""
    places = [found.x_of(sign) for sign in found.number.signs]
    half = 0.6 * float(np.median(np.diff(places)))
    return replace(found.line, x0=places[0] - half, x1=places[-1] + half)


def read_again(
    kind: str, part: PageCrop, found: FoundLine, reader: Reader, today: date | None = None
) -> Readings:
    """Return all readings of the candidate of a line. Raises ToolMissing.

    Tesseract runs only if the line net is neither certain nor at a loss: twice, and twice more if
    it never agrees with the line net's first reading.
    """
    first, line = found.number, number_line(found)
    line = replace(line, x1=line.x1 + TRAILING_MARGIN[kind] * line.height)
    text, mended = normalise(kind, first.text)
    readings = Readings(network=(text,), sureness=_certainty(first.signs), mended=mended)
    confirmable = readings.sureness >= MIN_CONFIRMABLE_LOG_ODDS
    for index, variants in enumerate(NUMBER_PASSES[kind]):
        strips = [variant.crop(part, line) for variant in variants]
        readings = _with_strips(readings, kind, strips)
        if _is_certain(kind, readings, index, labelled=first.labelled, today=today):
            return replace(readings, certain=True)
    if not confirmable:
        return readings
    texts = _tesseract_texts(kind, reader, tesseract_inputs(part, line, NUMBER_MARGIN))
    if text not in texts:
        texts += _tesseract_texts(kind, reader, more_tesseract_inputs(part, line, NUMBER_MARGIN))
    return replace(readings, tesseract=texts)


def line_net_readings(kind: str, part: PageCrop, found: FoundLine) -> tuple[str, ...]:
    """Return the line net's first reading of the candidate of a line, and those of its first pass.

    They are normalised for comparison.
    """
    line = number_line(found)
    strips = [variant.crop(part, line) for variant in NUMBER_PASSES[kind][0]]
    again = ("".join(sign.char for sign in read_strip(strip)) for strip in strips)
    return tuple(normalise(kind, text)[0] for text in (found.number.text, *again))


def _with_strips(readings: Readings, kind: str, strips: Sequence[Grey]) -> Readings:
    """Return the readings with those of the line net on further strips."""
    found = [read_strip(strip) for strip in strips]
    texts = [normalise(kind, "".join(sign.char for sign in signs))[0] for signs in found]
    sureness = min(readings.sureness, *map(_certainty, found))
    return replace(readings, network=(*readings.network, *texts), sureness=sureness)


def _certainty(signs: Sequence[Character]) -> float:
    """Return the log odds of the least certain letter or digit."""
    return log_odds(min((s.probability for s in signs if s.char.isalnum()), default=0.0))


def _is_certain(
    kind: str, readings: Readings, index: int, *, labelled: bool, today: date | None
) -> bool:
    """Return whether the line net's readings suffice: equal, certain and well-formed.

    A misread older akta number is often well-formed too: its limits are stricter.
    """
    text = readings.network[0]
    form = kind if kind != "akta" else "siak" if akta.SIAK.fullmatch(text) else "office"
    equal = len(set(readings.network)) == 1 and not readings.mended
    certain = readings.sureness >= model()["alone"][form][index]
    whole = form != "office" or (labelled and not has_stray_dot(text))
    return equal and certain and whole and is_valid(kind, text, today)


def _tesseract_texts(kind: str, reader: Reader, strips: Sequence[Grey]) -> tuple[str, ...]:
    lines = ("".join(word.text for word in words) for words in reader.read(strips))
    return tuple(normalise(kind, line)[0] for line in lines)


def elect(kind: str, readings: Readings, today: date | None) -> VoteResult:
    """Vote over all readings; if the result is not well-formed, over the well-formed readings."""
    ballots = [Ballot(text, LINE_NET_WEIGHT) for text in readings.network if text]
    ballots += [Ballot(text, TESSERACT_WEIGHTS[kind]) for text in readings.tesseract if text]
    result = vote(ballots)
    if is_valid(kind, result.text, today):
        return result
    valid = [ballot for ballot in ballots if is_valid(kind, ballot.text, today)]
    return vote(valid) if valid else result
