"""Statistics of verdicts: counts, shares, saved rounds, latency."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from api.desk.figures.agreement import agreement
from api.desk.figures.sums import DIMENSIONS, NO_NAME, Groups, Names, Sums, total
from api.store.figures import JudgedPhoto

MAX_SAVED_ROUND_SECONDS = 24 * 3600
"""Maximum time until an accepted photo for a re-photo round to count as saved."""

Days = Mapping[date, Groups]
"""Sums by day and group, the first day first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """Figures of some photos."""

    photos: int
    accepted: int
    rounds: int
    """Re-photo verdicts."""
    traced: int
    """Rounds with a reference: only these can be matched with a later photo."""
    saved: int
    """Traced rounds followed within 24 hours by an accepted photo of their reference and type."""
    median_ms: int | None
    p95_ms: int | None

    @property
    def accept_share(self) -> float | None:
        """0–1; None without photos."""
        return self.accepted / self.photos if self.photos else None


def group_figures(sums: Sums) -> GroupFigures:
    """Return the figures of a group."""
    return GroupFigures(
        photos=sums.photos,
        accepted=sums.accepted,
        rounds=sums.photos - sums.accepted,
        traced=sums.traced,
        saved=sums.saved,
        median_ms=_quantile(sums.took, 0.5),
        p95_ms=_quantile(sums.took, 0.95),
    )


def _quantile(counts: Counter[int], share: float) -> int | None:
    whole = counts.total()
    place, passed = min(whole - 1, int(share * whole)), 0
    for value in sorted(counts):
        passed += counts[value]
        if passed > place:
            return value
    return None


def saved_rounds(seen: Iterable[JudgedPhoto]) -> frozenset[JudgedPhoto]:
    """Return the re-photo verdicts that an accepted photo followed within 24 hours.

    Photos of one batch were sent together: none of them is a retry of another.
    """
    accepted, rounds = defaultdict(list), []
    for one in seen:
        if one.reference_mac is None:
            continue
        if one.verdict == "accept":
            accepted[one.reference_mac, one.type].append(one)
        else:
            rounds.append(one)
    return frozenset(
        one
        for one in rounds
        if any(_follows(better, one) for better in accepted[one.reference_mac or "", one.type])
    )


def _follows(better: JudgedPhoto, one: JudgedPhoto) -> bool:
    apart = one.batch_id is None or better.batch_id != one.batch_id
    return apart and one.at < better.at <= one.at + MAX_SAVED_ROUND_SECONDS


def matching(days: Days, values: Mapping[str, str]) -> dict[date, Groups]:
    """Return the groups that have these values in their dimensions."""
    wanted = [(_place(name), value) for name, value in values.items()]
    return {
        day: {
            names: sums
            for names, sums in groups.items()
            if all(names[place] == value for place, value in wanted)
        }
        for day, groups in days.items()
    }


def values_of(days: Days, dimension: str) -> list[str]:
    """Return the values of a dimension, in order."""
    place = _place(dimension)
    return sorted({names[place] for groups in days.values() for names in groups})


def whole(days: Days) -> Sums:
    """Return the sums of all days and groups."""
    return total(sums for groups in days.values() for sums in groups.values())


def by(days: Days, dimension: str) -> dict[str, Sums]:
    """Return the sums by one dimension, the largest group first."""
    place, found = _place(dimension), defaultdict[str, Sums](Sums)
    for groups in days.values():
        for names, sums in groups.items():
            found[names[place]].add(sums)
    return dict(sorted(found.items(), key=lambda pile: (-pile[1].photos, pile[0])))


def figures_by_day(days: Days) -> dict[date, GroupFigures]:
    """Return the figures of each day that has photos."""
    daily = {day: total(groups.values()) for day, groups in days.items()}
    return {day: group_figures(sums) for day, sums in daily.items() if sums.photos}


def reason_counts(days: Days) -> list[tuple[str, int]]:
    """Return the first reasons of re-photo verdicts with their counts, the most frequent first."""
    counts = Counter({name: sums.photos for name, sums in by(days, "reason").items()})
    del counts[NO_NAME]
    return [(name, count) for name, count in counts.most_common() if count]


TABLE_COLUMNS = (
    *("day", "line", "type", "reason", "version", "policy"),
    *("photos", "accepted", "rounds", "traced", "saved", "median_ms", "p95_ms"),
    *("decisions", "overrides", "override_rate"),
)
"""Columns of the exported table."""


def table_rows(days: Days) -> Iterator[dict[str, str | int | float | None]]:
    """Yield a row per day and combination of all dimensions; decisions count on their own day."""
    for day, groups in days.items():
        for names in sorted(groups):
            yield _table_row(day, names, groups[names])


def _table_row(day: date, names: Names, sums: Sums) -> dict[str, str | int | float | None]:
    of = agreement(sums)
    return {
        **dict(zip(TABLE_COLUMNS, (day.isoformat(), *names), strict=False)),
        **asdict(group_figures(sums)),
        "decisions": of.decisions,
        "overrides": of.overrides,
        "override_rate": of.override.value,
    }


def _place(dimension: str) -> int:
    return list(DIMENSIONS).index(dimension)
