"""Majority vote over several readings of one number, character by character."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T", int, str)


@dataclass(frozen=True, slots=True)
class Ballot:
    """One reading and its weight."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class VoteResult:
    """The elected text."""

    text: str
    support: tuple[float, ...]
    """For each character, the share of the total weight that agrees with it, 0–1."""


def vote(ballots: Sequence[Ballot]) -> VoteResult:
    """Elect the character of each position among the readings of the heaviest length.

    Readings of other lengths add support to the positions that they share with the result.
    """
    length = _heaviest((len(ballot.text), ballot.weight) for ballot in ballots)
    voters = [ballot for ballot in ballots if len(ballot.text) == length]
    text = "".join(
        _heaviest((ballot.text[at], ballot.weight) for ballot in voters) for at in range(length)
    )
    total = sum(ballot.weight for ballot in ballots)
    shares = [0.0] * length
    for ballot in ballots:
        for at in equal_positions(text, ballot.text):
            shares[at] += ballot.weight / total
    return VoteResult(text, tuple(shares))


def _heaviest(votes: Iterable[tuple[T, float]]) -> T:
    """Return the choice with the largest sum of weights; the first one on a tie."""
    tally: defaultdict[T, float] = defaultdict(float)
    for choice, weight in votes:
        tally[choice] += weight
    return max(tally, key=tally.__getitem__)


CONFUSABLE = ("0ODQ", "1ILTJ/|", "2Z", "3S", "4A", "5S", "6G", "8B", "8S")
"""Groups of characters that readers confuse."""


def compatible_positions(text: str, other: str) -> set[int]:
    """Return the positions of a text where another reading has the same or a confusable character.

    Two different digits are never compatible.
    """
    if len(text) != len(other):
        return set(equal_positions(text, other))
    return {at for at, (a, b) in enumerate(zip(text, other, strict=True)) if _compatible(a, b)}


def _compatible(char: str, other: str) -> bool:
    if char == other:
        return True
    digits = char.isdecimal() and other.isdecimal()
    return not digits and any(char in group and other in group for group in CONFUSABLE)


def equal_positions(text: str, other: str) -> list[int]:
    """Return the positions of a text where another reading, aligned to it, is equal."""
    if len(text) == len(other):
        return [at for at, (a, b) in enumerate(zip(text, other, strict=True)) if a == b]
    blocks = SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks()
    return [at for block in blocks for at in range(block.a, block.a + block.size)]
