"""Counts over all rows, for the charts of the report."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from precheck.bulk.results.triage import Triage

P_ACCEPT_BINS = 20
"""Bins of the histogram of p_accept, from 0 to 1."""


@dataclass(slots=True)
class RowCounts:
    """Numbers of photos."""

    piles: Counter[str] = field(default_factory=lambda: Counter({str(each): 0 for each in Triage}))
    reasons: Counter[str] = field(default_factory=Counter)
    """By first reason, or by error code."""
    types: Counter[str] = field(default_factory=Counter)
    p_accept: list[int] = field(default_factory=lambda: [0] * P_ACCEPT_BINS)
    """In each bin."""

    @property
    def photos(self) -> int:
        """Number of all photos."""
        return self.piles.total()


def count_rows(rows: Iterable[Mapping[str, Any]]) -> RowCounts:
    """Count all rows."""
    counts = RowCounts()
    for row in rows:
        counts.piles[row["pile"]] += 1
        if "error" in row:
            counts.reasons[row["error"]["code"]] += 1
            continue
        counts.types[row["document"]["type"]] += 1
        counts.p_accept[min(P_ACCEPT_BINS - 1, int(P_ACCEPT_BINS * row["p_accept"]))] += 1
        if row["reasons"]:
            counts.reasons[row["reasons"][0]["code"]] += 1
    return counts
