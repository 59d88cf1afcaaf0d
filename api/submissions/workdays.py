"""Working days of the office: those on which its hours hold a span."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from api.http import local_time
from api.settings import DEFAULT_ZONE
from api.submissions.hours import DAYS, Hours

ONE_DAY = timedelta(days=1)
MAX_OPEN_DAYS = 60
"""Days in which the office's open time is counted."""


@dataclass(frozen=True, slots=True)
class Workdays:
    """The office's calendar."""

    hours: Hours
    """Of which one day a week at least is open."""
    zone: ZoneInfo = DEFAULT_ZONE
    """The office's time zone."""

    def is_workday(self, day: date) -> bool:
        """Return whether the office works on this day."""
        return bool(self.hours.spans(day))

    def after(self, at: float, days: int) -> date:
        """Return the working day that comes this many working days after the day of a time.

        at: seconds since 1970. 0 days: that day itself, or the first working day after it.
        """
        day = local_time.day_of(at, self.zone)
        if days == 0:
            return next(self._from(day, ONE_DAY))
        coming = self._from(day + ONE_DAY, ONE_DAY)
        return [next(coming) for _ in range(days)][-1]

    def begin_of(self, now: float, days: int) -> float:
        """Return the time before which everything is older than this many whole working days.

        That is midnight before the last of these days; the day of `now` does not count. 0: `now`.
        """
        if days == 0:
            return now
        past = self._from(local_time.day_of(now, self.zone) - ONE_DAY, -ONE_DAY)
        return local_time.midnight([next(past) for _ in range(days)][-1], self.zone)

    def open_seconds(self, begin: float, end: float) -> float:
        """Return for how many seconds the office was open between two times.

        begin, end: seconds since 1970. Of a longer time only the last MAX_OPEN_DAYS days count.
        """
        begin = max(begin, end - MAX_OPEN_DAYS * ONE_DAY.total_seconds())
        day, last, total = (
            local_time.day_of(begin, self.zone),
            local_time.day_of(end, self.zone),
            0.0,
        )
        while day <= last:
            for span in self.hours.spans(day):
                opens, closes = (datetime.combine(day, at, self.zone).timestamp() for at in span)
                total += max(0.0, min(closes, end) - max(opens, begin))
            day += ONE_DAY
        return total

    def _from(self, day: date, step: timedelta) -> Iterator[date]:
        while True:
            if self.is_workday(day):
                yield day
            day += step


EVERY_WEEKDAY = Workdays(
    Hours.model_validate({"week": {day: ["08.00-15.00"] * (at < 5) for at, day in enumerate(DAYS)}})
)
