"""What the results add up to, for the report's charts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from precheck.bulk.pile import Pile

BARS = 20
"""Of the histogram of p_accept."""


@dataclass(slots=True)
class Summary:
    """Counts over all photos."""

    piles: Counter[str] = field(default_factory=lambda: Counter({str(pile): 0 for pile in Pile}))
    reasons: Counter[str] = field(default_factory=Counter)
    """The first reason of each photo that needs another; the error's code where it has none."""
    types: Counter[str] = field(default_factory=Counter)
    p_accept: list[int] = field(default_factory=lambda: [0] * BARS)
    """Photos in each twentieth from 0 to 1."""

    @property
    def photos(self) -> int:
        """All of them."""
        return self.piles.total()


def summary(rows: Iterable[Mapping[str, Any]]) -> Summary:
    """Count every row."""
    told = Summary()
    for row in rows:
        told.piles[row["pile"]] += 1
        if "error" in row:
            told.reasons[row["error"]["code"]] += 1
            continue
        told.types[row["document"]["type"]] += 1
        told.p_accept[min(BARS - 1, int(BARS * row["p_accept"]))] += 1
        if row["reasons"]:
            told.reasons[row["reasons"][0]["code"]] += 1
    return told
