"""Statistics of verdicts: counts, shares, saved rounds, latency."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from zoneinfo import ZoneInfo

from api.desk.figures import agreement
from api.http.local_time import day_of
from api.store.figures import JudgedPhoto, ReviewedPhoto

MAX_SAVED_ROUND_SECONDS = 24 * 3600
"""Maximum time until an accepted photo for a re-photo round to count as saved."""
NO_NAME = "–"
"""Name of the group of photos without a value."""


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


def group_figures(seen: Sequence[JudgedPhoto], saved: frozenset[JudgedPhoto]) -> GroupFigures:
    """Return the figures of a group. saved: result of `saved_rounds` for all photos."""
    rounds = [one for one in seen if one.verdict != "accept"]
    took = sorted(one.took_ms for one in seen if one.took_ms is not None)
    return GroupFigures(
        photos=len(seen),
        accepted=len(seen) - len(rounds),
        rounds=len(rounds),
        traced=sum(one.reference_mac is not None for one in rounds),
        saved=sum(one in saved for one in rounds),
        median_ms=_quantile(took, 0.5),
        p95_ms=_quantile(took, 0.95),
    )


def _quantile(values: Sequence[int], share: float) -> int | None:
    return values[min(len(values) - 1, int(share * len(values)))] if values else None


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


GroupKey = Callable[[JudgedPhoto | ReviewedPhoto], str]
DIMENSIONS: Mapping[str, GroupKey] = {
    "line": lambda one: one.line or NO_NAME,
    "type": lambda one: one.type or NO_NAME,
    "reason": lambda one: one.reason or NO_NAME,
    "version": lambda one: one.version or NO_NAME,
    "policy": lambda one: one.policy or NO_NAME,
}
"""Dimensions for grouping and filtering."""


def matches_all(values: Mapping[str, str]) -> Callable[[JudgedPhoto | ReviewedPhoto], bool]:
    """Return a predicate: whether a photo has these values in all dimensions."""
    keys = [(DIMENSIONS[name], value) for name, value in values.items()]
    return lambda one: all(key(one) == value for key, value in keys)


def figures_by(
    seen: Iterable[JudgedPhoto], by: str, saved: frozenset[JudgedPhoto]
) -> dict[str, GroupFigures]:
    """Return the figures by one dimension, the largest group first."""
    piles = defaultdict(list)
    for one in seen:
        piles[DIMENSIONS[by](one)].append(one)
    largest = sorted(piles.items(), key=lambda pile: (-len(pile[1]), pile[0]))
    return {name: group_figures(pile, saved) for name, pile in largest}


def figures_by_day(
    seen: Iterable[JudgedPhoto], saved: frozenset[JudgedPhoto], zone: ZoneInfo
) -> dict[date, GroupFigures]:
    """Return the figures by day of the time zone, the first day first."""
    piles = defaultdict(list)
    for one in seen:
        piles[day_of(one.at, zone)].append(one)
    return {day: group_figures(piles[day], saved) for day in sorted(piles)}


def reason_counts(seen: Iterable[JudgedPhoto]) -> list[tuple[str, int]]:
    """Return the first reasons of re-photo verdicts with their counts, the most frequent first."""
    return Counter(one.reason for one in seen if one.reason is not None).most_common()


TABLE_COLUMNS = (
    *("day", "line", "type", "reason", "version", "policy"),
    *("photos", "accepted", "rounds", "traced", "saved", "median_ms", "p95_ms"),
    *("decisions", "overrides", "override_rate"),
)
"""Columns of the exported table."""


def table_rows(
    seen: Iterable[JudgedPhoto],
    saved: frozenset[JudgedPhoto],
    judged: Iterable[ReviewedPhoto],
    zone: ZoneInfo,
) -> Iterator[dict[str, str | int | float | None]]:
    """Yield a row per day and combination of all dimensions; decisions count on their own day."""
    photos, decided = defaultdict(list), defaultdict(list)
    for one in seen:
        photos[_row_key(one, zone)].append(one)
    for other in judged:
        decided[_row_key(other, zone)].append(other)
    for names in sorted(photos.keys() | decided.keys()):
        group, of = group_figures(photos[names], saved), agreement.agreement(decided[names])
        yield {
            **dict(zip(TABLE_COLUMNS, names, strict=False)),
            **asdict(group),
            "decisions": of.decisions,
            "overrides": of.overrides,
            "override_rate": of.override.value,
        }


def _row_key(one: JudgedPhoto | ReviewedPhoto, zone: ZoneInfo) -> tuple[str, ...]:
    return day_of(one.at, zone).isoformat(), *(key(one) for key in DIMENSIONS.values())
