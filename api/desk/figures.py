"""Figures of what was judged: counts, shares, rounds that were saved, latency. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache

from api.desk import agreement
from api.store.figures import Judged, Seen

SAVED_SECONDS = 24 * 3600
"""Within which a better photo must come, for its round to count as saved."""
QUARTER = 900
"""Seconds; in every zone a day begins with one."""
NONE = "–"
"""Stands for a group without a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Figures of some photos."""

    photos: int
    accepted: int
    rounds: int
    """Re-photo verdicts."""
    traced: int
    """Of those, with a reference: only there a better photo can be known."""
    saved: int
    """Of those, followed within 24 hours by an accepted photo of the same reference and type."""
    median_ms: int | None
    p95_ms: int | None

    @property
    def accept_share(self) -> float | None:
        """0–1; None of none."""
        return self.accepted / self.photos if self.photos else None


def of_group(seen: Sequence[Seen], saved: frozenset[Seen]) -> Group:
    """Count some photos; `saved` is what `saved_rounds` told of all of them."""
    rounds = [one for one in seen if one.verdict != "accept"]
    took = sorted(one.took_ms for one in seen if one.took_ms is not None)
    return Group(
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


def saved_rounds(seen: Iterable[Seen]) -> frozenset[Seen]:
    """Return the re-photo verdicts that a better photo followed within 24 hours.

    Photos of one batch came together: none of them is another's next try.
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


def _follows(better: Seen, one: Seen) -> bool:
    apart = one.batch_id is None or better.batch_id != one.batch_id
    return apart and one.at < better.at <= one.at + SAVED_SECONDS


Key = Callable[[Seen | Judged], str]
DIMENSIONS: Mapping[str, Key] = {
    "line": lambda one: one.line or NONE,
    "type": lambda one: one.type or NONE,
    "reason": lambda one: one.reason or NONE,
    "version": lambda one: one.version or NONE,
    "policy": lambda one: one.policy or NONE,
}
"""What figures are told by, and looked for by."""


def fitting(asked: Mapping[str, str]) -> Callable[[Seen | Judged], bool]:
    """Return what says whether a photo is of all the groups that are asked for."""
    keys = [(DIMENSIONS[name], value) for name, value in asked.items()]
    return lambda one: all(key(one) == value for key, value in keys)


def grouped(seen: Iterable[Seen], by: str, saved: frozenset[Seen]) -> dict[str, Group]:
    """Return figures by one dimension, the largest group first."""
    piles = defaultdict(list)
    for one in seen:
        piles[DIMENSIONS[by](one)].append(one)
    largest = sorted(piles.items(), key=lambda pile: (-len(pile[1]), pile[0]))
    return {name: of_group(pile, saved) for name, pile in largest}


def daily(seen: Iterable[Seen], saved: frozenset[Seen]) -> dict[date, Group]:
    """Return figures by day, in the office's own zone, the first day first."""
    piles = defaultdict(list)
    for one in seen:
        piles[day_of(one.at)].append(one)
    return {day: of_group(piles[day], saved) for day in sorted(piles)}


def day_of(at: float) -> date:
    """Return the day in the office's own zone."""
    return _day(int(at // QUARTER))


@lru_cache(maxsize=10_000)
def _day(quarter: int) -> date:
    return datetime.fromtimestamp(quarter * QUARTER).astimezone().date()


def reasons(seen: Iterable[Seen]) -> list[tuple[str, int]]:
    """Return the first reasons of re-photo verdicts with their counts, the commonest first."""
    return Counter(one.reason for one in seen if one.reason is not None).most_common()


COLUMNS = (
    *("day", "line", "type", "reason", "version", "policy"),
    *("photos", "accepted", "rounds", "traced", "saved", "median_ms", "p95_ms"),
    *("decisions", "overrides", "override_rate"),
)
"""Of the table for other programs."""


def rows(
    seen: Iterable[Seen], saved: frozenset[Seen], judged: Iterable[Judged]
) -> Iterator[dict[str, str | int | float | None]]:
    """Yield a row a day and group of all dimensions at once; decisions at the day they fell."""
    photos, decided = defaultdict(list), defaultdict(list)
    for one in seen:
        photos[_named(one)].append(one)
    for other in judged:
        decided[_named(other)].append(other)
    for names in sorted(photos.keys() | decided.keys()):
        group, of = of_group(photos[names], saved), agreement.agreement(decided[names])
        yield {
            **dict(zip(COLUMNS, names, strict=False)),
            **asdict(group),
            "decisions": of.decisions,
            "overrides": of.overrides,
            "override_rate": of.override.value,
        }


def _named(one: Seen | Judged) -> tuple[str, ...]:
    return day_of(one.at).isoformat(), *(key(one) for key in DIMENSIONS.values())
