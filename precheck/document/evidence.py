"""What speaks for a paper's type, added up as log odds against its being any other paper.

Readings decide. The page net's looks are a prior of at most MAX_PRIOR, which lines that were read
and tell nothing outweigh: so looks alone name a paper only where nothing can be read.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from precheck.document.headings import Heading
from precheck.document.titles import AKTA, Said, told

KNOWN = ("kk", *AKTA, "ktp")
TITLE, NUMBER, LABEL, PLAIN = 7.0, 4.0, 2.0, 1.0
"""Log odds that a line adds: a title, a labelled number, a caption of this form, of several."""
WEIGHTS: Mapping[str, float] = {
    "title": TITLE,
    "number": NUMBER,
    "digits": NUMBER,
    "label": LABEL,
    "province": LABEL,
    "plain": PLAIN,
    "region": PLAIN,
}
FOREIGN = -12.0
"""The same of a line by which another paper names itself: more than all captions together."""
QR = 2.0
"""The registry's own code, which stands on white KK and akta, and on other papers of it."""
MUTE, MOST_MUTE = -1.0, -3.0
"""A line that can be read and tells nothing; of all of them at most."""
CAUTION, MIN_PRIOR, MAX_PRIOR = 1.0, -1.0, 2.5
"""Of the page net, whose log odds are lowered by CAUTION: three mute lines outweigh it, and one
caption tips the balance. That it does not know the printing of a paper on which something was read
tells little."""
MIN_AKTA = 0.25
"""Share of one akta beside the other at least: their looks hardly differ."""
LABELLED = 3  # numbers of 16 digits in small print that tell of a KK's table
CARD = (1.35, 1.85)
"""Width over height between which a page may be a card, with room for a tilted view."""
CARD_PRINT, CARD_CAPTION = 0.034, 0.015
"""Capitals of a KTP's head and number, and of its captions, in shares of the page's height: half as
high on a sheet of paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was read on a page, added up."""

    odds: Mapping[str, float]
    """Log odds of each known type against any other paper, the prior included."""
    read: Mapping[str, float]
    """The share of readings in them, above 0 only."""
    foreign: bool
    """Whether the paper names itself as one of no known type."""

    @property
    def types(self) -> dict[str, float]:
        """Probability of each known type and of `other`, 0–1; together 1."""
        powers = {type_: math.exp(min(odds, 30.0)) for type_, odds in self.odds.items()}
        total = 1 + sum(powers.values())
        return {**{type_: power / total for type_, power in powers.items()}, "other": 1 / total}

    @property
    def telling(self) -> bool:
        """Whether something that was read tells what the paper is."""
        return self.foreign or max(self.read.values()) >= LABEL


def weighed(
    lines: Sequence[Heading], prior: Mapping[str, float], shape: float, *, official: bool
) -> Evidence:
    """Add up what the lines of an upright page tell. shape: its width over its height."""
    said = [(line, told(line.text)) for line in lines]
    read = dict.fromkeys(KNOWN, 0.0)
    for types, weight in _distinct(said, shape):
        for type_ in types:
            read[type_] += weight
    if _table(said):
        read["kk"] += LABEL
    if official:
        for type_ in ("kk", *AKTA):
            read[type_] += QR
    foreign = any(one is not None and one.kind == "foreign" for _, one in said)
    mute = sum(one is None and line.readable for line, one in said)
    against = max(MOST_MUTE, MUTE * mute) + (FOREIGN if foreign else 0.0)
    akta = sum(prior.get(type_, 0.0) for type_ in AKTA)
    odds = {}
    for type_ in KNOWN:
        share = akta if type_ in AKTA else prior.get(type_, 0.0)
        looks = min(MAX_PRIOR, _logit(share) - CAUTION)
        looks = max(MIN_PRIOR, looks) if read[type_] else looks
        odds[type_] = looks + read[type_] + against
    for type_ in AKTA:  # their odds are those of either
        odds[type_] += math.log(max(prior.get(type_, 0.0) / akta if akta else 0.5, MIN_AKTA))
    return Evidence(odds=odds, read=read, foreign=foreign)


def _distinct(
    said: Sequence[tuple[Heading, Said | None]], shape: float
) -> list[tuple[Sequence[str], float]]:
    """Return the types and the weight of each thing said, once however often it stands there."""
    weights: dict[tuple[str, str], tuple[Sequence[str], float]] = {}
    for line, one in said:
        if one is not None and one.types:
            weight = _weight(one, line, shape)
            before = weights.get((one.kind, one.phrase), (one.types, 0.0))
            weights[one.kind, one.phrase] = (one.types, max(weight, before[1]))
    return list(weights.values())


def _weight(said: Said, line: Heading, shape: float) -> float:
    """Return what a phrase adds; those of a KTP count in large print, its head on its shape."""
    if said.types != ("ktp",):
        return WEIGHTS[said.kind]
    if said.kind in ("label", "plain"):
        return WEIGHTS[said.kind] if line.height >= CARD_CAPTION else 0.0
    fits = CARD[0] <= shape <= CARD[1] or said.kind in ("number", "digits")
    return WEIGHTS[said.kind] if fits and line.height >= CARD_PRINT else 0.0


def _table(said: Sequence[tuple[Heading, Said | None]]) -> bool:
    """Say whether several numbers of 16 digits stand in small print, as in a KK's table."""
    numbers = {
        "".join(char for char in line.text if char.isdecimal())
        for line, one in said
        if one is not None and one.kind == "digits" and line.height < CARD_PRINT
    }
    return len(numbers) >= LABELLED


def _logit(share: float) -> float:
    bounded = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))
