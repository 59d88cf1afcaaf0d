"""What came of the submissions that were completed: officers' letters and days that were spared."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from api.http.local_time import day_of
from api.store.submissions import CompleteSubmission

RESAMPLES = 2000
"""Of the bootstrap over submissions (Efron, 1979); percentile intervals."""
MIN_CASES = 30
"""A mean or an interval of fewer cases says nothing, and is not told."""

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
    """Submissions without a photo that was sent back by precheck or an officer and counts here."""
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


def outcome(rows: Iterable[CompleteSubmission], zone: ZoneInfo, line: str | None = None) -> Outcome:
    """Return what came of the submissions of a line, or of all lines."""
    of_line = [row for row in rows if line in {None, row.line}]
    weeks = defaultdict[date, list[CompleteSubmission]](list)
    for row in of_line:
        day = day_of(row.completed_at, zone)
        weeks[day - timedelta(days=day.weekday())].append(row)
    count = len(of_line)
    gain = _gain([_pair(row) for row in of_line])
    taken = sum((day_of(r.completed_at, zone) - day_of(r.created_at, zone)).days for r in of_line)
    enough = count >= MIN_CASES
    return Outcome(
        submissions=count,
        at_first=sum(not row.spared["rounds"] and not row.spared["letters"] for row in of_line),
        rounds=sum(row.rounds for row in of_line) / count if enough else None,
        letters=sum(row.spared["letters"] for row in of_line),
        days=taken / count if enough else None,
        days_without=(taken + gain.days.value) / count if enough else None,
        gain=gain,
        by_week={week: _gain([_pair(row) for row in weeks[week]]) for week in sorted(weeks)},
        by_reason=_by_reason(of_line),
    )


def _pair(row: CompleteSubmission, reason: str | None = None) -> Pair:
    """Return what one submission was spared, for one reason or for all."""
    days = [wait for why, wait in row.spared["rounds"] if reason in {None, why}]
    return len(days), round(sum(days), 2)


def _by_reason(rows: Sequence[CompleteSubmission]) -> dict[str, Gain]:
    reasons = {why for row in rows for why, _ in row.spared["rounds"]}
    found = {reason: _gain([_pair(row, reason) for row in rows]) for reason in reasons}
    return dict(sorted(found.items(), key=lambda one: (-one[1].letters.value, one[0])))


def _gain(pairs: Sequence[Pair]) -> Gain:
    """Return the sums, and their intervals by a bootstrap over submissions."""
    counts = Counter(pairs)
    values = np.array(list(counts), dtype=float).reshape(-1, 2)
    weights = np.array(list(counts.values()), dtype=float)
    sums = weights @ values if pairs else np.zeros(2)
    if len(pairs) < MIN_CASES or not sums.any():
        letters, days = (Estimate(float(value), None, None) for value in sums)
    else:
        chance = np.random.default_rng(0)  # the page says the same when it is shown again
        drawn = chance.multinomial(len(pairs), weights / len(pairs), RESAMPLES) @ values
        low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
        letters, days = (
            Estimate(float(sums[at]), float(low[at]), float(high[at])) for at in (0, 1)
        )
    return Gain(sum(letters > 0 for letters, _ in pairs), letters, days)


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
