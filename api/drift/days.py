"""Counts the days that are over, and keeps the counts."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from api.drift.characteristics import counted
from api.drift.weeks import days_before
from api.http.local_time import midnight
from api.store import drift_days
from api.store.database.store import Store

SETTLING_SECONDS = 600.0
"""After a day's end, in which what was answered in it is written down."""
DAYS_AT_ONCE = 3
"""Days counted in one turn, so that other periodic tasks wait little."""
KEPT_DAYS = 182


def count_days(store: Store, now: float, zone: ZoneInfo) -> None:
    """Count the whole days of a comparison that are not counted yet, the last ones first."""
    days = days_before(now - SETTLING_SECONDS, zone)
    begins = {midnight(day, zone): midnight(day + timedelta(days=1), zone) for day in days}
    with store.reading() as connection:
        known = drift_days.kept(connection, begins)
    missing = sorted(begins.keys() - known.keys(), reverse=True)[:DAYS_AT_ONCE]
    for begin in missing:
        with store.reading() as connection:
            counts = counted(drift_days.photos(connection, begin, begins[begin]))
        with store.writing() as connection:
            drift_days.keep(connection, begin, counts)


def forget_old_days(store: Store, now: float, zone: ZoneInfo) -> None:
    """Forget the counts of days that no comparison needs."""
    with store.writing() as connection:
        first = days_before(now, zone)[-1] - timedelta(days=KEPT_DAYS)
        drift_days.purge(connection, midnight(first, zone))
