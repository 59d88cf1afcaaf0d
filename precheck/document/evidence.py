"""Evidence for the type of a document: log odds of each type against any other paper, summed.

What was read decides. The page net's estimate is a prior of at most MAX_PRIOR_LOG_ODDS, which
readable lines without a match outweigh: alone it decides only where nothing can be read.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from precheck.document.headings import Heading
from precheck.document.titles import PhraseMatch
from precheck.ocr.crops import TextLine
from precheck.office.documents import KNOWN_TYPES, alike, document_types

Matches = Sequence[tuple[Heading, PhraseMatch | None]]

CAPTION_LOG_ODDS = 2.0
KIND_LOG_ODDS: Mapping[str, float] = {
    "title": 7.0,
    "number": 4.0,
    "bare_number": 4.0,
    "caption": CAPTION_LOG_ODDS,
    "province": CAPTION_LOG_ODDS,
    "common_caption": 1.0,
    "region": 1.0,
}
"""Of a line, by the kind of its match."""
FOREIGN_LOG_ODDS = -12.0
"""Of the title of another paper: more than all captions together."""
QR_LOG_ODDS = 2.0
"""Of the registry's own code, on white KK and akta, and on other papers of the registry."""
UNMATCHED_LINE_LOG_ODDS, MIN_UNMATCHED_LOG_ODDS = -1.0, -3.0
"""Of a readable line without a match, and of all such lines together."""
MIN_BODY_LOG_ODDS = 3.0
"""Of the phrases of a form's body from which its filled-in lines, which match nothing, count once:
a caption and another phrase, or three that other papers have as well."""
PRIOR_DISCOUNT, MIN_PRIOR_LOG_ODDS, MAX_PRIOR_LOG_ODDS = 1.0, -1.0, 2.5
"""Of the page net, whose log odds are reduced by the discount: three unmatched lines outweigh it,
one caption tips the balance. The minimum holds where something was read: an unknown printing of a
form is weak evidence against it."""
MIN_ALIKE_SHARE = 0.25
"""Prior of one type among those that look alike, as the two akta."""
MIN_TABLE_NUMBERS = 3  # numbers of 16 digits in small print that are a KK's table
CARD_ASPECT_RATIOS = (1.35, 1.85)
"""Width over height of a page that may be a card, with tolerance for tilt."""
MIN_CARD_HEAD_HEIGHT, MIN_CARD_CAPTION_HEIGHT = 0.034, 0.015
"""Capitals of a card's head and number, and of its captions, in shares of the page's height; twice
those on a sheet of paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeEvidence:
    """The sum of what was read on a page and the prior."""

    odds: Mapping[str, float]
    """Log odds of each known type against any other paper, the prior included."""
    read: Mapping[str, float]
    """The part of the readings in them, from 0."""
    foreign: bool
    """Whether the title is that of another paper."""

    @property
    def types(self) -> dict[str, float]:
        """Probability of each known type and of `other`, 0–1, summing to 1."""
        powers = {type_: math.exp(min(odds, 30.0)) for type_, odds in self.odds.items()}
        total = 1 + sum(powers.values())
        return {**{type_: power / total for type_, power in powers.items()}, "other": 1 / total}

    @property
    def decisive(self) -> bool:
        """Whether what was read identifies the document."""
        return self.foreign or max(self.read.values()) >= CAPTION_LOG_ODDS


def type_evidence(
    lines: Sequence[Heading],
    prior: Mapping[str, float],
    shape: float,
    *,
    official: bool,
    body: bool = False,
) -> TypeEvidence:
    """Sum the evidence of the lines of an upright page.

    prior: probability of each type by the page net; shape: width over height of the page;
    official: whether it bears the registry's QR code; body: whether the lines are those of the
    whole page, most of which are filled in on a form.
    """
    matches = [(line, line.match) for line in lines]
    known, read = document_types(), dict.fromkeys(KNOWN_TYPES, 0.0)
    for types, weight in _distinct(matches, shape):
        for type_ in types:
            read[type_] += weight
    has_table = _has_table(matches)
    for type_ in KNOWN_TYPES:
        read[type_] += CAPTION_LOG_ODDS * (has_table and known[type_].printed.table is not None)
        read[type_] += QR_LOG_ODDS * (official and known[type_].printed.qr)
    foreign = any(match is not None and match.kind == "foreign" for _, match in matches)
    against = max(MIN_UNMATCHED_LOG_ODDS, UNMATCHED_LINE_LOG_ODDS * _unmatched(matches))
    filled_in = max(against, UNMATCHED_LINE_LOG_ODDS) if body else against
    odds = {}
    for type_ in KNOWN_TYPES:
        group = alike(type_)
        share = sum(prior.get(one, 0.0) for one in group)
        expected = min(MAX_PRIOR_LOG_ODDS, _logit(share) - PRIOR_DISCOUNT)
        expected = max(MIN_PRIOR_LOG_ODDS, expected) if read[type_] else expected
        odds[type_] = expected + read[type_] + FOREIGN_LOG_ODDS * foreign
        odds[type_] += filled_in if read[type_] >= MIN_BODY_LOG_ODDS else against
        if len(group) > 1:  # so far the odds are those of any of them
            own = prior.get(type_, 0.0) / share if share else 1 / len(group)
            odds[type_] += math.log(max(own, MIN_ALIKE_SHARE))
    return TypeEvidence(odds=odds, read=read, foreign=foreign)


def _distinct(matches: Matches, shape: float) -> list[tuple[Sequence[str], float]]:
    """Return types and weight of each phrase; a repeated phrase counts once."""
    weights: dict[tuple[str, str], tuple[Sequence[str], float]] = {}
    for line, match in matches:
        if match is not None and match.types:
            weight = _weight(match, line, shape)
            before = weights.get((match.kind, match.phrase), (match.types, 0.0))
            weights[match.kind, match.phrase] = (match.types, max(weight, before[1]))
    return list(weights.values())


def _unmatched(matches: Matches) -> int:
    """Count the readable lines without a match; a line read at two sizes counts once."""
    lines: list[TextLine] = []
    for heading, match in matches:
        new = not any(_overlap(heading.line, line) for line in lines)
        if match is None and heading.readable and new:
            lines.append(heading.line)
    return len(lines)


def _overlap(one: TextLine, other: TextLine) -> bool:
    """Return whether two lines share print: baselines within half a letter's height."""
    offset = abs(one.base - other.base)
    return offset < max(one.height, other.height) / 2 and one.x0 < other.x1 and other.x0 < one.x1


def _weight(match: PhraseMatch, line: Heading, shape: float) -> float:
    """Return the log odds of a match; a card's need large print, and its head a card's shape."""
    if not all(document_types()[type_].is_card for type_ in match.types):
        return KIND_LOG_ODDS[match.kind]
    if match.kind in ("caption", "common_caption"):
        return KIND_LOG_ODDS[match.kind] if line.height >= MIN_CARD_CAPTION_HEIGHT else 0.0
    narrow, wide = CARD_ASPECT_RATIOS
    fits = narrow <= shape <= wide or match.kind in ("number", "bare_number")
    return KIND_LOG_ODDS[match.kind] if fits and line.height >= MIN_CARD_HEAD_HEIGHT else 0.0


def _has_table(matches: Matches) -> bool:
    """Return whether several numbers of 16 digits in small print are there, as in a KK's table."""
    numbers = {
        "".join(char for char in line.text if char.isdecimal())
        for line, match in matches
        if match is not None and match.kind == "bare_number" and line.height < MIN_CARD_HEAD_HEIGHT
    }
    return len(numbers) >= MIN_TABLE_NUMBERS


def _logit(share: float) -> float:
    bounded = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))
