"""What came of the submissions that were completed: officers' letters and days that were spared."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from api.http.local_time import day_of
from api.store.submissions import CompleteSubmission

RESAMPLES = 2000
"""Of the bootstrap over submissions (Efron, 1979); percentile intervals."""
MIN_CASES = 30
"""A mean or an interval of fewer cases says nothing, and is not told."""

Rounds = Sequence[tuple[str, float]]
"""Reason and days of each letter that one submission was spared."""
Pair = tuple[int, float]
"""Letters and days that one submission was spared."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A sum over submissions with its interval."""

    value: float
    low: float | None
    """95 % interval; None of fewer than MIN_CASES submissions, and where none was spared anything.
    """
    high: float | None


@dataclass(frozen=True, slots=True)
class Gain:
    """What some submissions were spared."""

    submissions: int
    letters: Estimate
    days: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of the submissions that were completed in some days."""

    submissions: int
    at_first: int
    """Submissions that were spared nothing and whose photos no officer sent back."""
    rounds: float | None
    """Photos of a submission that were answered, on average; None of fewer than MIN_CASES."""
    letters: int
    """Files that officers sent back in fact."""
    days: float | None
    """From the first to the last photo, on average; None of fewer than MIN_CASES."""
    days_without: float | None
    """The same, as it would have been without precheck."""
    gain: Gain
    by_week: Mapping[date, Gain]
    """By the Monday of the week in which they were completed, the first week first."""
    by_reason: Mapping[str, Gain]
    """By the reason of the letter, the most letters first; `submissions`: those with such one."""


class _Case(NamedTuple):
    """Submissions that agree in all this."""

    week: date
    days: int
    """From the first to the last photo."""
    rounds: int
    spared: str


def outcome(rows: Iterable[CompleteSubmission], zone: ZoneInfo, line: str | None = None) -> Outcome:
    """Return what came of the submissions of a line, or of all lines."""
    cases = Counter(_case(row, zone) for row in rows if line in {None, row.line})
    found = {one.spared: json.loads(one.spared) for one in cases}
    reasons = {text: [(why, wait) for why, wait in one["rounds"]] for text, one in found.items()}
    count, least = cases.total(), MIN_CASES
    taken = sum(one.days * number for one, number in cases.items())
    photos = sum(one.rounds * number for one, number in cases.items())
    gain = _gain(_pairs(cases, reasons))
    weeks = defaultdict[date, Counter[_Case]](Counter)
    for one, number in cases.items():
        weeks[one.week][one] = number
    first = (not one["rounds"] and not one["letters"] for one in (found[c.spared] for c in cases))
    return Outcome(
        submissions=count,
        at_first=sum(number for ok, number in zip(first, cases.values(), strict=True) if ok),
        rounds=photos / count if count >= least else None,
        letters=sum(found[one.spared]["letters"] * number for one, number in cases.items()),
        days=taken / count if count >= least else None,
        days_without=(taken + gain.days.value) / count if count >= least else None,
        gain=gain,
        by_week={week: _gain(_pairs(weeks[week], reasons)) for week in sorted(weeks)},
        by_reason=_by_reason(cases, reasons),
    )


def _case(row: CompleteSubmission, zone: ZoneInfo) -> _Case:
    day = day_of(row.completed_at, zone)
    days = (day - day_of(row.created_at, zone)).days
    return _Case(day - timedelta(days=day.weekday()), days, row.rounds, row.spared)


def _pairs(
    cases: Mapping[_Case, int], reasons: Mapping[str, Rounds], reason: str | None = None
) -> Counter[Pair]:
    """Return how many submissions were spared what, for one reason or for all."""
    pairs: Counter[Pair] = Counter()
    for one, number in cases.items():
        days = [wait for why, wait in reasons[one.spared] if reason in {None, why}]
        pairs[len(days), round(sum(days), 2)] += number
    return pairs


def _by_reason(cases: Mapping[_Case, int], reasons: Mapping[str, Rounds]) -> dict[str, Gain]:
    names = {why for one in reasons.values() for why, _ in one}
    found = {name: _gain(_pairs(cases, reasons, name)) for name in names}
    return dict(sorted(found.items(), key=lambda one: (-one[1].letters.value, one[0])))


def _gain(pairs: Counter[Pair]) -> Gain:
    """Return the sums, and their intervals by a bootstrap over submissions."""
    count = pairs.total()
    values = np.array(list(pairs), dtype=float).reshape(-1, 2)
    weights = np.array(list(pairs.values()), dtype=float)
    sums = weights @ values
    if count < MIN_CASES or not sums.any():
        letters, days = (Estimate(float(value), None, None) for value in sums)
    else:
        chance = np.random.default_rng(0)  # the page says the same when it is shown again
        drawn = chance.multinomial(count, weights / count, RESAMPLES) @ values
        low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
        letters, days = (
            Estimate(float(sums[at]), float(low[at]), float(high[at])) for at in (0, 1)
        )
    spared = sum(number for (letters_, _), number in pairs.items() if letters_)
    return Gain(spared, letters, days)


TABLE_COLUMNS = (
    *("week", "reason", "submissions", "letters", "letters_low", "letters_high"),
    *("days", "days_low", "days_high"),
)
"""Columns of the exported table."""


def table_rows(of: Outcome) -> Iterator[dict[str, str | int | float | None]]:
    """Yield a row for all, for each week and for each reason."""
    yield _table_row("", "", of.gain)
    for week, gain in of.by_week.items():
        yield _table_row(week.isoformat(), "", gain)
    for reason, gain in of.by_reason.items():
        yield _table_row("", reason, gain)


def _table_row(week: str, reason: str, gain: Gain) -> dict[str, str | int | float | None]:
    row: dict[str, str | int | float | None] = {"week": week, "reason": reason}
    row["submissions"] = gain.submissions
    for name, estimate in (("letters", gain.letters), ("days", gain.days)):
        row[name], row[f"{name}_low"], row[f"{name}_high"] = (
            estimate.value,
            estimate.low,
            estimate.high,
        )
    return row
