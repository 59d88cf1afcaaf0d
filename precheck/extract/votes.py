"""Several readings of one number, compared sign by sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Ballot:
    """One reading and its weight."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Count:
    """The outcome."""

    text: str
    support: tuple[float, ...]
    """For each sign, the share of the weight that stands behind it, 0–1."""


def vote(ballots: Sequence[Ballot]) -> Count:
    """Elect each position's sign among the readings of the commonest length.

    Readings of other lengths support the positions they share with the outcome.
    """
    lengths: dict[int, float] = {}
    for ballot in ballots:
        lengths[len(ballot.text)] = lengths.get(len(ballot.text), 0.0) + ballot.weight
    length = max(lengths, key=lambda size: lengths[size])
    voters = [ballot for ballot in ballots if len(ballot.text) == length]
    text = "".join(_elect(voters, at) for at in range(length))
    whole = sum(ballot.weight for ballot in ballots)
    shares = [0.0] * length
    for ballot in ballots:
        for at in shared(text, ballot.text):
            shares[at] += ballot.weight / whole
    return Count(text, tuple(shares))


def _elect(voters: Sequence[Ballot], at: int) -> str:
    tally: dict[str, float] = {}
    for voter in voters:
        tally[voter.text[at]] = tally.get(voter.text[at], 0.0) + voter.weight
    return max(tally, key=lambda sign: tally[sign])


LOOKS = ("0ODQ", "1ILTJ/|", "2Z", "3S", "4A", "5S", "6G", "8B", "8S")
"""Signs that are taken for each other."""


def alike(text: str, other: str) -> set[int]:
    """Return the positions of a text that another reading has too, or so nearly that it may be so.

    A digit is never taken for another one.
    """
    if len(text) != len(other):
        return set(shared(text, other))
    return {at for at, (a, b) in enumerate(zip(text, other, strict=True)) if _may_be(a, b)}


def _may_be(sign: str, other: str) -> bool:
    if sign == other:
        return True
    digits = sign.isdecimal() and other.isdecimal()
    return not digits and any(sign in look and other in look for look in LOOKS)


def shared(text: str, other: str) -> list[int]:
    """Return the positions of a text that another reading has too."""
    if len(text) == len(other):
        return [at for at, (a, b) in enumerate(zip(text, other, strict=True)) if a == b]
    blocks = SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks()
    return [at for block in blocks for at in range(block.a, block.a + block.size)]
