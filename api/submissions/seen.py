"""What the check found on one photo, as filing needs it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.submissions.papers import Paper

MAX_DOUBTFUL_DIGITS = 1
"""Differing digits up to which two readings, one of them doubtful, are of one number."""


def is_wrong_document(answer: Mapping[str, Any]) -> bool:
    """Return whether another document than those asked for was recognised."""
    return any(reason["code"] == "wrong_document" for reason in answer["reasons"][:1])


def cut_sides(answer: Mapping[str, Any]) -> frozenset[str]:
    """Return the sides at which a sheet is cut, if nothing else is wrong with its photo."""
    reasons = answer["reasons"]
    if {reason["code"] for reason in reasons} - {"cropping", "number_unread"}:
        return frozenset()
    return frozenset(reason["side"] for reason in reasons if reason.get("side"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the check found on a photo."""

    type: str
    advised: bool
    legible: bool
    """Whether it is accepted; in mode advise every photo is."""
    wrong: bool
    cut: frozenset[str]
    number: str | None
    number_sure: bool
    number_mac: str | None

    @classmethod
    def of(cls, answer: Mapping[str, Any], mac: str | None, *, advise: bool) -> "Seen":
        """Return what an answer tells. mac: of its number."""
        number = answer["number"] or {}
        return cls(
            type=answer["document"]["type"],
            advised=advise,
            legible=answer["verdict"] == "accept" or advise,
            wrong=is_wrong_document(answer),
            cut=cut_sides(answer),
            number=number.get("value") or number.get("candidate"),
            number_sure=number.get("state") == "read",
            number_mac=mac,
        )

    def same_number(self, paper: Paper) -> bool:
        """Return whether a paper bears the same number."""
        if self.number_mac is not None and self.number_mac == paper.number_mac:
            return True
        if self.number is None or paper.number is None or (self.number_sure and paper.number_sure):
            return False
        if len(self.number) != len(paper.number):
            return False
        differing = sum(a != b for a, b in zip(self.number, paper.number, strict=True))
        return differing <= MAX_DOUBTFUL_DIGITS

    def other_number(self, paper: Paper) -> bool:
        """Return whether both bear a number, and not the same."""
        known = self.number is not None and paper.number is not None
        return known and not self.same_number(paper)
