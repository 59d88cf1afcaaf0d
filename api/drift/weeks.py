"""The last seven whole days against the weeks before them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from api.drift.characteristics import ALL, EDGES, Counts
from api.drift.stability import Comparison, compare, lumpiness
from api.http.local_time import day_of, midnight
from api.store import drift_days
from api.store.database.store import Store

PAST_WEEKS = 8
WEEK = 7
DAYS = WEEK * (PAST_WEEKS + 1)
"""Days of a comparison."""
LEAST_PHOTOS = 30
"""Photos of a week that is compared; one with fewer says nothing."""
LEAST_WEEKS = 4
"""Such weeks of the past that are needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What the last week is against the weeks before."""

    first: date
    last: date
    """Days of the week."""
    photos: int
    past_photos: int
    past_weeks: int
    """Weeks of the past with enough photos, at most PAST_WEEKS."""
    found: Mapping[str, Comparison]
    """By characteristic, as `characteristics.ALL` orders them; empty where photos are too few."""

    @property
    def comparable(self) -> bool:
        """Whether there are enough photos to compare."""
        return self.photos >= LEAST_PHOTOS and self.past_weeks >= LEAST_WEEKS


def days_before(now: float, zone: ZoneInfo) -> list[date]:
    """Return the whole days of a comparison, the first day first."""
    today = day_of(now, zone)
    return [today - timedelta(days=ago) for ago in reversed(range(1, DAYS + 1))]


def of_last_week(store: Store, now: float, zone: ZoneInfo, **options: float) -> Drift:
    """Return the comparison of the days that are kept. options: as `Store.reading` takes them."""
    days = days_before(now, zone)
    begins = [midnight(day, zone) for day in days]
    with store.reading(**options) as connection:
        kept = drift_days.kept(connection, begins)
    return drift([kept.get(begin, {}) for begin in begins], days[-1])


def drift(days: Sequence[Counts], last: date) -> Drift:
    """Compare counts by day, DAYS of them; `last` is the last one."""
    weeks = [_added(days[at : at + WEEK]) for at in range(0, DAYS, WEEK)]
    sizes = [sum(week["verdict"].values()) for week in weeks]
    past = [week for week, size in zip(weeks[:-1], sizes, strict=False) if size >= LEAST_PHOTOS]
    result = Drift(
        first=last - timedelta(days=WEEK - 1),
        last=last,
        photos=sizes[-1],
        past_photos=sum(sum(week["verdict"].values()) for week in past),
        past_weeks=len(past),
        found={},
    )
    if not result.comparable:
        return result
    found = _compared(weeks[-1], past)
    return Drift(
        first=result.first,
        last=last,
        photos=result.photos,
        past_photos=result.past_photos,
        past_weeks=result.past_weeks,
        found=found,
    )


def _compared(week: Counts, past: Sequence[Counts]) -> dict[str, Comparison]:
    """Compare each characteristic; how alike a citizen's photos are is told from all of them."""
    of = {name: (week[name], [one[name] for one in past], name in EDGES) for name in ALL}
    found = [lumpiness(now, before, ordered=number) for now, before, number in of.values()]
    known = [one for one in found if one is not None]
    lumps = sum(known) / len(known) if known else 1.0
    compared = {
        name: compare(now, before, ordered=number, tests=len(ALL), lumps=max(1.0, lumps))
        for name, (now, before, number) in of.items()
    }
    return {name: one for name, one in compared.items() if one is not None}


def _added(days: Sequence[Counts]) -> dict[str, Counter[str]]:
    week: dict[str, Counter[str]] = {name: Counter() for name in ALL}
    for day in days:
        for name, counts in day.items():
            if name in week:
                week[name].update(counts)
    return week
