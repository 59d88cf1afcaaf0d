"""Sums by day: of days that are over as they were kept, of the others from the photos."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.desk.figures.statistics import MAX_SAVED_ROUND_SECONDS, saved_rounds
from api.desk.figures.sums import Groups, Sums, WeightedSum, summed
from api.http.local_time import day_of, midnight
from api.store import figure_days, figures
from api.store.database.store import Store

FOREVER = float("inf")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are asked for."""

    zone: ZoneInfo
    days: Sequence[date]
    """One after the other; the last one has not ended yet."""
    final_before: float
    """Seconds since 1970: nothing is added to a day that ended before.

    What changes or deletes its photos and decisions forgets its sums (`store.figure_days`).
    """

    @classmethod
    def until(cls, now: float, zone: ZoneInfo, count: int, open_hours: float) -> "Calendar":
        """Return the last days. open_hours: after which a photo of a batch expires undecided."""
        last = day_of(now, zone)
        days = [last - timedelta(days=ago) for ago in reversed(range(count))]
        return cls(zone, days, now - open_hours * 3600 - MAX_SAVED_ROUND_SECONDS)

    def begin(self, day: date) -> float:
        """Return when a day begins, in seconds since 1970."""
        return midnight(day, self.zone)

    def end(self, day: date) -> float:
        """Return when a day ends; the last one holds all that follows."""
        return FOREVER if day == self.days[-1] else self.begin(day + timedelta(days=1))


def of_calendar(store: Store, calendar: Calendar) -> dict[date, Groups]:
    """Return the sums of the days, and keep those that nothing changes any more."""
    begins = {calendar.begin(day): day for day in calendar.days}
    with store.reading() as connection:
        kept = figure_days.kept(connection, begins)
        found = {begins[begin]: _from_json(sums) for begin, sums in kept.items()}
        missing = [day for day in calendar.days if day not in found]
        for run in _runs(missing):
            found |= _read(connection, calendar, run)
    new = {
        calendar.begin(day): _as_json(found[day])
        for day in missing
        if calendar.end(day) <= calendar.final_before
    }
    if new:
        with store.writing() as connection:
            figure_days.keep(connection, new)
    return dict(sorted(found.items()))


def _runs(days: Sequence[date]) -> Iterator[list[date]]:
    """Yield days that follow each other."""
    run: list[date] = []
    for day in days:
        if run and day - run[-1] > timedelta(days=1):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _read(connection: Connection, calendar: Calendar, run: Sequence[date]) -> dict[date, Groups]:
    """Sum the photos and decisions of days that follow each other."""
    begin, end, zone = calendar.begin(run[0]), calendar.end(run[-1]), calendar.zone
    later = list(figures.judged_photos(connection, begin, end + MAX_SAVED_ROUND_SECONDS))
    saved = saved_rounds(later)  # of all: the later photo may be in another group
    photos: dict[date, list[figures.JudgedPhoto]] = {day: [] for day in run}
    decisions: dict[date, list[figures.ReviewedPhoto]] = {day: [] for day in run}
    for one in later:
        if one.at < end:
            photos.setdefault(day_of(one.at, zone), []).append(one)
    for other in figures.reviewed_photos(connection, begin, end):
        decisions.setdefault(day_of(other.at, zone), []).append(other)
    days = photos.keys() | decisions.keys()
    return {day: summed(photos.get(day, ()), saved, decisions.get(day, ())) for day in days}


def _as_json(groups: Groups) -> list[Any]:
    return [[names, {**asdict(sums), "took": dict(sums.took)}] for names, sums in groups.items()]


def _from_json(kept: Sequence[Any]) -> Groups:
    return {tuple(names): _sums(sums) for names, sums in kept}


def _sums(kept: Mapping[str, Any]) -> Sums:
    """Return sums that were kept as JSON, whose keys are texts."""
    read: dict[str, Any] = dict(kept)
    read["took"] = Counter({int(ms): count for ms, count in kept["took"].items()})
    for one in fields(Sums):
        if one.default_factory is WeightedSum:
            read[one.name] = WeightedSum(**kept.get(one.name, {}))  # a newer one is not in old days
    return Sums(**read)
